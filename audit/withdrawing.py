"""Taking back a record that was entered by mistake, with all its parts, while nobody uses it."""

import hashlib
import json
from collections.abc import Iterator

from django.db import models, transaction
from django.utils.translation import gettext as _

from audit.models import Tracked
from audit.recording import Standing, delete_recorded


class InUse(Exception):
    """Something else refers to the record: taking it back would leave that without it."""

    def __init__(self, record: models.Model, user: models.Model):
        self.record, self.user = record, user
        told = {"what": user._meta.verbose_name, "name": user}
        super().__init__(_("It is in use: %(what)s “%(name)s”.") % told)


def withdraw(*records: Tracked, by, why: str, role: Standing | None = None) -> None:
    """Delete records of their own with their parts, for instance of an import that is undone.

    Several, where they were entered as one: those that are referred to before those that refer.
    Nothing is lost: each row's last state stays in the history and in the journal, with who took
    it back and why. Raises InUse.
    """
    with transaction.atomic():
        for row in reversed(rows_of(*records)):
            delete_recorded(row, by=by, why=why, role=role)


def fingerprint_of(*records: Tracked) -> str:
    """Differs once one of the records or of their parts was changed. Raises InUse."""
    told = [(row._meta.label_lower, row.pk, row.version) for row in rows_of(*records)]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def rows_of(*records: Tracked) -> list[Tracked]:
    """The records with their parts, those that are referred to before those that refer."""
    return [row for record in records for row in _with_parts(record, records)]


def _with_parts(record, together) -> Iterator[Tracked]:
    yield record
    parts = []
    for relation in record._meta.related_objects:
        model, name = relation.related_model, relation.field.name
        for row in model._base_manager.filter(**{name: record}).order_by("pk"):
            if _is_part(model, name):
                parts.append(row)
            elif row not in together:
                raise InUse(record, row)
    # A part may refer to another one (a topic to the delegation that asked): the later ones do.
    for row in parts:
        yield from _with_parts(row, (*together, *parts))


def _is_part(model, name) -> bool:
    return issubclass(model, Tracked) and model.history_root.split("__")[0] == name
