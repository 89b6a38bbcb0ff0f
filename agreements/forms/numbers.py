"""What is typed about the numbers of an office."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.clauses import AgreementKind
from agreements.forms.refusable import Refusable
from agreements.models import ReservationStatus
from cooperation.forms.hidden import Carried
from cooperation.models import ClassificationCode
from cooperation.models.text import LONGEST_TEXT


class PatternForm(Refusable):
    kind = forms.ChoiceField(
        label=_("for which kind of agreement"),
        required=False,
        choices=[("", _("every kind")), *AgreementKind.choices],
    )
    pattern = forms.CharField(
        label=_("pattern"),
        max_length=120,
        help_text=_("For instance {code}/{seq}/{unit}/{year}; {seq:3} is written 007."),
    )
    unit = forms.CharField(label=_("unit in the number"), required=False, max_length=60)
    classification = forms.ModelChoiceField(
        ClassificationCode.objects.all(),
        label=_("classification code"),
        required=False,
        empty_label=_("none"),
    )


class ReserveForm(Refusable):
    """A number for something that is no draft here yet."""

    kind = forms.ChoiceField(label=_("kind of agreement"), choices=AgreementKind.choices)
    purpose = forms.CharField(label=_("what for"), max_length=250)


class VoidForm(Refusable):
    why = forms.CharField(label=_("why it is void"), max_length=LONGEST_TEXT)
    version = forms.IntegerField(widget=Carried)


class RegisterForm(forms.Form):
    """Which part of the book is shown."""

    year = forms.IntegerField(label=_("year"), required=False, min_value=1945, max_value=9999)
    status = forms.ChoiceField(
        label=_("status"), required=False, choices=[("", _("any")), *ReservationStatus.choices]
    )
