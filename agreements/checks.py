"""What a draft still lacks: each thing with the place it concerns and how to mend it.

The page shows the list while the text is being written; submitting asks the same list.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from agreements.clauses import GAP
from agreements.models import Agreement, AgreementKind, Article, Party
from agreements.workflow import Status
from documents.articles import parse, walk

FEWEST_PARTIES = 2


class Weight(StrEnum):
    BLOCKS = "blocks"  # it cannot be submitted like that
    NEEDS_REASON = "needs_reason"  # it can, if the note says why
    HINT = "hint"


@dataclass(frozen=True)
class Problem:
    code: str
    message: str
    mend: str
    weight: Weight = Weight.BLOCKS
    article: Article | None = None
    party: Party | None = None

    def __str__(self) -> str:
        return f"{self.message} {self.mend}"


def problems_of(agreement: Agreement) -> list[Problem]:
    """Everything a drafter should know before submitting, in the order of the paper."""
    parties = list(agreement.parties.all())
    articles = list(agreement.articles.all())
    return [
        *_parties(agreement, parties),
        *(problem for party in parties for problem in _signatory(party)),
        *_above(agreement),
        *_articles(articles),
    ]


def _parties(agreement, parties):
    if len(parties) < FEWEST_PARTIES:
        yield Problem(
            "too_few_parties",
            _("An agreement has at least two parties."),
            _("Add the other party."),
        )
    if not any(party.agency.is_within(agreement.owner) for party in parties):
        yield Problem(
            "no_own_party",
            _("%s is not among the parties.") % agreement.owner,
            _("Add it, or one of its units."),
        )


def _signatory(party):
    if not (party.signatory_name and party.signatory_title):
        yield Problem(
            "no_signatory",
            _("%s has no signatory yet.") % party,
            _("Write who signs, with name and position."),
            party=party,
        )


def _above(agreement):
    """A PKS customarily stands under a joint agreement; without one the file says why."""
    if agreement.kind != AgreementKind.COOPERATION_AGREEMENT:
        return
    above = agreement.parent
    if above is None:
        yield Problem(
            "no_joint_agreement",
            _("This cooperation agreement stands under no joint agreement."),
            _("Choose the one it belongs to, or say in the note why there is none."),
            Weight.NEEDS_REASON,
        )
    elif above.status != Status.SIGNED or above.standing_on(agreement.owner.today()) == "expired":
        yield Problem(
            "joint_agreement_not_in_force",
            _("%s is not in force.") % above,
            _("Choose another one, or say in the note why this is right."),
            Weight.NEEDS_REASON,
        )


def _articles(articles):
    if not articles:
        yield Problem("no_article", _("There is no article yet."), _("Write at least one."))
    for place, article in enumerate(articles, start=1):
        name = f"Pasal {place} ({article.heading})"
        if not _says_something(article.body):
            yield Problem(
                "empty_article",
                _("%s is empty.") % name,
                _("Write its text, or remove it."),
                article=article,
            )
        elif GAP in article.body:
            yield Problem(
                "gap",
                _("%s has a dotted gap.") % name,
                _("Fill it in."),
                Weight.HINT,
                article=article,
            )


def _says_something(body):
    """A dash or a label that was typed and left standing is no text yet."""
    words = "".join(block.text for block in walk(parse(body)))
    return any(character.isalnum() for character in words)
