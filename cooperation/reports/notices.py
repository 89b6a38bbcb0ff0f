"""What a notice says to its reader, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cooperation.models import FollowUp, Notice, NoticeKind
from cooperation.workflow import FOLLOW_UP_UNFINISHED


@dataclass(frozen=True)
class Told:
    """One notice as a line: `page` and `key` say where it leads."""

    notice: Notice
    what: str
    when: str
    name: str
    page: str
    key: int
    is_late: bool = False
    is_settled: bool = False  # it was so, and is not any more


def key_of(notice: Notice) -> int:
    return int(notice.subject.rpartition(":")[2])


def told_of_follow_ups(notices: Iterable[Notice], user) -> list[Told]:
    """Of those that the reader still sees."""
    by_key = [(key_of(notice), notice) for notice in notices]
    rows = FollowUp.objects.visible_to(user).in_bulk([key for key, _notice in by_key])
    return [_told(rows[key], notice, user) for key, notice in by_key if key in rows]


def _told(follow_up, notice, user) -> Told:
    words = {
        NoticeKind.ASSIGNED: _("A follow-up is given to you"),
        NoticeKind.DUE: _("A follow-up is due"),
        NoticeKind.OVERDUE: _("A follow-up is late"),
    }
    kind = notice.wanted_as
    settled = follow_up.status not in FOLLOW_UP_UNFINISHED
    if kind == NoticeKind.ASSIGNED:
        settled = settled or follow_up.assignee_id != user.pk
    else:
        settled = settled or follow_up.due_on != notice.due_on
    due = follow_up.due_on
    return Told(
        notice,
        words[kind],
        _("due on %s") % date_format(due, "j M Y") if due else _("no due date"),
        follow_up.title,
        "follow_up",
        follow_up.pk,
        is_late=kind == NoticeKind.OVERDUE and not settled,
        is_settled=settled,
    )
