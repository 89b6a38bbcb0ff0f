"""What a notice about an agreement says to its reader."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreements.models import Agreement, Initial
from agreements.reports.dates import DueDate, Kind
from agreements.workflow import Action, InitialResult
from cooperation.models import Notice, NoticeKind
from cooperation.reports.notices import Told, key_of


def told_of_agreements(notices: Iterable[Notice], user) -> list[Told]:
    """Of those that the reader still sees; the dates as they were noted."""
    by_key = [(key_of(notice), notice) for notice in notices]
    seen = Agreement.objects.visible_to(user).select_related("owner")
    rows = seen.in_bulk([key for key, _notice in by_key])
    waiting = _waiting(by_key)
    return [
        _told(rows[key], notice, notice.facts.get("revision") in waiting)
        for key, notice in by_key
        if key in rows
    ]


def _waiting(by_key) -> set[int]:
    """The revisions that still wait for an initial."""
    asked = [notice.facts["revision"] for _key, notice in by_key if "revision" in notice.facts]
    if not asked:
        return set()
    rows = Initial.objects.filter(revision__in=asked, result=InitialResult.PENDING)
    return set(rows.values_list("revision", flat=True))


def _told(agreement, notice, still_waits) -> Told:
    name = f"{agreement.reference} {agreement.title}"
    day = date_format(notice.due_on, "j M Y")
    match notice.wanted_as:
        case NoticeKind.INITIALS:
            what = _("A text waits for your initials")
            return _line(notice, what, day, name, agreement, is_settled=not still_waits)
        case NoticeKind.ANSWERED:
            what = str(Action(notice.facts["answer"]).label)
            return _line(notice, what, day, name, agreement)
    due = DueDate(
        agreement,
        Kind(notice.facts["kind"]),
        notice.due_on,
        date.fromisoformat(notice.facts["by"]),
        notice.facts,
        agreement.owner.today(),
    )
    return _line(notice, due.what, due.when, name, agreement, is_late=due.is_late)


def _line(notice, what, when, name, agreement, **more) -> Told:
    return Told(notice, what, when, name, "agreement", agreement.pk, **more)
