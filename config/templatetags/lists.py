"""What stands above a list: the filters that are in use, and the views that the reader has kept."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms, template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

register = template.Library()


@dataclass(frozen=True)
class Chip:
    """A filter in use, and the address of the list without it."""

    label: Any
    words: str
    without: str


@register.inclusion_tag("_components/filters_in_use.html", takes_context=True)
def filters_in_use(context, form, *hidden):
    """Of fields that are folded away or carried along: a list must leave out nothing unsaid."""
    if not form.is_valid():
        return {"chips": []}
    asked = context["request"].GET
    return {
        "chips": [
            chip for some in hidden for bound in some or () for chip in _chips(form, bound, asked)
        ]
    }


def _chips(form, bound, asked):
    given = form.cleaned_data.get(bound.name)
    several = isinstance(given, list | tuple)
    sent = [value for value in asked.getlist(bound.name) if value.strip()]
    for place, value in enumerate(given if several else [given]):
        if value in (None, "") or not sent:
            continue
        rest = asked.copy()
        rest.pop("page", None)
        rest.setlist(bound.name, sent[:place] + sent[place + 1 :] if several else [])
        yield Chip(bound.label, _in_words(bound.field, value), rest.urlencode())


def _in_words(field, value) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return date_format(value, "j M Y")
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        offered: Any = field.choices  # typed as anything that may become a list
        return str(dict(offered).get(value, value))
    return str(value)


@register.inclusion_tag("_components/saved_views.html", takes_context=True)
def saved_views(context):
    """Offer those of this page, and to keep what is on the screen once it has been narrowed."""
    request = context["request"]
    said = request.GET.copy()
    said.pop("page", None)
    query = said.urlencode() if any(value.strip() for value in said.values()) else ""
    views = list(request.user.saved_views.filter(path=request.path))
    return {
        "views": views,
        "query": query,
        "here": request.path,
        "is_kept": any(view.query == query for view in views),
        "csrf_token": context.get("csrf_token"),
    }
