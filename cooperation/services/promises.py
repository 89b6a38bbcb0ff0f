"""Whom a follow-up concerns, and when they are told."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cooperation.models import FollowUp, Notice, NoticeKind
from cooperation.permissions import Permission, people_granted
from cooperation.services.notices import deliver, find_notice, subject_of, tell

WEEK = timedelta(days=7)


def tell_assigned(follow_up: FollowUp, *, by) -> None:
    if follow_up.assignee is not None:
        tell([follow_up.assignee], follow_up, NoticeKind.ASSIGNED, by=by)


def note_promises() -> None:
    """Find the follow-ups that are due within a week or late, and tell whose they are.

    Each is told once of either; a date that is moved counts anew.
    """
    until = timezone.localdate() + WEEK
    rows = FollowUp.objects.unfinished().filter(due_on__lte=until)
    rows = rows.select_related("candidate__owner", "assignee", "unit")
    known = set(
        Notice.objects.filter(kind__in=[NoticeKind.DUE, NoticeKind.OVERDUE]).values_list(
            "subject", "kind", "due_on"
        )
    )
    for row in rows.order_by("due_on", "pk"):
        late = row.due_on < row.owner.today()
        kind = NoticeKind.OVERDUE if late else NoticeKind.DUE
        if (subject_of(row), kind, row.due_on) not in known:
            with transaction.atomic():  # one that is found and told to nobody would stay so
                notice = find_notice(row.owner, subject_of(row), kind, row.due_on, {})
                deliver(notice, _whose(row))


def _whose(follow_up) -> Iterable[User]:
    if follow_up.assignee is not None:
        return [follow_up.assignee]
    return people_granted(Permission.FOLLOW_UP_DO, follow_up.unit)
