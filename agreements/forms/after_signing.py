"""What is noted after the signatures, and how it is corrected."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement
from agreements.workflow import SignatureMethod
from cooperation.forms import DayField, RecordForm
from cooperation.forms.fields import CHOOSE_ONE
from cooperation.forms.hidden import Carried
from cooperation.models.text import LONGEST_TEXT


class OriginalForm(forms.Form):
    received_on = DayField(
        label=_("original received on"),
        required=False,
        help_text=_("When the paper that this party signed came back."),
    )
    version = forms.IntegerField(widget=Carried)


class SignatureForm(forms.Form):
    signed_on = DayField(label=_("signed on"))
    signed_place = forms.CharField(label=_("place of signing"), max_length=120)
    signature_method = forms.ChoiceField(
        label=_("how it was signed"),
        required=False,
        choices=[CHOOSE_ONE, *SignatureMethod.choices],
    )
    why = forms.CharField(label=_("why it is corrected"), max_length=LONGEST_TEXT)
    version = forms.IntegerField(widget=Carried)


class CorrectionForm(RecordForm):
    """What is noted beside a signed text; never the text."""

    model = Agreement
    names = ("reporting_period", "renewal_notice_days")
