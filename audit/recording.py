"""The only door through which a tracked row is written."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.utils import timezone

from audit import context
from audit.journal.telling import telling
from audit.models import Journalled, StaleRecord, Tracked
from audit.text import LONGEST_TEXT, NoControlCharacters, NotTooLong

REASON_CHECKS = (NoControlCharacters(allow="\n\r\t"), NotTooLong(LONGEST_TEXT))

T = TypeVar("T", bound=Tracked)


@dataclass(frozen=True)
class Command:
    """What the system does by itself is recorded with the name of the command that did it."""

    name: str


class Standing(Protocol):
    """The ground on which somebody acts: a role at an agency."""

    role: str
    agency: models.Model


def record(instance: T, *, by, why: str = "", role: Standing | None = None) -> T:
    """Save a tracked row and say in its history who did it, in which role, and why.

    Fields are checked here too (relations aside: the database holds those), so that a command or
    an import meets the same rules as a form. Raises ValidationError, StaleRecord, IntegrityError.
    """
    _check_reason(why)
    relations = [field.name for field in instance._meta.fields if field.is_relation]
    instance.clean_fields(exclude=relations)
    instance.version += 1
    try:
        _write(
            instance.save,
            instance,
            by=by,
            why=why,
            role=role,
            force_update=not instance._state.adding,
        )
    except BaseException:
        instance.version -= 1  # the caller may show the record again, or retry
        raise
    return instance


def remove(instance: Tracked, *, by, why: str = "", role: Standing | None = None) -> None:
    """Delete a part of a record (never a root); its last state stays in the root's history."""
    _check_reason(why)
    if not instance.history_root:
        raise TypeError(f"{type(instance).__name__} is a record of its own: end it, with a reason")
    delete_recorded(instance, by=by, why=why, role=role)


def delete_recorded(instance: Tracked, *, by, why: str = "", role: Standing | None = None) -> None:
    """Delete a row and say so in its history; a record of its own only by `audit.withdrawing`."""
    _write(instance.delete, instance, by=by, why=why, role=role)


def locked(model: type[T], pk, *, expected_version: int | None = None) -> T:
    """The row, locked to the end of the transaction, if it is still the version that was seen."""
    # Keys never change here: a row that only points to this one need not wait, nor be waited for.
    instance = model._base_manager.select_for_update(no_key=True).get(pk=pk)
    if expected_version is not None and instance.version != expected_version:
        raise StaleRecord(instance, current=instance.version)
    return instance


def root_key_of(instance: Tracked) -> str:
    """The stable name of the record whose story this row is part of, e.g. "visits.visit:7"."""
    root = instance
    for step in filter(None, instance.history_root.split("__")):
        root = getattr(root, step)
    return f"{root._meta.label_lower}:{root.pk or ''}"


def _check_reason(why):
    try:
        for check in REASON_CHECKS:
            check(why)
    except ValidationError as error:
        raise ValidationError({"why": error}) from error


def keep(instance: Journalled, *, by, why: str = "", role: Standing | None = None) -> None:
    """Save a row that is journalled but has no story of its own: personal details, a file, a key.

    Its fields have been checked by whoever calls.
    """
    with acting(by=by, why=why, role=role):
        instance.save()


@contextmanager
def acting(*, by, why: str = "", role: Standing | None = None) -> Iterator[None]:
    """Say who writes what has no story of its own (personal details, a key): for the journal.

    One transaction, as everything that belongs together.
    """
    _check_reason(why)
    with transaction.atomic(), telling(connection, _facts(by, why, role)):
        yield


def _write(write, instance, *, by, why, role, **options):
    facts = _facts(by, why, role, instance)
    instance._history_user = None if isinstance(by, Command) else by
    instance._change_reason = why
    instance._history_date = facts.at
    # One transaction: the library writes its row after ours, and a crash between the two
    # would leave a change that nobody made.
    with transaction.atomic(), telling(connection, facts):
        write(**options)


def _facts(by, why, role, instance=None) -> context.Facts:
    is_person = not isinstance(by, Command)
    return context.Facts(
        actor_name=str(by.get_full_name() or by.get_username()) if is_person else by.name,
        actor_role=str(role.role) if role else ("" if is_person else "command"),
        actor_agency=str(role.agency) if role else "",
        user_id=by.pk if is_person else None,
        why=why,
        at=timezone.now(),
        root=root_key_of(instance) if instance else "",
        root_key=partial(root_key_of, instance) if instance else None,
    )
