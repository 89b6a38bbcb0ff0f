"""What management asks of visits: how many, from where, how soon decided and reported, what came
of their topics. The definitions are those of the domain brief §4.4."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.db.models import (
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Sum,
)
from django.db.models.functions import Coalesce, Left, Length
from django.utils.translation import gettext_lazy as _
from holidays import GOVERNMENT, PUBLIC
from holidays.countries import Indonesia

from cooperation.models import Agency, TimeZone
from cooperation.reports.dimensions import (
    PERIODS,
    local_day,
    other_province_of,
    periods_of,
    province_of,
)
from cooperation.reports.figures import Measure, Median, Question, Report, Share, Subject
from cooperation.reports.results import CANDIDATES, REALISED, SIGNED
from visits.models import Delegation, Discussion, Host, Outcome, Visit
from visits.workflow import Status

TOOK_PLACE = (Status.COMPLETED, Status.REPORTED, Status.CLOSED)
REPORT_WITHIN = 7  # days after the visit
SATURDAY = 5
DAYS_OFF = Indonesia(categories=(PUBLIC, GOVERNMENT))  # with the days off in common
EARLIEST, LATEST = ZoneInfo(TimeZone.WIT), ZoneInfo(TimeZone.WIB)


def _held(question: Question):
    """Visits that took place in the period, by the day it was where their owner is."""
    scope = question.scope
    rows = Visit.objects.visible_to(question.user).filter(status__in=TOOK_PLACE)
    rows = rows.annotate(day=local_day("actual_start", "owner"))
    # The plain bounds let the index do the work; the day itself is the owner's.
    if scope.since:
        begins = datetime.combine(scope.since, time.min, EARLIEST)
        rows = rows.filter(actual_start__gte=begins, day__gte=scope.since)
    if scope.until:
        over = datetime.combine(scope.until + timedelta(days=1), time.min, LATEST)
        rows = rows.filter(actual_start__lt=over, day__lte=scope.until)
    return _of_affair(_of_agency(rows, scope.agency), scope.affair)


def _of_agency(rows, agency):
    if agency is None:
        return rows
    within = Agency.objects.within(agency)
    came = Delegation.objects.filter(visit=OuterRef("pk"), agency__in=within)
    received = Host.objects.filter(visit=OuterRef("pk"), agency__in=within)
    return rows.filter(Q(owner__in=within) | Q(Exists(came)) | Q(Exists(received)))


def _of_affair(rows, affair):
    if affair is None:
        return rows
    talks = Discussion.objects.filter(_about(affair), visit=OuterRef("pk"))
    return rows.filter(Exists(talks))


def _about(affair) -> Q:
    return Q(topic__affair=affair) | Q(topic__secondary_affair=affair)


def _delegations(question):
    return Delegation.objects.filter(visit__in=_held(question).values("pk"))


def _discussions(question):
    rows = Discussion.objects.filter(visit__in=_held(question).values("pk"))
    affair = question.scope.affair
    return rows if affair is None else rows.filter(_about(affair))


def _with_ends(question):
    """With the day on which a visit was over, and how long after it the report came."""
    ended = Coalesce("actual_end", "actual_start")
    rows = _held(question).alias(ended=ended).annotate(last=local_day("ended", "owner"))
    took = ExpressionWrapper(F("reported_on") - F("last"), output_field=DurationField())
    return rows.annotate(took=took)


def _decided(question):
    """Letters on which somebody decided in the period, whatever became of the visit."""
    scope = question.scope
    rows = Visit.objects.visible_to(question.user).filter(decided_on__isnull=False)
    rows = rows.filter(scope.days("decided_on"))
    return _of_affair(_of_agency(rows, scope.agency), scope.affair)


def _keys(visit: str, affair: str, day):
    owner = f"{visit}__owner_id" if visit else "owner_id"
    return {
        **periods_of(day),
        "agency": F(owner),
        "affair": F(f"{affair}__topic__affair__code" if affair else "topic__affair__code"),
    }


def _partner_province(visit: str):
    """Where the guests are from, or, where the owner was the guest, who received them."""
    return other_province_of(
        lambda: went_out(f"{visit}pk", f"{visit}owner__path"),
        f"{visit}hosts__agency",
        f"{visit}delegations__agency",
    )


def went_out(visit: str, owner: str) -> Exists:
    """Whether the owner, or a unit of it, was among the guests."""
    # Cut to the length of the owner's path: a pattern would have to be escaped for each row.
    came = Delegation.objects.alias(above=Left("agency__path", Length(OuterRef(owner))))
    return Exists(came.filter(visit=OuterRef(visit), above=OuterRef(owner)))


def _day_of(visit: str):
    return local_day(f"{visit}__actual_start", f"{visit}__owner")


HELD = Subject(
    _held,
    lambda _q: {
        **_keys("", "discussions", F("day")),
        "province": province_of("delegations__agency"),
        "partner_province": _partner_province(""),
    },
    repeated=frozenset({"affair", "province", "partner_province"}),
)
DELEGATIONS = Subject(
    _delegations,
    lambda _q: {
        **periods_of(_day_of("visit")),
        "agency": F("visit__owner_id"),
        "province": province_of("agency"),
    },
    record="visit",
    named_by=("agency",),
)
DISCUSSIONS = Subject(
    _discussions,
    lambda _q: {
        **_keys("visit", "", _day_of("visit")),
        "partner_province": _partner_province("visit__"),
    },
    repeated=frozenset({"partner_province"}),
    record="visit",
    named_by=("topic",),
)
SEVERAL_AFFAIRS = frozenset({"affair"})
REPORTING = Subject(
    _with_ends, lambda _q: _keys("", "discussions", F("day")), repeated=SEVERAL_AFFAIRS
)
DECIDED = Subject(
    _decided, lambda _q: _keys("", "discussions", F("decided_on")), repeated=SEVERAL_AFFAIRS
)

VISITS = Report(
    "visits",
    _("Visits by where the guests came from, by affair, by month"),
    _(
        "Visits that took place (completed, reported or closed), by their first day where they are"
        " kept. A visit with guests of two provinces, or on two affairs, counts for both."
    ),
    (
        Measure("visits", _("visits"), _("Visits that took place."), HELD),
        Measure(
            "delegations",
            _("delegations"),
            _("Groups of guests; one visit may have several."),
            DELEGATIONS,
        ),
        Measure(
            "guests",
            _("guests"),
            _("People who came; where nobody counted them, as many as were announced."),
            DELEGATIONS,
            value=lambda _q, which, _subject: Sum(
                Coalesce("actual_headcount", "planned_headcount"), filter=which
            ),
            finish=lambda _q, value: value or 0,
        ),
    ),
    by=("province", "affair", *PERIODS, "agency"),
)


def _in_time(question):
    return Q(took__lte=timedelta(days=question.within))


def _late(question):
    return Q(took__gt=timedelta(days=question.within))


def _missing(question):
    last = question.today - timedelta(days=question.within)
    return Q(reported_on__isnull=True, last__lt=last)


def _due(question):
    return _in_time(question) | _late(question) | _missing(question)


PUNCTUALITY = Report(
    "punctuality",
    _("Whether visits were reported in time"),
    _(
        "In time is a report within so many days, usually 7, after the last day of the"
        " visit. One that is not reported yet, and still may be in time, counts for neither."
    ),
    (
        Measure(
            "due", _("reports due"), _("Reported, or too late to be in time."), REPORTING, _due
        ),
        Measure("in_time", _("in time"), _("Reported within that time."), REPORTING, _in_time),
        Measure("late", _("late"), _("Reported after it."), REPORTING, _late),
        Measure(
            "missing",
            _("missing"),
            _("Not reported yet, though the time is over."),
            REPORTING,
            _missing,
        ),
        Share("in_time_percent", _("in time, %"), _("In time of those due."), "in_time", "due"),
    ),
    by=("agency", *PERIODS, "affair"),
    within=REPORT_WITHIN,
)


@lru_cache(maxsize=20_000)
def working_days(received: date, decided: date) -> int:
    """After the day of receipt, without weekends and the national holidays that are known."""
    if decided <= received:
        return 0
    after = (received + timedelta(days=day) for day in range(1, (decided - received).days + 1))
    return sum(day.weekday() < SATURDAY and day not in DAYS_OFF for day in after)


def _with_receipt(_question):
    return Q(letter_received_on__isnull=False)


DECISIONS = Report(
    "decision-time",
    _("How soon letters are decided on"),
    _(
        "From the day on which the letter was received to the day of the decision, in working days:"
        " without weekends and national holidays. By the day of the decision."
    ),
    (
        Measure("decided", _("decisions"), _("Letters accepted or declined."), DECIDED),
        Measure(
            "with_receipt",
            _("of these with a day of receipt"),
            _("Without it, the time is not known."),
            DECIDED,
            _with_receipt,
        ),
        Median(
            "median_days",
            _("median, working days"),
            _("Half of them were decided in this time or less."),
            DECIDED,
            _with_receipt,
            "letter_received_on",
            "decided_on",
            working_days,
        ),
    ),
    by=("month", "quarter", "semester", "year", "agency", "affair"),
)

FUNNEL = Report(
    "funnel",
    _("How far it got: topic, candidate, signed, realised"),
    _(
        "Topics by the day of their visit; candidates by the day on which they were identified,"
        " wherever they come from."
    ),
    (
        Measure("topics", _("topics"), _("Topics that were discussed in visits."), DISCUSSIONS),
        Measure(
            "with_outcome",
            _("with an outcome"),
            _("Topics of which it was said what comes of them."),
            DISCUSSIONS,
            lambda _q: ~Q(outcome=Outcome.PENDING),
        ),
        Measure(
            "to_candidate",
            _("led to a candidate"),
            _("Topics whose outcome is a cooperation candidate."),
            DISCUSSIONS,
            lambda _q: Q(outcome=Outcome.CANDIDATE),
        ),
        Measure("candidates", _("candidates"), _("Cooperation candidates."), CANDIDATES),
        SIGNED,
        REALISED,
        Share(
            "to_candidate_percent",
            _("topics that led to a candidate, %"),
            _("Of the topics with an outcome."),
            "to_candidate",
            "with_outcome",
        ),
        Share(
            "realised_percent",
            _("candidates realised, %"),
            _("Of the candidates."),
            "realised",
            "candidates",
        ),
    ),
    by=("semester", "month", "quarter", "year", "agency", "affair"),
)
