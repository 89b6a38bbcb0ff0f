"""How the papers of an office look, as typed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cooperation.forms.records import RecordForm
from cooperation.models import Letterhead


class LetterheadForm(RecordForm):
    model = Letterhead
    names = (
        *("letter_size", "letter_face", "agreement_size", "agreement_face", "left_margin"),
        *("first_party", "first_party_side", "office_title"),
    )
    emblem = forms.FileField(
        label=_("emblem"),
        required=False,
        help_text=_("PNG or JPEG; printed 2.2 cm wide. Left empty, the present one stays."),
    )
    office_emblem = forms.FileField(
        label=_("emblem of the head of region's office"),
        required=False,
        help_text=_("As a rule the Garuda, for papers under the name of the office itself."),
    )

    def uploads(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("emblem", "office_emblem")}
