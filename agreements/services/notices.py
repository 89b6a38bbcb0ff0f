"""Telling those who mind an agreement what is due, what waits for them, and what was answered."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from accounts.models import User
from agreements.models import Initial
from agreements.reports import DueDate, Kind, dates_that_matter
from cooperation.models import Notice, NoticeKind
from cooperation.permissions import Permission, people_granted
from cooperation.services.moves import Move
from cooperation.services.notices import deliver, find_notice, subject_of, tell


def note_dates() -> None:
    """Find everything that is due today or before, and tell whoever was not told yet."""
    for due in dates_that_matter():
        with transaction.atomic():
            notice = _noted(due)
            deliver(notice, _who_minds(notice))


def tell_next_initial(step: Move, waiting: Initial) -> None:
    """It is this one's turn: the person who was named, or whoever may take the step."""
    owner = step.record.owner
    named = [waiting.person] if waiting.person else None
    people = named or people_granted(Permission.AGREEMENT_INITIAL, owner)
    tell(people, step.record, NoticeKind.INITIALS, {"revision": waiting.revision_id}, by=step.by)


def tell_answered(step: Move) -> None:
    """The partner agrees, or wants changes: to those who wrote the text."""
    people = people_granted(Permission.AGREEMENT_CREATE, step.record.owner)
    tell(people, step.record, NoticeKind.ANSWERED, {"answer": step.step.action}, by=step.by)


def _noted(due: DueDate) -> Notice:
    facts: dict[str, Any] = {"kind": str(due.kind), "by": due.by.isoformat(), **due.facts}
    return find_notice(due.agreement.owner, subject_of(due.agreement), due.code, due.due_on, facts)


def _who_minds(notice: Notice) -> Iterable[User]:
    """The owner's people only: the subject may be a text that nobody else has read."""
    permission = (
        Permission.AGREEMENT_REPORT
        if notice.facts["kind"] == Kind.REPORT
        else Permission.AGREEMENT_CREATE
    )
    return people_granted(permission, notice.owner)
