"""Bringing in a spreadsheet: first only tried, then taken up, then perhaps taken back.

All in steps of a few seconds, each of which is whole: whoever closes the page goes on later, and
two who go on at once do not take up a row twice.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.recording import keep
from audit.withdrawing import InUse, fingerprint_of, withdraw
from cooperation.models import Agency, ImportBatch, ImportRow, ImportState, RowState
from cooperation.permissions import NotPermitted, Permission, require
from cooperation.workflow import TransitionNotAllowed

# Others wait to write while a step is under way.
LONGEST_STEP = 2.0  # seconds
MOST_AT_ONCE = 50
# So long somebody may come back to what was wrong in a sheet; it names people.
KEPT = timedelta(days=30)
LONGEST_NAME = 250
# Which rows each step has before it.
OPEN = {
    ImportState.CHECKING: [RowState.UNCHECKED],
    ImportState.TAKING: [RowState.RIGHT],
    ImportState.UNDOING: [RowState.TAKEN],
}
AFTER = {
    ImportState.CHECKING: ImportState.CHECKED,
    ImportState.TAKING: ImportState.DONE,
    ImportState.UNDOING: ImportState.UNDONE,
}


class Row(Protocol):
    """One row, as a form of the page would read it."""

    @property
    def errors(self) -> Mapping[str, Any]: ...
    def is_valid(self) -> bool: ...
    def waits_for_a_row_above(self) -> bool: ...
    def write(self, *, by, sure: bool, why: str) -> Any: ...


class Kind(Protocol):
    """A kind of row; `cooperation.forms.sheet_rows.SheetRow` is what they are made of."""

    permission: Permission
    model: Any
    named_in: str

    def __call__(self, cells, *, owner: Agency, above: frozenset[str] = ...) -> Row: ...
    def made(self, record) -> list[Any]: ...
    def column_of(self, path: str) -> str: ...


class SeemsKnown(Exception):
    """What the row tells of seems to be there already; `found` are those records."""

    def __init__(self, found):
        self.found = found
        super().__init__(", ".join(str(one) for one in found))


class Touched(Exception):
    """Somebody has changed the record since it was taken up."""

    def __init__(self):
        super().__init__(_("It has been changed since it was taken up."))


class _OnlyTried(Exception):
    """Ends a step that was tried, and takes back what it wrote."""


@transaction.atomic
def begin_import(
    *, owner: Agency, kind: str, permission, name: str, sha256: str, rows, by
) -> ImportBatch:
    """Keep the rows of a spreadsheet (number, cells by column); nothing is taken up yet."""
    role = require(by, permission, owner)
    batch = ImportBatch(owner=owner, kind=kind, file_name=name, sha256=sha256, created_by=by)
    batch.clean_fields(exclude=["owner", "created_by"])
    keep(batch, by=by, role=role, why="spreadsheet brought in")
    ImportRow.objects.bulk_create(
        ImportRow(batch=batch, number=number, cells=cells) for number, cells in rows
    )
    return batch


@transaction.atomic
def begin_taking(batch: ImportBatch, kind: Kind, *, with_known: bool, by) -> ImportBatch:
    """Start to take up what is right; with what seems to be there already if that is said."""
    batch = _locked(batch)
    require(by, kind.permission, batch.owner)
    if batch.state == ImportState.CHECKED:
        batch.with_known = with_known
        _go_to(batch, ImportState.TAKING, by=by, why="rows are taken up")
    return batch


@transaction.atomic
def begin_undoing(batch: ImportBatch, kind: Kind, *, by) -> ImportBatch:
    batch = _locked(batch)
    require(by, kind.permission, batch.owner)
    if batch.state in (ImportState.DONE, ImportState.TAKING):
        _go_to(batch, ImportState.UNDOING, by=by, why="import undone")
    return batch


def go_on(batch: ImportBatch, kind: Kind, *, by) -> ImportBatch:
    """One step of what is under way: as many rows as two seconds allow."""
    work = {
        ImportState.CHECKING: _check,
        ImportState.TAKING: _take,
        ImportState.UNDOING: _undo,
    }
    with transaction.atomic():
        batch = _locked(batch)
        if batch.state not in work:
            return batch
        require(by, kind.permission, batch.owner)
        done = work[ImportState(batch.state)](batch, kind, by)
        for row in done:
            row.save()
        if not _open_rows(batch).exists():
            _go_to(batch, AFTER[ImportState(batch.state)], by=by, why="import went on")
    return batch


def forget_old_cells() -> int:
    """Drop what stood in rows that became no record, a month after they were brought in."""
    old = ImportRow.objects.filter(batch__created_at__lt=timezone.now() - KEPT)
    return old.exclude(cells={}).update(cells={}, problems={})


def _check(batch, kind, by) -> list[ImportRow]:
    """Write the rows as they would be written, and take all of it back."""
    done: list[ImportRow] = []
    names = _names_in(batch, kind)
    with _only_tried():
        for row in _some(batch):
            above = frozenset(name for name, number in names.items() if number < row.number)
            if _written(row, batch, kind, by, above=above) is not None:
                row.state, row.problems = RowState.RIGHT, {}
            if row.state == RowState.WRONG:  # what refers to it would be wrong, too
                names = {name: number for name, number in names.items() if number != row.number}
            done.append(row)
    return done


def _take(batch, kind, by) -> list[ImportRow]:
    done = []
    for row in _some(batch):
        record = _written(row, batch, kind, by)
        if record is not None:
            row.state, row.problems, row.cells = RowState.TAKEN, {}, {}
            row.record_id, row.record_name = record.pk, str(record)[:LONGEST_NAME]
            # As the database has it: what the service held in its hands may be older.
            record = kind.model._base_manager.get(pk=record.pk)
            row.fingerprint = fingerprint_of(*kind.made(record))
        done.append(row)
    return done


def _undo(batch, kind, by) -> list[ImportRow]:
    """The latest first: a unit before the agency that it is part of."""
    done = []
    role = require(by, kind.permission, batch.owner)
    for row in _some(batch, latest_first=True):
        row.state = RowState.UNDONE
        record = kind.model._base_manager.filter(pk=row.record_id).first()
        try:
            if record is not None:
                _take_back(kind.made(record), row.fingerprint, by, role)
        except (InUse, Touched) as error:
            row.state, row.problems = RowState.KEPT, {"": [str(error)]}
        done.append(row)
    return done


def _take_back(records, fingerprint, by, role):
    if fingerprint_of(*records) != fingerprint:
        raise Touched
    withdraw(*records, by=by, why="import undone", role=role)


def _written(row, batch, kind, by, *, above=frozenset()):
    """The record that the row became; None, and the row says why, if it did not."""
    sheet = kind(row.cells, owner=batch.owner, above=above)
    if not sheet.is_valid():
        waits = sheet.waits_for_a_row_above()
        row.state = RowState.RIGHT if waits else RowState.WRONG
        row.problems = {} if waits else {n: list(told) for n, told in sheet.errors.items()}
        return None
    try:
        with transaction.atomic():
            return sheet.write(by=by, sure=batch.with_known, why="taken up from a spreadsheet")
    except SeemsKnown as error:
        row.state, row.problems = RowState.KNOWN, {"": [str(one) for one in error.found]}
    except ValidationError as error:
        row.state, row.problems = RowState.WRONG, _told(error, kind)
    except (NotPermitted, TransitionNotAllowed) as error:
        row.state, row.problems = RowState.WRONG, {"": [str(error)]}
    return None


def _told(error, kind) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for path, messages in error.update_error_dict({}).items():
        said = ValidationError(messages).messages
        told.setdefault(kind.column_of(path), []).extend(said)
    return told


@contextmanager
def _only_tried() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
            raise _OnlyTried
    except _OnlyTried:
        pass


def _some(batch, *, latest_first=False) -> Iterator[ImportRow]:
    began = time.monotonic()
    for row in _open_rows(batch).order_by("-number" if latest_first else "number")[:MOST_AT_ONCE]:
        yield row
        if time.monotonic() - began > LONGEST_STEP:
            return


def _open_rows(batch):
    states = OPEN[ImportState(batch.state)]
    if batch.state == ImportState.TAKING and batch.with_known:
        states = [*states, RowState.KNOWN]
    return batch.rows.filter(state__in=states)


def _names_in(batch, kind) -> dict[str, int]:
    """What rows below may refer to → the first row that is called so, of any that may be taken."""
    if not kind.named_in:
        return {}
    rows = batch.rows.exclude(state=RowState.WRONG).order_by("-number")
    told = rows.values_list(f"cells__{kind.named_in}", "number")
    return {as_one_name(name): number for name, number in told if name}


def as_one_name(text: str) -> str:
    """A name as it is compared: without case, with single spaces."""
    return " ".join(text.casefold().split())


def _locked(batch) -> ImportBatch:
    """Two who go on at once go on one after the other."""
    return ImportBatch.objects.select_for_update().select_related(None).get(pk=batch.pk)


def _go_to(batch, state, *, by, why):
    batch.state = state
    keep(batch, by=by, why=why)
