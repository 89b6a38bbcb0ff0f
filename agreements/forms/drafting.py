"""What is typed about an agreement, its parties and its articles."""

import re
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from agreements.checks import FEWEST_PARTIES
from agreements.clauses import SAMPLE_NOTE, ClauseType
from agreements.content import article_as_data
from agreements.models import Agreement, AgreementKind, Party, Template
from agreements.wording import Wording, by_key
from agreements.workflow import NotReady
from cooperation.forms import CHOOSE, AgencyField, MoveForm, RecordForm, offer, show_refusal
from cooperation.models import Candidate, OfficeHolding, Official
from cooperation.models.text import LONGEST_TEXT
from cooperation.workflow import CandidateStatus

ROWS_OF_PARTIES = 3
# Who speaks for an agency signs for it; a secretary or an assistant does so only on a mandate.
HEADS = re.compile(r"(bupati|wali ?kota|gubernur|kepala|menteri|ketua|rektor)\b", re.IGNORECASE)
# A box of an article, in letters a line and in lines.
LINE, LOWEST_BOX, HIGHEST_BOX = 110, 4, 24
DRAFTABLE = (CandidateStatus.AGREED, CandidateStatus.IN_AGREEMENT, CandidateStatus.REALISED)


class AgreementForm(RecordForm):
    """The head of a text. A new one says first from which candidate it comes."""

    model = Agreement
    names = (
        *("kind", "title", "place", "term_text", "recitals", "parent", "title_label"),
        *("cooperation_kind", "dated_on", "signed_apart", "starts_on", "ends_on"),
        *("funding_source", "council_required", "council_reason"),
        *("original_count", "renewal_notice_days"),
    )
    later = names[4:]

    def __init__(self, data=None, *, user, **options):
        super().__init__(data, **options)
        above = Agreement.objects.visible_to(user).filter(kind=AgreementKind.JOINT_AGREEMENT)
        if self.record is not None:
            above = above.exclude(pk=self.record.pk) | Agreement.objects.filter(
                pk=self.record.parent_id
            )
        offer(self, "parent", above.select_related("owner"), label=partial(label_of, user=user))
        self.fields["term_text"].help_text = _("For instance: 3 (tiga) tahun.")


def label_of(agreement, *, user) -> str:
    """With its title where that is no draft, or a draft of the reader's own house."""
    known = agreement.is_frozen or agreement.belongs_to(user)
    return f"{agreement.reference} {agreement.title}" if known else str(agreement)


class CandidateChoice(forms.Form):
    """From which candidate the text comes; none opens one that is agreed in principle."""

    candidate = forms.ModelChoiceField(
        Candidate.objects.none(), label=_("candidate"), required=False, empty_label=CHOOSE
    )
    template = forms.ModelChoiceField(
        Template.objects.none(),
        label=_("template"),
        required=False,
        empty_label=_("the usual clauses of the kind"),
        help_text=SAMPLE_NOTE,
    )

    def __init__(self, data=None, *, user, owner, initial=None):
        super().__init__(data, initial=initial)
        offer(self, "template", Template.objects.for_drafting(owner), label=_template_word)
        around = Q(owner__path__startswith=owner.path) | Q(owner__code__in=owner.lineage)
        offer(
            self,
            "candidate",
            (
                Candidate.objects.visible_to(user)
                .filter(around, status__in=DRAFTABLE)
                .select_related("provider", "adopter")
            ),
        )


def _template_word(template) -> str:
    return f"{template.name} ({template.get_kind_display()})"


class PartyForm(RecordForm):
    model = Party
    names = (
        *("agency", "signatory_name", "signatory_title", "signatory_office_status"),
        *("acting_for", "address", "power_of_attorney_number", "power_of_attorney_date"),
    )
    later = names[4:]

    agency = AgencyField(label=_("agency"))

    def __init__(self, data=None, *, version=None, is_extra=False, **options):
        # The row of a party that is the exception may stay empty.
        self.is_extra = is_extra
        super().__init__(
            data, empty_permitted=is_extra, use_required_attribute=not is_extra, **options
        )
        if self.record is not None:
            # The text is one thing: what was seen is the version of the whole agreement.
            self.fields["version"].initial = version


