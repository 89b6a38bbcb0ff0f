"""`?expand=`: the records that a record names, along with it, as their own list would show them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from api.permissions import allowed

EXPAND = "expand"
EXPANDED = frozenset({"list", "retrieve"})


@dataclass(frozen=True)
class Expansion:
    """Which records: those of this endpoint that its reader could list, by these ids.

    `ids`: of the records of a page, the key of each and an id that it names, in order.
    """

    viewset: Any
    ids: Callable[[list], Iterable[tuple[int, int | None]]]
    several: bool = False


def one(viewset, name: str) -> Expansion:
    """The record that a foreign key names."""
    return Expansion(
        viewset, lambda records: [(record.pk, getattr(record, f"{name}_id")) for record in records]
    )


def expand(view, records: list) -> list:
    """Give each record `expanded`: what was asked for, None or left out where it is not seen."""
    names = _names_in(view)
    for name in names:
        expansion = view.expandable[name]
        ids: dict[int, list[int]] = {record.pk: [] for record in records}
        for pk, named in expansion.ids(records):
            if named is not None:
                ids[pk].append(named)
        seen = _seen(view, expansion.viewset, {pk for several in ids.values() for pk in several})
        for record in records:
            found = [seen[pk] for pk in dict.fromkeys(ids[record.pk]) if pk in seen]
            if not hasattr(record, "expanded"):
                record.expanded = {}
            record.expanded[name] = found if expansion.several else next(iter(found), None)
    return records


def _names_in(view) -> list[str]:
    said = view.request.query_params.get(EXPAND)
    if said is None:
        return []
    names = list(dict.fromkeys(name.strip() for name in said.split(",")))
    if any(name not in view.expandable for name in names):
        message = _("This is not known here. Choose among: %s.") % ", ".join(view.expandable)
        raise ValidationError({EXPAND: [message]})
    return names


def _seen(view, viewset, ids) -> dict[int, Any]:
    """By their ids, as far as this reader could list them: in the same scope and shape."""
    if not ids or not allowed(view.request.user, viewset.permissions["list"]):
        return {}
    other = viewset(request=view.request, action="list", format_kwarg=None, kwargs={})
    return {row.pk: row for row in other.get_queryset().filter(pk__in=ids)}
