"""What stands above a list: the filters that are in use, and the views that the reader has kept."""

from dataclasses import dataclass
from typing import Any

from django import template

from cooperation.views.lists import in_words

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
        yield Chip(bound.label, in_words(bound.field, value), rest.urlencode())


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