def party_rows(data=None, *, agencies=(), user=None) -> list[PartyForm]:
    """Rows for the parties of a new text, with what is known of who signs for them."""
    rows = []
    for place in range(ROWS_OF_PARTIES):
        agency = agencies[place] if place < len(agencies) else None
        known = {"agency": agency} | signatory_of(agency, user) if agency else {}
        row = PartyForm(
            data, prefix=f"parties-{place}", initial=known, is_extra=place >= FEWEST_PARTIES
        )
        rows.append(row)
    return rows


def signatory_of(agency, user) -> dict[str, Any]:
    """The head there now, if the reader's list knows exactly one office holder and it is one."""
    today = agency.today()
    holdings = OfficeHolding.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today),
        agency=agency,
        official__in=Official.objects.visible_to(user),
    ).select_related("official")[:2]
    if len(holdings) != 1 or not HEADS.match(holdings[0].position):
        return {}
    holding = holdings[0]
    return {
        "signatory_name": holding.official.name,
        "signatory_title": holding.position,
        "signatory_office_status": holding.status,
    }


class NumberForm(forms.Form):
    """The number under which a party keeps the agreement, known sooner or later."""

    number = forms.CharField(
        label=_("own number"),
        required=False,
        max_length=120,
        help_text=_("Leave empty while it is not known."),
    )
    why = forms.CharField(
        label=_("reason"),
        required=False,
        max_length=LONGEST_TEXT,
        help_text=_("Only where a number that was known is corrected."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class NipForm(forms.Form):
    nip = forms.CharField(
        label="NIP",
        required=False,
        max_length=24,
        help_text=_("Printed under the signature when the paper is issued, and nowhere else."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class RemovalForm(forms.Form):
    """That a party is taken out of the text that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class AgreementMoveForm(MoveForm):
    """A step of an agreement; only here a step asks which party signs.

    `is_not_ready`: the step was refused for what the draft lacks, which its page lists already.
    """

    is_not_ready = False

    def refuse(self, error):
        if isinstance(error, NotReady):
            self.is_not_ready = True
        else:
            super().refuse(error)

    def fields_for(self, ask):
        if ask.kind != "party":
            return super().fields_for(ask)
        unsigned = self.record.parties.filter(signed_on__isnull=True).select_related("agency")
        options = {"label": ask.label, "required": ask.required, "empty_label": CHOOSE}
        return {ask.name: forms.ModelChoiceField(unsigned, **options)}


@dataclass
class ArticleRow:
    """One article as it is typed. `stored` is what stands there now, where that is another text."""

    heading: str
    body: str
    pk: int | None = None
    clause_type: str = ""
    stored: Any = None
    threads: tuple[Any, ...] = ()  # what is said of it
    errors: tuple[str, ...] = ()

    @property
    def lines(self) -> int:
        """How high its box is drawn, so that most texts are seen whole."""
        wrapped = sum(1 + len(line) // LINE for line in self.body.splitlines())
        return min(max(wrapped + 1, LOWEST_BOX), HIGHEST_BOX)


@dataclass(frozen=True)
class Beside:
    """What a colleague saved, as it is shown beside what was typed."""

    heading: str
    body: str

    def reads_as(self, row: ArticleRow) -> bool:
        """Whether the words are the same; the names of keyed links may be those of before."""
        mine = by_key(row.heading), by_key(row.body)
        return mine == (by_key(self.heading), by_key(self.body))


class ArticlesForm(forms.Form):
    """All articles at once, in their order, so that they can be moved about before saving.

    Each article sends its id (empty for a new one), heading and body; `arrange` is the button
    that was pressed: "add", "up-2", "down-2", "remove-2", or "check", which only looks.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(
        label=_("note"),
        required=False,
        max_length=LONGEST_TEXT,
        help_text=_("What was changed and why, for the history."),
    )

    data: QueryDict

    def __init__(self, data=None, *, agreement):
        super().__init__(data, initial={"version": agreement.version})
        self.agreement = agreement
        self.rows = self._sent() if self.is_bound else self._stored()

    @property
    def clause_types(self):
        """(value, word) of every kind of clause, the unnamed first."""
        return [("", _("not said")), *ClauseType.choices]

    @property
    def is_arranging(self) -> bool:
        return self.is_bound and bool(self.data.get("arrange"))

    def arrange(self):
        """Add, move or take out a row, as the button says; nothing is saved by that."""
        verb, _dash, place = str(self.data["arrange"]).partition("-")
        at = int(place) if place.isdecimal() and int(place) < len(self.rows) else None
        if verb == "add":
            self.rows.append(ArticleRow("", ""))
        elif at is not None and verb == "remove":
            del self.rows[at]
        elif at is not None and verb in ("up", "down"):
            to = at + (1 if verb == "down" else -1)
            if 0 <= to < len(self.rows):
                self.rows[at], self.rows[to] = self.rows[to], self.rows[at]

    def hold(self):
        """Keep what was typed, with nothing said about it yet: it was not sent to be saved."""
        self.is_bound = False
        self.initial = {name: self.data.get(name, "") for name in self.fields}

    def refuse(self, error):
        show_refusal(self, error)

    def articles(self) -> list[dict[str, Any]]:
        """What set_articles takes; a new row that was left empty is none."""
        return [
            {"heading": row.heading, "body": row.body, "clause_type": row.clause_type}
            | ({"id": row.pk} if row.pk else {})
            for row in self.filled()
        ]

    def filled(self) -> list[ArticleRow]:
        return [row for row in self.rows if row.pk or row.heading.strip() or row.body.strip()]

    def note_problems(self, error):
        """Put what the service found ("articles.2.heading") beside the article it concerns."""
        rows = self.filled()
        for path, messages in error.message_dict.items():
            place = path.split(".")[1] if path.startswith("articles.") else ""
            if place.isdecimal() and int(place) < len(rows):
                rows[int(place)].errors += tuple(messages)
            self.add_error(None, messages)

    def lay_beside(self):
        """Show what a colleague saved meanwhile beside what was typed; returns what they added."""
        stored = {pk: Beside(heading, body) for pk, heading, body, _type in self._editable()}
        for row in self.rows:
            article = stored.pop(row.pk, None)
            if article and not article.reads_as(row):
                row.stored = article
            elif row.pk and article is None:
                row.pk = None  # taken out meanwhile: saving puts it back as a new one
        return list(stored.values())

    def _stored(self):
        return [
            ArticleRow(heading, body, pk, clause_type)
            for pk, heading, body, clause_type in self._editable()
        ]

    def _editable(self):
        """(id, heading, body, kind of clause) of each article, links named by where they lead."""
        stored = [article_as_data(article) for article in self.agreement.articles.all()]
        wording = Wording(stored)
        for article in stored:
            texts = (
                wording.editable(article[name], article["key"]) for name in ("heading", "body")
            )
            yield article["id"], *texts, article["clause_type"]

    def remark(self, remarks) -> None:
        """Lay what is said of each article beside its row."""
        keys = dict(self.agreement.articles.values_list("pk", "key"))
        said = {one.article.key: tuple(one.threads) for one in remarks.articles}
        for row in self.rows:
            row.threads = said.get(keys.get(row.pk), ())

    def _sent(self):
        names = ("id", "heading", "body", "clause_type")
        columns = (self.data.getlist(name) for name in names)
        # A page that was open before there were kinds of clauses sends none.
        rows = zip_longest(*columns, fillvalue="")
        return [
            ArticleRow(
                heading,
                body.replace("\r\n", "\n"),
                int(pk) if pk.isdecimal() else None,
                clause_type if clause_type in ClauseType else "",
            )
            for pk, heading, body, clause_type in rows
        ]
