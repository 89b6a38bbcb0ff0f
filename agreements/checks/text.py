"""The words themselves: what is missing, empty, dead, or says two things at once."""

import re
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from agreements.checks.problem import Problem, Weight
from agreements.clauses import REQUIRED, ClauseType
from agreements.content import article_as_data, parties_as_data, values_of
from agreements.models import Article
from agreements.wording import GAP, TOKEN, Fault, Wording
from documents.articles import parse, walk
from documents.words import ORDINALS, number_in_words

PARTY_NAME = re.compile(r"\bPIHAK\s+(" + "|".join(ORDINALS) + r")\b")
IN_WORDS = re.compile(r"(Rp\.?\s*)?(\d[\d.]*)(,\d+)?\s*\(([A-Za-z\s]+)\)")
NUMBER_WORDS = frozenset(
    {"nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"}
    | {"sepuluh", "sebelas", "belas", "puluh", "seratus", "ratus", "seribu", "ribu", "juta"}
    | {"miliar", "triliun"}
)


def text(agreement, parties, articles) -> Iterator[Problem]:
    if not articles:
        yield Problem("no_article", _("There is no article yet."), _("Write at least one."))
    yield from _required(agreement, articles)
    by_key = {article.key: article for article in articles}
    wording = Wording(
        [article_as_data(article) for article in articles],
        values_of(agreement, parties_as_data(agreement, parties)),
    )
    yield from _braces(wording, by_key)
    for place, article in enumerate(articles, start=1):
        yield from _article(place, article, wording, len(parties))
    if agreement.unplaced:
        yield Problem(
            "unplaced",
            _("Some imported text has no place yet."),
            _("Put it into articles, or delete what is not needed."),
            Weight.HINT,
        )


def _required(agreement, articles):
    present = {article.clause_type for article in articles}
    for clause_type in ClauseType:
        if clause_type in REQUIRED.get(agreement.kind, ()) and clause_type not in present:
            yield Problem(
                "missing_clause",
                _("The clause “%s” is missing.") % clause_type.label,
                _("Take it from the clause library, or say of an article that it is this one."),
            )


def _braces(wording, by_key):
    # Said once of each article, however often it stands there.
    told = {(faulty.token, faulty.article_key): faulty for faulty in wording.faults()}
    for faulty in told.values():
        article = by_key[faulty.article_key]
        name = _name(article)
        code, message, mend = {
            Fault.DEAD: (
                "dead_reference",
                _("%(article)s refers to what is not there: %(token)s."),
                _("Choose another article, or take the reference out."),
            ),
            Fault.UNKNOWN: (
                "unknown_placeholder",
                _("%(article)s has %(token)s, which stands for nothing."),
                _("Use one of the placeholders of the list, or write it without braces."),
            ),
            Fault.EMPTY: (
                "empty_placeholder",
                _("%(article)s needs %(token)s, which is not known yet."),
                _("Fill it in at the head of the text."),
            ),
        }[faulty.fault]
        said = {"article": name, "token": faulty.token}
        yield Problem(code, message % said, mend, article=article, key=faulty.key)


def _article(place, article, wording, party_count):
    name = _name(article, place)
    if not _says_something(article.body) and article.effect != "repeal":
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
    if article.key in wording.links_of({"heading": article.heading, "body": article.body}):
        yield Problem(
            "refers_to_itself",
            _("%s refers to itself.") % name,
            _("Check whether another article is meant."),
            Weight.HINT,
            article=article,
        )
    for block in walk(parse(article.body, article.line_keys)):
        yield from _paragraph(name, article, block, party_count)


def _paragraph(name, article, block, party_count):
    for found in PARTY_NAME.finditer(block.text):
        is_defined = re.match(rf"{found[0]}\s+adalah\b", block.text)
        if ORDINALS.index(found[1]) >= party_count and not is_defined:
            yield Problem(
                "unknown_party",
                _("%(article)s names %(party)s, and there is no such party.")
                % {"article": name, "party": found[0]},
                _("Add the party, or correct the name."),
                article=article,
                key=block.key,
            )
    for found in IN_WORDS.finditer(TOKEN.sub("", block.text)):
        if _differ(found):
            yield Problem(
                "number_and_words_differ",
                _("%(article)s says “%(said)s”: figures and words differ.")
                % {"article": name, "said": found[0]},
                _("Correct one of them."),
                article=article,
                key=block.key,
            )


def _differ(found) -> bool:
    words = found[4].lower().split()
    said = [word for word in words if word != "rupiah"]
    if not said or not set(said) <= NUMBER_WORDS:
        return False  # what stands in brackets is no number
    cents = found[3] and int(found[3][1:])
    return bool(cents) or said != number_in_words(int(Decimal(found[2].replace(".", "")))).split()


def _name(article: Article, place: int = 0) -> str:
    return f"Pasal {place or article.order} ({article.heading})"


def _says_something(body):
    """A dash or a label that was typed and left standing is no text yet."""
    words = "".join(block.text for block in walk(parse(body)))
    return any(character.isalnum() for character in words)
