"""What is typed about an agreement, its parties and its articles."""

import re
from functools import partial
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.checks import FEWEST_PARTIES
from agreements.clauses import SAMPLE_NOTE
from agreements.models import Agreement, AgreementKind, Party, Template, TermUnit
from agreements.workflow import SIGNED_STATUSES, NotReady
from cooperation.forms import CHOOSE, AgencyField, MoveForm, RecordForm, offer
from cooperation.forms.hidden import Carried
from cooperation.models import Candidate, OfficeHolding, Official
from cooperation.models.text import LONGEST_TEXT
from cooperation.workflow import CandidateStatus

ROWS_OF_PARTIES = 3
# Who speaks for an agency signs for it; a secretary or an assistant does so only on a mandate.
HEADS = re.compile(r"(bupati|wali ?kota|gubernur|kepala|menteri|ketua|rektor)\b", re.IGNORECASE)
DRAFTABLE = (CandidateStatus.AGREED, CandidateStatus.IN_AGREEMENT, CandidateStatus.REALISED)


class AgreementForm(RecordForm):
    """The head of a text. A new one says first from which candidate it comes."""

    model = Agreement
    names = (
        *("kind", "title", "place", "term_text", "recitals", "parent", "title_label"),
        *("cooperation_kind", "dated_on", "signed_apart", "starts_on", "ends_on"),
        *("funding_source", "council_required", "council_reason"),
        *("original_count", "renewal_notice_days", "reporting_period"),
        *("term_count", "term_unit", "amount", "amends", "renews", "unplaced"),
    )
    later = names[4:]

    def __init__(self, data=None, *, user, **options):
        super().__init__(data, **options)
        above = Agreement.objects.visible_to(user).filter(kind=AgreementKind.JOINT_AGREEMENT)
        if self.record is not None:
            above = above.exclude(pk=self.record.pk) | Agreement.objects.filter(
                pk=self.record.parent_id
            )
        label = partial(label_of, user=user)
        offer(self, "parent", above.select_related("owner"), label=label)
        for name in ("amends", "renews"):
            offer(self, name, _signed_or_chosen(user, self.record, name), label=label)
        # A term that is said in words alone has no unit.
        self.fields["term_unit"].required = False
        self.fields["term_text"].help_text = _("For instance: 3 (tiga) tahun.")

    def clean_term_unit(self):
        return self.cleaned_data["term_unit"] or TermUnit.YEAR


def _signed_or_chosen(user, record, name):
    """What may be amended or renewed: what is signed, and what was chosen before."""
    signed = Agreement.objects.visible_to(user).filter(status__in=SIGNED_STATUSES)
    if record is not None:
        chosen = Agreement.objects.filter(pk=getattr(record, f"{name}_id"))
        signed = signed.exclude(pk=record.pk) | chosen
    return signed.select_related("owner")


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


def party_rows(data=None, *, agencies=(), user=None, known=()) -> list[PartyForm]:
    """Rows for the parties of a new text, with what is known of who signs for them.

    `known`: facts of the parties of the text from which the new one comes.
    """
    rows = []
    for place in range(ROWS_OF_PARTIES):
        agency = agencies[place] if place < len(agencies) else None
        usual = {"agency": agency} | signatory_of(agency, user) if agency else {}
        facts = known[place] if place < len(known) else {} if known else usual
        row = PartyForm(
            data, prefix=f"parties-{place}", initial=facts, is_extra=place >= FEWEST_PARTIES
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
    version = forms.IntegerField(widget=Carried)


class NipForm(forms.Form):
    nip = forms.CharField(
        label="NIP",
        required=False,
        max_length=24,
        help_text=_("Printed under the signature when the paper is issued, and nowhere else."),
    )
    version = forms.IntegerField(widget=Carried)


class RemovalForm(forms.Form):
    """That a party is taken out of the text that was seen."""

    version = forms.IntegerField(widget=Carried)


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
