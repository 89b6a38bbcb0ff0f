"""What an officer should know beside a visit: what came before it, and what collides with it."""

from datetime import date, datetime, time, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from cooperation.models import Agency
from visits.models import Delegation, Host, Stop, Visit
from visits.workflow import Status

COMING = frozenset({Status.ACCEPTED, Status.SCHEDULED, Status.IN_PROGRESS})


def earlier_visits(visit: Visit, *, reader) -> QuerySet[Visit]:
    """Visits between the same two sides before this one, either way, the latest first."""
    hosts = visit.hosts.values("agency")
    guests = visit.delegations.values("agency")
    there = Q(_with(Host, hosts)) & Q(_with(Delegation, guests))
    back = Q(_with(Host, guests)) & Q(_with(Delegation, hosts))
    earlier = Visit.objects.visible_to(reader).filter(there | back).exclude(pk=visit.pk)
    earlier = earlier.alias(began=Coalesce("actual_start", "scheduled_start", "proposed_start"))
    if visit.starts is not None:
        earlier = earlier.filter(began__lt=visit.starts)
    return earlier.order_by(F("began").desc(nulls_last=True), "-pk")


def duplicates_of(
    *,
    owner: Agency,
    agency: Agency,
    letter_number: str = "",
    day: date | None = None,
    other_than: Visit | None = None,
) -> QuerySet[Visit]:
    """The owner's visits that may be this one: the same guest, with the same letter or day.

    For a warning; a letter that came by mail and on paper is entered twice before anybody notices.
    """
    same = Q(pk__in=[])
    if letter_number.strip():
        same |= Q(letter_number__iexact=letter_number.strip())
    if day is not None:
        same |= _on(day, owner)
    came = Delegation.objects.filter(visit=OuterRef("pk"), agency__in=Agency.objects.within(agency))
    found = Visit.objects.filter(same, Exists(came), owner=owner)
    return found.exclude(pk=other_than.pk) if other_than is not None else found


def conflicts(visit: Visit) -> QuerySet[Visit]:
    """The owner's other visits at the same time with the same receiver or in the same place."""
    starts, ends = visit.scheduled_start, visit.scheduled_end
    if starts is None:
        return Visit.objects.none()
    if visit.whole_day or ends is None:
        day = visit.owner.local(starts).date()
        starts, ends = _whole(day, visit.owner)
    receivers = visit.hosts.exclude(receiver_name="").values("receiver_name")
    places = visit.stops.values("place")
    shares = Q(Exists(Host.objects.filter(visit=OuterRef("pk"), receiver_name__in=receivers)))
    shares |= Q(Exists(Stop.objects.filter(visit=OuterRef("pk"), place__in=places)))
    until = Coalesce("scheduled_end", "scheduled_start")
    return (
        Visit.objects.filter(shares, owner=visit.owner, status__in=COMING, scheduled_start__lt=ends)
        .alias(until=until)
        .filter(until__gte=starts)
        .exclude(pk=visit.pk)
        .order_by("scheduled_start", "pk")
    )


def _with(model, agencies):
    return Exists(model.objects.filter(visit=OuterRef("pk"), agency__in=agencies))


def _on(day, owner):
    starts, ends = _whole(day, owner)
    on_the_day = Q()
    for name in ("actual_start", "scheduled_start", "proposed_start"):
        on_the_day |= Q(**{f"{name}__gte": starts, f"{name}__lt": ends})
    return on_the_day


def _whole(day, owner):
    midnight = datetime.combine(day, time.min, owner.zone)
    return midnight, midnight + timedelta(days=1)
