"""Fields that the forms of every app share."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from cooperation.models import Agency

SUGGESTED = 6


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


class AgencyField(forms.CharField):
    """An agency by its name: typed, with suggestions where the browser can fetch them.

    A list of every agency of the country would be slow to load and slower to search by hand.
    """

    def __init__(self, **options):
        super().__init__(max_length=250, **options)

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {
            "autocomplete": "off",
            "hx-get": reverse_lazy("agency_options"),
            "hx-trigger": "input changed delay:250ms",
            "hx-sync": "this:replace",
        }

    def get_bound_field(self, form, field_name):
        bound = super().get_bound_field(form, field_name)
        # The suggestions stand beside the field; see _components/field.html and agency_options.
        suggestions = f"{bound.auto_id}_options"
        self.widget.attrs |= {"list": suggestions, "hx-target": f"#{suggestions}"}
        return bound

    def prepare_value(self, value):
        if isinstance(value, int):
            value = Agency.objects.filter(pk=value).first() or value
        return value.name if isinstance(value, Agency) else value

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


def agencies_like(words):
    """Agencies whose names hold every word, the shortest names first."""
    agencies = Agency.objects.filter(ended_on__isnull=True)
    for word in words.split()[:6]:
        agencies = agencies.filter(Q(name__icontains=word) | Q(short_name__icontains=word))
    return agencies.order_by("name", "pk")


def _unclear(name, near):
    names = ", ".join(f"“{agency.name}”" for agency in near)
    if not names:
        return _t("There is no agency “%(name)s”. Check the spelling, or add it first.") % {
            "name": name
        }
    return _t("“%(name)s” is not clear. Write the full name of one of these: %(names)s.") % {
        "name": name,
        "names": names,
    }
