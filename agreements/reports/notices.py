"""What a notice about an agreement says to its reader."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreements.models import Agreement, Initial
from agreements.reports.dates import DueDate, Kind
from agreements.workflow import Action, InitialResult
from cooperation.models import Notice, NoticeKind
from cooperation.models.agencies import keys_in_reach
from cooperation.permissions import Permission
from cooperation.reports.notices import Told, key_of


def told_of_agreements(notices: Iterable[Notice], user) -> list[Told]:
    """Of those that the reader's own house keeps; the dates as they were noted.

    Whoever went over to a partner meanwhile reads the text that was sent to that one, and not this.
    """
    by_key = [(key_of(notice), notice) for notice in notices]
    mine = keys_in_reach(user, Permission.AGREEMENT_VIEW)
    kept = Agreement.objects.filter(owner__in=mine).select_related("owner")
    rows = kept.in_bulk([key for key, _notice in by_key])
    waiting = _waiting(by_key, user)
    return [
        _told(rows[key], notice, notice.facts.get("revision") in waiting)
        for key, notice in by_key
        if key in rows
    ]


def _waiting(by_key, user) -> set[int]:
    """The revisions that still wait for an initial of this person, or of nobody in particular."""
    asked = [notice.facts["revision"] for _key, notice in by_key if "revision" in notice.facts]
    if not asked:
        return set()
    theirs = Q(person=user) | Q(person__isnull=True)
    rows = Initial.objects.filter(theirs, revision__in=asked, result=InitialResult.PENDING)
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
