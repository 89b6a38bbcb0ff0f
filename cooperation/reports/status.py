"""What is read across the thread. Page, API and export call the same functions.

Visits and agreements stand above this package: their rows are reached by reverse relations only.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, F, Min, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.models import Tracked
from audit.shadow import as_it_was
from audit.timeline import parts_of
from cooperation.models import (
    Agency,
    Candidate,
    FollowUp,
    GovernmentAffair,
    Innovation,
    Topic,
)
from cooperation.permissions import house_of
from cooperation.workflow import FOLLOW_UP_UNFINISHED, CandidateStatus, FollowUpStatus

LONGEST_LIST = 50
EXPIRING_DAYS = 90


def zone_of(user) -> tzinfo:
    """The reader's own time zone: that of the first agency they work for."""
    house = house_of(user)
    return house.zone if house else timezone.get_default_timezone()


def today_of(user) -> date:
    return timezone.localdate(timezone=zone_of(user))


@dataclass(frozen=True)
class Scope:
    """What a report is about. Days are inclusive; the agency counts with its units."""

    since: date | None = None
    until: date | None = None
    agency: Agency | None = None
    affair: GovernmentAffair | None = None

    def moments(self, zone):
        """The instants at which the period begins and is over, where it has such ends."""
        starts = self.since and datetime.combine(self.since, time.min, zone)
        ends = self.until and datetime.combine(self.until + timedelta(days=1), time.min, zone)
        return starts, ends

    def candidates(self, user):
        rows = Candidate.objects.all_visible_to(user).filter(self.days("identified_on"))
        if self.agency:
            within = Agency.objects.within(self.agency)
            rows = rows.filter(Q(owner__in=within) | Q(provider__in=within) | Q(adopter__in=within))
        return rows.filter(self.about(user))

    def days(self, column: str) -> Q:
        """That a day lies in the period."""
        since = Q(**{f"{column}__gte": self.since}) if self.since else Q()
        return since & (Q(**{f"{column}__lte": self.until}) if self.until else Q())

    def about(self, user, *, candidate: str = "") -> Q:
        """That a candidate is about the affair; `candidate` leads to it, e.g. "candidate__".

        By what it names, only as far as the reader sees the topic and the innovation.
        """
        if self.affair is None:
            return Q()
        of = Q(affair=self.affair) | Q(secondary_affair=self.affair)
        topics = Topic.objects.visible_to(user).filter(of)
        shown = Innovation.objects.visible_to(user).filter(of)
        return Q(**{f"{candidate}topic__in": topics}) | Q(**{f"{candidate}innovation__in": shown})


def follow_up_status(user, scope: Scope | None = None, *, as_of: date | None = None) -> dict:
    """What was promised, who owes what, what is late, what came of it: as JSON-ready facts.

    Candidates are counted in the scope; follow-ups and agreements are those of these candidates;
    the conversion counts the topics of visits that the reader's own agencies recorded.

    With `as_of`, as all of it stood at the end of that day, and as far as the agencies that this
    person works for now could see it then. Raises ValidationError for a day that is still to come,
    or of which nothing is known.
    """
    scope = scope or Scope()
    today = today_of(user)
    if as_of is None:
        return _reckoned(user, scope, today)
    if as_of > today:
        message = _("That day is still to come. Leave it empty for today.")
        raise ValidationError({"as_of": message})
    begins = _history_begins(user)
    if begins and as_of < begins:
        # Nought would be an answer, and there is none.
        message = _("The history begins on %(day)s; what was before that is not known here.")
        raise ValidationError({"as_of": message % {"day": date_format(begins, "j M Y")}})
    over = datetime.combine(as_of + timedelta(days=1), time.min, zone_of(user))
    with as_it_was(_tables(), over):
        return _reckoned(user, scope, as_of)


def _history_begins(user) -> date | None:
    """The first day of which anything is known that this person sees now."""
    seen = Candidate.objects.all_visible_to(user).values("pk")
    known = Candidate.history.filter(id__in=seen)
    first = known.aggregate(first=Min("history_date"))["first"]
    return first.astimezone(zone_of(user)).date() if first else None


def _tables() -> list[type[Tracked]]:
    """What a report counts and what decides who sees it; agencies and roles are those of now."""
    agreements: Any = agreements_above().model
    discussions: Any = Candidate._meta.get_field("discussions").related_model
    visits: Any = discussions._meta.get_field("visit").related_model
    own = (Candidate, FollowUp, Topic, Innovation)
    return [*own, *parts_of(agreements), *parts_of(visits)]


def _reckoned(user, scope, today) -> dict:
    candidates = scope.candidates(user)
    follow_ups = FollowUp.objects.filter(candidate__in=candidates)
    return {
        "as_of": today,
        "candidates": _stages(candidates, today),
        "follow_ups": _promises(follow_ups, today),
        "conversion": _conversion(user, scope, candidates),
        "expiring": _expiring(user, candidates, today),
    }


