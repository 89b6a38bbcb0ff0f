"""What is typed or uploaded when something comes in that was written elsewhere."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.clauses import AgreementKind
from agreements.forms.refusable import Refusable
from agreements.workflow import SignatureMethod
from cooperation.forms import AgencyField, DayField
from cooperation.forms.fields import CHOOSE_ONE
from cooperation.models.text import LONGEST_TEXT

PARTY_ROWS, FEWEST = 3, 2


class ImportForm(Refusable):
    """A text to be read: pasted, or as a Word document."""

    text = forms.CharField(
        label=_("paste the text"),
        required=False,
        widget=forms.Textarea({"rows": 14}),
        help_text=_("From the title to the signatures; what belongs to no article is kept aside."),
    )
    file = forms.FileField(label=_("or a Word document (.docx)"), required=False)


class SignedForm(Refusable):
    """An agreement that was signed before it came here."""

    kind = forms.ChoiceField(label=_("kind"), choices=[CHOOSE_ONE, *AgreementKind.choices])
    title = forms.CharField(label=_("title"), max_length=250)
    starts_on = DayField(label=_("starts on"), required=False)
    ends_on = DayField(label=_("ends on"), required=False)
    term_text = forms.CharField(label=_("term in words"), required=False, max_length=250)
    scan = forms.FileField(label=_("scan of the signed paper"), required=False)
    scan_missing = forms.BooleanField(label=_("the scan is missing"), required=False)
    source_note = forms.CharField(
        label=_("where it was entered from"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 2}),
    )
    text = forms.CharField(
        label=_("its text, if you have it"), required=False, widget=forms.Textarea({"rows": 8})
    )

    def facts(self) -> dict:
        """What import_signed takes beside parties, articles and scan."""
        names = ("kind", "title", "starts_on", "ends_on", "term_text", "source_note")
        given = {name: self.cleaned_data[name] for name in names}
        return {name: value for name, value in given.items() if value not in (None, "")}


class SignedPartyForm(forms.Form):
    agency = AgencyField(label=_("agency"))
    number = forms.CharField(label=_("own number"), required=False, max_length=120)
    signatory_name = forms.CharField(label=_("signatory"), required=False, max_length=250)
    signatory_title = forms.CharField(label=_("position"), required=False, max_length=250)
    signed_on = DayField(label=_("signed on"))
    signed_place = forms.CharField(label=_("place of signing"), max_length=120)
    signature_method = forms.ChoiceField(
        label=_("how it was signed"), required=False, choices=SignatureMethod.choices
    )

    def __init__(self, data=None, *, is_extra=False, **options):
        self.is_extra = is_extra
        super().__init__(
            data, empty_permitted=is_extra, use_required_attribute=not is_extra, **options
        )

    def values(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if value}


def signed_party_rows(data=None) -> list[SignedPartyForm]:
    return [
        SignedPartyForm(data, prefix=f"parties-{place}", is_extra=place >= FEWEST)
        for place in range(PARTY_ROWS)
    ]
