from django import forms
from django.utils.translation import gettext_lazy as _

from cooperation.forms.fields import CHOOSE
from cooperation.models import Agency
from cooperation.models.text import LONGEST_TEXT


class ErasureForm(forms.Form):
    """Whose personal details are to be erased, and on which ground."""

    owner = forms.ModelChoiceField(
        Agency.objects.none(), label=_("office that keeps them"), empty_label=CHOOSE
    )
    contact = forms.CharField(
        label=_("telephone, e-mail, NIK or NIP"),
        max_length=120,
        help_text=_("As the person tells it. It is searched for, and not kept."),
    )
    legal_basis = forms.CharField(
        label=_("legal basis"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("For instance: letter of the person of that date, UU 27/2022 article 8."),
    )

    def __init__(self, data=None, *, offices):
        super().__init__(data)
        self.fields["owner"].queryset = offices  # type: ignore[attr-defined]
        only = list(offices[:2])
        if len(only) == 1:
            self.fields["owner"].initial = only[0].pk
            self.fields["owner"].widget = forms.HiddenInput()


class DecisionForm(forms.Form):
    """A second person's decision on one of them."""

    erasure = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput())
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput())
    why = forms.CharField(
        label=_("reason"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 2}),
    )
