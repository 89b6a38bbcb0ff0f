"""How the values of a history row read: which fields are told, and what things are called."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Field
from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.translation import gettext as _

BOOKKEEPING = frozenset({"id", "version"})
# The columns by which a row is called in a word, the first one that it has.
CALLED = ("title", "name", "heading", "place", "theme", "subject", "leader_name")


def told_fields(model, whole) -> Iterator[Field]:
    hidden = set() if whole else model.owner_only_fields | model.draft_fields
    root = model.history_root.partition("__")[0]
    for field in model.history.model.tracked_fields:
        masked = field.is_relation and getattr(field.related_model, "is_masked", False)
        if field.name not in BOOKKEEPING | model.untold_fields | hidden | {root} and not masked:
            yield field


class Names:
    """What the things are called that the entries name, as far as the viewer may know."""

    def __init__(self, viewer, keys):
        self._names = {}
        for model, pks in keys.items():
            rows = model._default_manager.all()
            if hasattr(rows, "visible_to"):
                rows = rows.visible_to(viewer)
            for row in rows.filter(pk__in=pks):
                self._names[model, row.pk] = str(row)

    def of(self, model, pk):
        return self._names.get((model, pk), _("(not visible to you)"))

    def knows(self, model, pk):
        return (model, pk) in self._names


def word_of(row, told):
    """The row in a word, from its own columns: the things it names are told as changes."""
    for name in CALLED:
        if name in told and getattr(row, name):
            return str(getattr(row, name))
    return ""


def text_of(field, value, names):
    if value in (None, ""):
        return ""
    if field.is_relation:
        return names.of(field.related_model, value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dt.datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, dt.date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, Decimal):
        return localize(value.normalize())
    return str(value)
