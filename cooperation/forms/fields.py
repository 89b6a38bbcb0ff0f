"""Fields that the forms of every app share."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import BLANK_CHOICE_DASH, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import get_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.models import Agency

SUGGESTED = 6
# What an upload may be. Named one by one, for pictures a telephone offers its camera, and turns
# formats of its own into one of these.
PICTURES = "image/jpeg,image/png"
KEPT_FILES = f"{PICTURES},application/pdf,.docx,.xlsx"
CHOOSE = gettext_lazy("choose")
CHOOSE_ONE = ("", CHOOSE)


class DayField(forms.DateField):
    """A day, picked or typed."""

    def __init__(self, **options):
        # The picker of the browser sends and wants this one format, whatever the language.
        options.setdefault("widget", forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**options)


class MomentField(forms.DateTimeField):
    """A time as the clock on the wall of that office shows it."""

    def __init__(self, *, zone, **options):
        self.zone = zone
        options.setdefault(
            "widget", forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        )
        super().__init__(**options)

    def prepare_value(self, value):
        with timezone.override(self.zone):
            return super().prepare_value(value)

    def to_python(self, value):
        with timezone.override(self.zone):
            return super().to_python(value)


def ungrouped(text: str) -> str:
    """A figure without what groups its thousands: to an Indonesian, 18.250 is 18250.

    Django reads it so only where it also writes every number in groups, the keys in addresses
    among them. One such mark that groups nothing was meant as the decimal point: 21.7, 0.125.
    """
    group, point = get_format("THOUSAND_SEPARATOR"), get_format("DECIMAL_SEPARATOR")
    whole, mark, decimals = text.strip().partition(point)
    if re.fullmatch(rf"[-+]?[1-9]\d{{0,2}}({re.escape(group)}\d{{3}})+", whole):
        whole = whole.replace(group, "")
    elif not mark and whole.count(group) == 1:
        whole = whole.replace(group, point)
    return f"{whole}{mark}{decimals}"


class FigureField(forms.DecimalField):
    """A figure as people write it: 21,7 or 21.7 or 18.250, where a number box takes but one."""

    def __init__(self, **options):
        super().__init__(localize=True, **options)

    def to_python(self, value):
        return super().to_python(ungrouped(value) if isinstance(value, str) else value)

    def prepare_value(self, value):
        if isinstance(value, Decimal):  # 21.7, not 21.7000; 100, not 1E+2
            return value.quantize(1) if value == value.to_integral_value() else value.normalize()
        return value


class CountField(forms.IntegerField):
    """How many: 1.200 people are twelve hundred, and 1.000 are not one."""

    def to_python(self, value):
        return super().to_python(ungrouped(value) if isinstance(value, str) else value)


class KeptFileField(forms.FileField):
    """A file as one of those that are kept; from a telephone also photographed."""

    def __init__(self, **options):
        options.setdefault("label", gettext_lazy("file"))
        options.setdefault(
            "help_text",
            gettext_lazy("PDF, PNG, JPEG, DOCX or XLSX. On a phone this opens the camera, too."),
        )
        super().__init__(widget=forms.FileInput({"accept": KEPT_FILES}), **options)


class AgencyInput(forms.TextInput):
    """A name, with suggestions that the browser fetches while it is typed."""

    template_name = "cooperation/widgets/agency.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        suggestions = f"{context['widget']['attrs'].get('id', name)}_options"
        context["widget"]["attrs"] |= {
            "autocomplete": "off",
            "list": suggestions,
            "hx-get": reverse("agency_options"),
            "hx-trigger": "input changed delay:250ms",
            "hx-sync": "this:replace",
            "hx-target": f"#{suggestions}",
        }
        return context


class AgencyField(forms.CharField):
    """An agency by its name: a list of every agency of the country would be slow to load and
    slower to search by hand.
    """

    widget = AgencyInput

    def __init__(self, **options):
        super().__init__(max_length=250, **options)

    def prepare_value(self, value):
        if isinstance(value, int):
            value = Agency.objects.filter(pk=value).first() or value
        return value.name if isinstance(value, Agency) else value

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value):
        name = " ".join(super().clean(value).split())
        return self.named(name) if name else None

    def named(self, name) -> Agency:
        """The agency of exactly this name, short name or code."""
        exact = Q(name__iexact=name) | Q(short_name__iexact=name) | Q(code__iexact=name)
        found = list(Agency.objects.filter(exact)[:2])
        if len(found) == 1:
            return found[0]
        raise ValidationError(_unclear(name, agencies_like(name)[:SUGGESTED]))


def offer(form, name, rows, *, label=None):
    """Let a field choose among these rows: those that the person who fills it in may see.

    `label` says how a row is called to that person, where its own name is not for everybody.
    """
    form.fields[name].queryset = rows
    if label is not None:
        form.fields[name].label_from_instance = label


def say_choose(fields):
    """Ask for a choice in words, where Django would draw a line of dashes."""
    for field in fields:
        if isinstance(field, forms.ModelChoiceField):
            field.empty_label = field.empty_label and CHOOSE
        elif isinstance(field, forms.ChoiceField):
            offered: Any = field.choices  # typed as anything that may become a list
            field.choices = [CHOOSE_ONE if one in BLANK_CHOICE_DASH else one for one in offered]


def agencies_like(words):
    """Agencies that still exist and whose names hold every word."""
    agencies = Agency.objects.filter(ended_on__isnull=True)
    for word in words.split()[:6]:
        agencies = agencies.filter(Q(name__icontains=word) | Q(short_name__icontains=word))
    return agencies.order_by("name", "pk")


def _unclear(name, near):
    names = ", ".join(f"“{agency.name}”" for agency in near)
    if not names:
        return _("There is no agency “%(name)s”. Check the spelling, or add it first.") % {
            "name": name
        }
    return _("“%(name)s” is not clear. Write the full name of one of these: %(names)s.") % {
        "name": name,
        "names": names,
    }
