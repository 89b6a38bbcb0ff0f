"""An agreement that was signed before, as one row of the register that an office kept."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.clauses import AgreementKind
from agreements.models import Agreement
from agreements.services import import_signed
from cooperation.forms import AgencyField
from cooperation.forms.sheet_rows import SheetChoice, SheetDay, SheetRow
from cooperation.models.text import LONGEST_TEXT
from cooperation.permissions import Permission

SHORT = {"KB": "joint_agreement", "PKS": "cooperation_agreement", "MoU": "joint_agreement"}


class SignedRow(SheetRow):
    """Entered as signed, without its text; the scan is put with it on its own page."""

    permission = Permission.AGREEMENT_IMPORT
    model = Agreement
    called = {"parties": "partner", "dated_on": "signed_on"}
    example = {
        "kind": "PKS",
        "title": "Replikasi Aplikasi Teman Litbang",
        "partner": "Pemerintah Kabupaten Batang",
        "own_number": "119/12/PKS/2022",
        "partner_number": "415/7/2022",
        "signed_on": "2022-11-17",
        "signed_place": "Depok",
        "starts_on": "2022-11-17",
        "ends_on": "2027-11-16",
        "source_note": "Buku register kerja sama 2022",
    }

    kind = SheetChoice(label=_("kind"), choices=AgreementKind.choices, also=SHORT)
    title = forms.CharField(label=_("title"), max_length=250)
    partner = AgencyField(label=_("partner"))
    signed_on = SheetDay(label=_("signed on"))
    signed_place = forms.CharField(label=_("place of signing"), max_length=120)
    own_number = forms.CharField(label=_("own number"), max_length=120, required=False)
    partner_number = forms.CharField(
        label=_("number of the partner"), max_length=120, required=False
    )
    own_signatory = forms.CharField(label=_("own signatory"), max_length=250, required=False)
    own_position = forms.CharField(label=_("position of it"), max_length=250, required=False)
    partner_signatory = forms.CharField(
        label=_("signatory of the partner"), max_length=250, required=False
    )
    partner_position = forms.CharField(
        label=_("position of the partner's signatory"), max_length=250, required=False
    )
    starts_on = SheetDay(label=_("starts on"), required=False)
    ends_on = SheetDay(label=_("ends on"), required=False)
    term_text = forms.CharField(label=_("term in words"), max_length=250, required=False)
    source_note = forms.CharField(label=_("where it was entered from"), max_length=LONGEST_TEXT)

    @classmethod
    def made(cls, record):
        # Without a candidate of its own an agreement opens one.
        return [record.candidate, record]

    def known(self):
        given = self.cleaned_data
        rows = Agreement.objects.filter(owner=self.owner, signed_on=given["signed_on"])
        same = rows.filter(title__iexact=" ".join(given["title"].split()))
        if given["own_number"]:
            same |= rows.filter(parties__number=given["own_number"])
        return list(same.distinct()[:3])

    def enter(self, *, by, sure, why):
        return import_signed(
            owner=self.owner,
            parties=[self._party(self.owner, "own"), self._party(None, "partner")],
            scan_missing=True,
            by=by,
            why=why,
            **self.given("kind", "title", "starts_on", "ends_on", "term_text", "source_note"),
        )

    def _party(self, agency, side):
        given = self.cleaned_data
        told = {
            "agency": agency or given["partner"],
            "number": given[f"{side}_number"],
            "signatory_name": given[f"{side}_signatory"],
            "signatory_title": given[f"{side}_position"],
            "signed_on": given["signed_on"],
            "signed_place": given["signed_place"],
        }
        return {name: value for name, value in told.items() if value}
