"""A calendar that other programs subscribe to: what comes up for its owner, and what is due.

The address is the key: whoever has it reads the calendar, so it has 128 bits, is kept as a hash,
and ends when its owner says so. It shows what its owner may see, at the moment it is asked.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from accounts.services import user_of_feed
from accounts.throttling import throttled
from agreements.models import Agreement
from agreements.workflow import Status as AgreementStatus
from cooperation.models import FollowUp
from cooperation.reports import today_of
from cooperation.workflow import FOLLOW_UP_UNFINISHED
from visits.models import Delegation, Host, Visit
from visits.workflow import Status as VisitStatus

BEFORE, AHEAD = timedelta(days=90), timedelta(days=400)
MOST = 500  # of each kind: a calendar program loads all of it every few hours
TAKES_PLACE = (
    VisitStatus.SCHEDULED,
    VisitStatus.IN_PROGRESS,
    VisitStatus.COMPLETED,
    VisitStatus.REPORTED,
    VisitStatus.CLOSED,
)


@login_not_required
@require_safe
@throttled(name="calendar", most=60, seconds=60)
@never_cache
def calendar_feed(_request, key):
    user = user_of_feed(key)
    if user is None:
        words = _("This calendar has ended. Create a new address on the page of your account.")
        return HttpResponse(
            words, status=HTTPStatus.NOT_FOUND, content_type="text/plain; charset=utf-8"
        )
    return HttpResponse(calendar_of(user).to_ical(), content_type="text/calendar; charset=utf-8")


def calendar_of(user) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Jejak//id")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Jejak: {user}")
    today = today_of(user)
    for entries in (_visits, _promises, _signings, _expiries):
        for event in entries(user, today - BEFORE, today + AHEAD):
            calendar.add_component(event)
    return calendar


def _visits(user, since, until) -> Iterator[Event]:
    starts = Coalesce("actual_start", "scheduled_start")
    rows = Visit.objects.visible_to(user).select_related("owner").annotate(begins=starts)
    rows = rows.filter(
        status__in=TAKES_PLACE, begins__date__gte=since, begins__date__lte=until
    ).prefetch_related(
        "stops",
        Prefetch("hosts", Host.objects.select_related("agency")),
        Prefetch("delegations", Delegation.objects.select_related("agency")),
    )
    for visit in rows.order_by("begins", "pk")[:MOST]:
        guests, hosts = (_names(side.all()) for side in (visit.delegations, visit.hosts))
        title = _("Visit of %(guests)s to %(hosts)s") % {"guests": guests, "hosts": hosts}
        event = _event(visit, "visit", title)
        _last(event, visit)
        stops = list(visit.stops.all())
        if stops:
            event.add("location", stops[0].place)
        event.add("description", f"{visit} ({visit.get_status_display()})")
        yield event


def _last(event, visit) -> None:
    """Days where only the days are known, of the owner's own zone; otherwise instants."""
    starts, ends = visit.starts, visit.ends
    if not visit.whole_day:
        event.add("dtstart", starts)
        if ends:
            event.add("dtend", ends)
        return
    zone = visit.owner.zone
    first = starts.astimezone(zone).date()
    event.add("dtstart", first)
    # The end of whole days is the day after the last (RFC 5545, 3.6.1).
    event.add("dtend", (ends.astimezone(zone).date() if ends else first) + timedelta(days=1))


def _promises(user, since, until) -> Iterator[Event]:
    rows = FollowUp.objects.visible_to(user).select_related("candidate", "unit")
    rows = rows.filter(status__in=FOLLOW_UP_UNFINISHED, due_on__gte=since, due_on__lte=until)
    for promise in rows.order_by("due_on", "pk")[:MOST]:
        event = _event(promise, "follow_up", _("Due: %s") % promise.title, on=promise.due_on)
        unit = promise.unit.short_name or promise.unit.name
        event.add("description", f"{promise.candidate.title} · {unit}")
        yield event


def _signings(user, since, until) -> Iterator[Event]:
    rows = Agreement.objects.visible_to(user).filter(signed_on__gte=since, signed_on__lte=until)
    for agreement in rows.order_by("signed_on", "pk")[:MOST]:
        title = _("Signed: %s") % agreement.title
        yield _event(agreement, "agreement", title, on=agreement.signed_on, part="signed")


def _expiries(user, since, until) -> Iterator[Event]:
    rows = Agreement.objects.visible_to(user).with_last_day()
    rows = rows.filter(status=AgreementStatus.SIGNED, last_day__gte=since, last_day__lte=until)
    for agreement in rows.order_by("last_day", "pk")[:MOST]:
        title = _("Ends: %s") % agreement.title
        yield _event(agreement, "agreement", title, on=agreement.last_day, part="ends")


def _event(record, page, title, *, on: date | datetime | None = None, part="") -> Event:
    event = Event()
    host = urlsplit(settings.SITE_URL).hostname
    event.add("uid", f"{'-'.join(filter(None, (page, str(record.pk), part)))}@{host}")
    event.add("dtstamp", timezone.now())
    event.add("sequence", record.version)
    event.add("summary", title)
    event.add("url", settings.SITE_URL + reverse(page, args=[record.pk]))
    if on is not None:
        event.add("dtstart", on)
        event.add("transp", "TRANSPARENT")  # a day to know of, on which one is not busy
    return event


def _names(sides) -> str:
    return ", ".join(side.agency.short_name or side.agency.name for side in sides)
