"""What every change of a text has in common: one writer at a time, and only while it is drafted.

The text is one thing. Whichever part of it changes, the agreement itself is recorded along with
it, so that whoever read it before is told, whichever part they meant to change themselves.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _

from agreements.models import Agreement
from agreements.workflow import Locked, Status
from audit.models import StaleRecord, Tracked
from audit.recording import locked, record, remove
from cooperation.permissions import Permission, require


@dataclass
class Writing:
    """A text under the pen: the locked agreement, and who writes, as what, and why."""

    agreement: Agreement
    by: Any
    role: Any
    why: str

    def keep(self, row: Tracked):
        return record(row, by=self.by, role=self.role, why=self.why)

    def strike(self, row: Tracked) -> None:
        remove(row, by=self.by, role=self.role, why=self.why)


def begin_writing(
    agreement: Agreement, *, by, why: str, expected_version: int | None = None
) -> Writing:
    """Lock a text that is being drafted. Raises NotPermitted, StaleRecord, Locked.

    Whoever may open a draft may write in it.
    """
    writing = begin_noting(agreement, by=by, why=why, expected_version=expected_version)
    refuse_locked(writing.agreement)
    return writing


def begin_noting(
    agreement: Agreement, *, by, why: str, expected_version: int | None = None
) -> Writing:
    """As `begin_writing`, for what is noted beside the text and does not change it."""
    agreement = locked(Agreement, agreement.pk)
    role = require(by, Permission.AGREEMENT_CREATE, agreement.owner)
    if expected_version not in (None, agreement.version):
        raise StaleRecord(agreement, current=agreement.version)
    return Writing(agreement, by, role, why)


def refuse_locked(agreement: Agreement) -> None:
    if agreement.status != Status.DRAFTING:
        raise Locked(
            _(
                "The text does not change while the status is “%s”. "
                "It has to return to drafting first."
            )
            % agreement.get_status_display(),
            status=agreement.status,
        )


def fill(row: Tracked, facts: Mapping[str, Any], allowed: frozenset[str]) -> None:
    """Set the facts on the row. Raises ValidationError for what cannot be set here."""
    unknown = set(facts) - allowed
    if unknown:
        raise ValidationError({name: _("This cannot be set here.") for name in sorted(unknown)})
    for name, value in facts.items():
        setattr(row, name, value)


def check(row: Tracked) -> None:
    """Check each field of a row that is not saved yet; relations are settled by the service."""
    row.clean_fields(exclude=[field.name for field in row._meta.fields if field.is_relation])


class Problems(dict[str, list]):
    """Everything wrong with what was sent, by path ("parties.0.agency"), before it is refused."""

    @contextmanager
    def noted(self, path: str = "") -> Iterator[None]:
        try:
            yield
        except ValidationError as error:
            for field, messages in error.update_error_dict({}).items():
                own = "" if field == NON_FIELD_ERRORS else field
                key = ".".join(filter(None, [path, own])) or NON_FIELD_ERRORS
                self.setdefault(key, []).extend(messages)

    def refuse(self) -> None:
        if self:
            raise ValidationError(dict(self))
