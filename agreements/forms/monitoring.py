from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.forms.refusable import Refusable
from cooperation.forms import DayField
from cooperation.models.text import LONGEST_TEXT


class MonitoringForm(Refusable):
    """How an agreement was carried out in one period."""

    period_from = DayField(label=_("period from"))
    period_until = DayField(label=_("period until"))
    progress = forms.CharField(
        label=_("progress and results"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 5}),
    )
    obstacles = forms.CharField(
        label=_("obstacles"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 3}),
    )
    next_steps = forms.CharField(
        label=_("next steps"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 3}),
    )
