"""The calendar: what takes place when, over how many days, and what collides."""

from calendar import Calendar
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import combinations

from django.db.models import Case, Prefetch, Q, When
from django.db.models.functions import Coalesce
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from cooperation.permissions import Permission, may_somewhere
from cooperation.reports import YEARS, today_of, zone_of
from visits.models import Delegation, Host, Stop, Visit
from visits.reports.beside import COMING
from visits.workflow import Status

WEEK = timedelta(days=7)
# A visit that lasts longer than this is shown from where the page begins only if it began so late.
LONGEST = timedelta(days=31)
MOST = 400  # visits on a page; further ones are told of
VIEWS = {"month": _("Month"), "week": _("Week"), "list": _("List")}
NOT_HELD = (Status.DECLINED, Status.CANCELLED, Status.NO_SHOW)


@dataclass
class Entry:
    """A visit on one of its days."""

    visit: Visit
    begins: bool
    at: time | None  # None: all day, or not its first day
    collides: bool


@dataclass
class Day:
    day: date
    outside: bool
    is_today: bool
    entries: list[Entry] = field(default_factory=list)


def visit_calendar(request):
    view = request.GET.get("view", "month")
    view = view if view in VIEWS else "month"
    today = today_of(request.user)
    on = _day_in(request.GET.get("on"), today)
    days = _days_of(view, on)
    shown, too_many = _visits(request.user, days[0], days[-1])
    weeks = _filled(days, shown, today, on if view != "week" else None)
    context = {
        "view": view,
        "views": VIEWS.items(),
        "on": on,
        "first": days[0],
        "last": days[-1],
        "weeks": weeks,
        "busy": [each for week in weeks for each in week if each.entries and not each.outside],
        "weekdays": [each.day for each in weeks[0]],
        "previous": _moved(view, on, -1),
        "next": _moved(view, on, +1),
        "today": today,
        "too_many": too_many,
        "most": MOST,
        "may_log": may_somewhere(request.user, Permission.VISIT_LOG),
    }
    return render(request, "visits/calendar.html", context)


def _day_in(said, today) -> date:
    """The day that was asked for; whatever is none leads to today."""
    try:
        day = parse_date(said or "") or today
    except ValueError:
        return today
    # A week more on either side has to be a day, too.
    return day if YEARS.start <= day.year < YEARS.stop else today


def _days_of(view, on) -> list[date]:
    if view == "week":
        monday = on - timedelta(days=on.weekday())
        return [monday + timedelta(days=number) for number in range(WEEK.days)]
    return list(Calendar().itermonthdates(on.year, on.month))


def _moved(view, on, by) -> date:
    if view == "week":
        return on + by * WEEK
    first = on.replace(day=1)
    return first - timedelta(days=1) if by < 0 else (first + LONGEST).replace(day=1)


def _visits(user, first, last) -> tuple[list[Visit], bool]:
    """(those that lie on one of these days, the first to begin first; whether there are more)."""
    # One day more on either side: where the owner is, it may be another one already.
    opens = datetime.combine(first - timedelta(days=1), time.min, zone_of(user))
    since = opens - LONGEST
    until = datetime.combine(last + timedelta(days=2), time.min, zone_of(user))
    begins = Q(actual_start__gte=since, actual_start__lt=until)
    begins |= Q(actual_start=None, scheduled_start__gte=since, scheduled_start__lt=until)
    begins |= Q(
        actual_start=None, scheduled_start=None, proposed_start__gte=since, proposed_start__lt=until
    )
    rows = Visit.objects.visible_to(user).filter(begins).exclude(status__in=NOT_HELD)
    rows = rows.alias(over=_over(), began=_began()).filter(over__gte=opens)
    rows = rows.select_related("owner").prefetch_related(
        Prefetch("hosts", Host.objects.select_related("agency")),
        Prefetch("delegations", Delegation.objects.select_related("agency")),
        Prefetch("stops", Stop.objects.all()),
    )
    found = list(rows.order_by("began", "pk")[: MOST + 1])
    shown = [
        visit for visit in found[:MOST] if _first_day(visit) <= last and _last_day(visit) >= first
    ]
    return shown, len(found) > MOST


def _began() -> Coalesce:
    return Coalesce("actual_start", "scheduled_start", "proposed_start")


def _over() -> Case:
    """Until when it lasts, as the visit itself says it (`Visit.ends`), or when it begins."""
    return Case(
        When(actual_start__isnull=False, then=Coalesce("actual_end", "actual_start")),
        When(scheduled_start__isnull=False, then=Coalesce("scheduled_end", "scheduled_start")),
        default=Coalesce("proposed_end", "proposed_start"),
    )


def _first_day(visit) -> date:
    return visit.owner.local(visit.starts).date()


def _last_day(visit) -> date:
    return visit.owner.local(visit.ends or visit.starts).date()


def _filled(days, visits, today, month_of) -> list[list[Day]]:
    """The days by weeks, each with what lies on it."""
    collide = set(_colliding(visits))
    by_day = {
        day: Day(day, month_of is not None and day.month != month_of.month, day == today)
        for day in days
    }
    for visit in visits:
        starts = visit.owner.local(visit.starts)
        for number in range((_last_day(visit) - starts.date()).days + 1):
            day = by_day.get(starts.date() + timedelta(days=number))
            if day is not None:
                at = starts.time() if not visit.whole_day and number == 0 else None
                day.entries.append(Entry(visit, number == 0, at, visit.pk in collide))
    several = list(by_day.values())
    return [several[number : number + WEEK.days] for number in range(0, len(several), WEEK.days)]


def _colliding(visits) -> Iterator[int]:
    """Visits that are still to come and want the same person or place at the same time."""
    coming = [visit for visit in visits if visit.status in COMING and visit.scheduled_start]
    for one, other in combinations(coming, 2):
        if one.owner_id == other.owner_id and _overlap(one, other) and _share(one, other):
            yield from (one.pk, other.pk)


def _overlap(one, other) -> bool:
    (starts, ends), (begins, over) = _span(one), _span(other)
    return starts < over and begins < ends


def _span(visit) -> tuple[datetime, datetime]:
    """From when until when somebody is busy; all of the days where no hours are known."""
    if visit.whole_day or visit.ends is None:
        midnight = datetime.combine(_first_day(visit), time.min, visit.owner.zone)
        return midnight, midnight + (_last_day(visit) - _first_day(visit)) + timedelta(days=1)
    return visit.starts, visit.ends


def _share(one, other) -> bool:
    return bool(_wanted(one) & _wanted(other))


def _wanted(visit) -> set[tuple[str, str]]:
    people = {("person", host.receiver_name) for host in visit.hosts.all() if host.receiver_name}
    return people | {("place", stop.place) for stop in visit.stops.all() if stop.place}
