"""Lists: filtered, a page at a time, never slower for being longer."""

from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cooperation.models import Agency
from cooperation.permissions import GRANTS, Role, current_memberships

ROWS = 25


def page_of(request, rows):
    """The page of the list that was asked for; the last one where there are not so many."""
    return Paginator(rows, ROWS).get_page(request.GET.get("page"))


def offer_agencies(filterset, names, seen, *sides):
    """Offer, to choose from, the agencies that take part in what the reader sees: no directory.

    To be called once the filters have been applied: another agency stays a valid question, and
    its answer is an empty list.
    """
    if not filterset.is_valid():
        return
    part = Q(pk__in=[chosen.pk for name in names if (chosen := filterset.form.cleaned_data[name])])
    for side in sides:
        part |= Q(pk__in=seen.order_by().values(side))
    agencies = [
        ("", _("any")),
        *((agency.pk, str(agency)) for agency in Agency.objects.filter(part)),
    ]
    for name in names:
        filterset.form.fields[name].widget.choices = agencies


def houses_of(user, permission) -> list[Agency]:
    """The agencies at which this person holds a role that grants the permission."""
    held = [one for one in current_memberships(user) if permission in GRANTS[Role(one.role)]]
    return list({one.agency.pk: one.agency for one in held}.values())


def in_words(field, value) -> str:
    """What was chosen in a filter, as it is read."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return date_format(value, "j M Y")
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        offered: Any = field.choices  # typed as anything that may become a list
        return str(dict(offered).get(value, value))
    return str(value)