def _stages(candidates, today):
    month, quarter = today - timedelta(days=30), today - timedelta(days=90)
    counted = {
        row["status"]: row
        for row in candidates.order_by()
        .values("status")
        .annotate(
            count=Count("pk"),
            days_0_30=Count("pk", filter=Q(status_since__gte=month)),
            days_31_90=Count("pk", filter=Q(status_since__lt=month, status_since__gte=quarter)),
            days_over_90=Count("pk", filter=Q(status_since__lt=quarter)),
            oldest=Min("status_since"),
        )
    }
    ages = ("count", "days_0_30", "days_31_90", "days_over_90")
    stages = []
    for status in CandidateStatus:
        row = counted.get(status, {})
        stages.append(
            {"status": status.value, "label": str(status.label)}
            | {name: row.get(name, 0) for name in ages}
            | {"oldest_days": (today - row["oldest"]).days if row else None}
        )
    return {"total": sum(stage["count"] for stage in stages), "by_stage": stages}


def _promises(follow_ups, today):
    late = Q(status__in=FOLLOW_UP_UNFINISHED, due_on__lt=today)
    done = Q(status__in=[FollowUpStatus.DONE, FollowUpStatus.VERIFIED])
    counts = follow_ups.order_by().aggregate(
        total=Count("pk"),
        open=Count("pk", filter=Q(status__in=FOLLOW_UP_UNFINISHED)),
        overdue=Count("pk", filter=late),
        done=Count("pk", filter=done),
        done_on_time=Count("pk", filter=done & Q(due_on__gte=F("done_on"))),
    )
    overdue = follow_ups.filter(late)
    oldest = overdue.select_related("unit", "assignee", "candidate").order_by("due_on", "pk")
    return counts | {
        "overdue_by_agency": _by(overdue, "candidate__owner"),
        "overdue_by_unit": _by(overdue, "unit"),
        "overdue_by_person": _by_person(overdue),
        "overdue_list": [
            {
                "id": row.pk,
                "title": row.title,
                "candidate": row.candidate_id,
                "candidate_title": row.candidate.title,
                "unit": str(row.unit),
                "assignee": str(row.assignee) if row.assignee else None,
                "due_on": row.due_on,
                "days_late": (today - row.due_on).days,
            }
            for row in oldest[:LONGEST_LIST]
        ],
    }


def _by(overdue, relation):
    rows = overdue.order_by().values(f"{relation}_id", f"{relation}__name")
    rows = rows.annotate(count=Count("pk")).order_by("-count", f"{relation}__name")
    return [
        {"agency": row[f"{relation}_id"], "name": row[f"{relation}__name"], "count": row["count"]}
        for row in rows[:LONGEST_LIST]
    ]


def _by_person(overdue):
    names = ("assignee_id", "assignee__username", "assignee__first_name", "assignee__last_name")
    rows = overdue.order_by().values(*names).annotate(count=Count("pk"))
    return [
        {
            "username": row["assignee__username"],
            "name": f"{row['assignee__first_name']} {row['assignee__last_name']}".strip()
            if row["assignee_id"]
            else None,
            "count": row["count"],
        }
        for row in rows.order_by("-count", "assignee__username")[:LONGEST_LIST]
    ]


def _conversion(user, scope, candidates):
    """Topic → candidate → signed → realised, each a count of what got that far."""
    discussed = Q(discussions__isnull=False)
    starts, ends = scope.moments(zone_of(user))
    if starts:
        discussed &= Q(discussions__visit__actual_start__gte=starts)
    if ends:
        discussed &= Q(discussions__visit__actual_start__lt=ends)
    topics = Topic.objects.visible_to(user)
    if scope.affair:
        topics = topics.filter(Q(affair=scope.affair) | Q(secondary_affair=scope.affair))
    if scope.agency:
        topics = topics.filter(owner__in=Agency.objects.within(scope.agency))
    decided = discussed & ~Q(discussions__outcome="pending")
    counts = topics.order_by().aggregate(
        topics_discussed=Count("discussions", filter=discussed),
        topics_with_outcome=Count("discussions", filter=decided),
        topics_to_candidate=Count(
            "discussions", filter=Q(discussions__outcome="candidate") & discussed
        ),
    )
    signed = (
        agreements_above()
        .visible_to(user)
        .filter(candidate=OuterRef("pk"), signed_on__isnull=False)
    )
    return counts | {
        "candidates": candidates.count(),
        "candidates_signed": candidates.filter(Exists(signed)).count(),
        "candidates_realised": candidates.filter(status=CandidateStatus.REALISED).count(),
    }


def _expiring(user, candidates, today):
    """Agreements in force whose last day is near, the nearest first."""
    rows = agreements_above().visible_to(user).filter(candidate__in=candidates)
    rows = rows.expiring(today, EXPIRING_DAYS)
    return [
        {
            "id": row.pk,
            "reference": row.reference,
            "title": row.title,
            "ends_on": row.ends_on,
            "days_left": (row.ends_on - today).days,
        }
        for row in rows.order_by("ends_on", "pk")[:LONGEST_LIST]
    ]


def agreements_above() -> Any:
    """The manager of what stands above this package, by way of the relation that leads there."""
    return Candidate._meta.get_field("agreements").related_model._default_manager  # type: ignore[union-attr]
