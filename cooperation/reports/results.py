"""What management asks of promises and results: who keeps them, who took over, what it brought."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from cooperation.models import (
    Adoption,
    AdoptionStatus,
    Agency,
    FollowUp,
    Innovation,
    Measurement,
    Topic,
    late,
)
from cooperation.reports.dimensions import PERIODS, other_province_of, periods_of, region_of
from cooperation.reports.figures import Measure, Question, Report, Share, Subject
from cooperation.reports.status import agreements_above
from cooperation.workflow import CandidateStatus, FollowUpStatus

DONE = (FollowUpStatus.DONE, FollowUpStatus.VERIFIED)


def _affair_of(question: Question, topic: str, innovation: str) -> Coalesce:
    """The affair of a candidate: by what it names, only as far as the reader sees that."""
    topics = Topic.objects.visible_to(question.user).filter(pk=OuterRef(topic))
    shown = Innovation.objects.visible_to(question.user).filter(pk=OuterRef(innovation))
    return Coalesce(Subquery(topics.values("affair__code")), Subquery(shown.values("affair__code")))


# --- Candidates ------------------------------------------------------------------------------


def _candidates(question):
    return question.scope.candidates(question.user)


def _candidate_keys(question):
    return {
        **periods_of(F("identified_on")),
        "agency": F("owner_id"),
        "affair": _affair_of(question, "topic", "innovation"),
        "candidate": F("pk"),
        # The owner, or a unit of it, gives: the other side is whoever takes over.
        "partner_province": other_province_of(
            lambda: Q(provider__path__startswith=F("owner__path")), "adopter", "provider"
        ),
    }


CANDIDATES = Subject(_candidates, _candidate_keys)


def _is_signed(question):
    seen = agreements_above().visible_to(question.user)
    return Q(Exists(seen.filter(candidate=OuterRef("pk"), signed_on__isnull=False)))


SIGNED = Measure(
    "signed",
    _("with a signed agreement"),
    _("Candidates with an agreement that was signed."),
    CANDIDATES,
    _is_signed,
)
REALISED = Measure(
    "realised",
    _("realised"),
    _("Candidates that were carried out under what was signed."),
    CANDIDATES,
    lambda _q: Q(status=CandidateStatus.REALISED),
)

# --- Follow-ups ------------------------------------------------------------------------------


def _due(question):
    """Promises whose day lies in the period, but for those that were called off."""
    scope = question.scope
    rows = FollowUp.objects.all_visible_to(question.user)
    rows = rows.exclude(status=FollowUpStatus.CANCELLED)
    rows = rows.filter(scope.days("due_on"), due_on__isnull=False)
    if scope.agency:
        within = Agency.objects.within(scope.agency)
        rows = rows.filter(Q(unit__in=within) | Q(candidate__owner__in=within))
    return rows.filter(scope.about(question.user, candidate="candidate__"))


PROMISES = Subject(
    _due,
    lambda question: {
        **periods_of(F("due_on")),
        "agency": F("candidate__owner_id"),
        "unit": F("unit_id"),
        "person": F("assignee_id"),
        "affair": _affair_of(question, "candidate__topic", "candidate__innovation"),
    },
)


def _overdue(_question):
    return late()


def _done_in_time(_question):
    return Q(status__in=DONE, due_on__gte=F("done_on"))


def _done_late(_question):
    return Q(status__in=DONE, due_on__lt=F("done_on"))


def _settled(question):
    return _overdue(question) | Q(status__in=DONE)


def _days_since(question, day: date | None):
    return (question.today - day).days if day else None


FOLLOW_UPS = Report(
    "follow-ups",
    _("What was promised, kept, and is late; and whose it is"),
    _(
        "Follow-ups with a day, by that day. One that is not due yet and not done counts for"
        " nothing here; one that was called off, neither."
    ),
    (
        Measure(
            "overdue",
            _("overdue"),
            _("Not done, and the day is over."),
            PROMISES,
            _overdue,
        ),
        Measure(
            "oldest_days",
            _("the oldest, days late"),
            _("By how many days the oldest of these is late."),
            PROMISES,
            _overdue,
            value=lambda _q, which, _subject: Min("due_on", filter=which),
            finish=_days_since,
            adds_up=False,
        ),
        Measure(
            "done_in_time",
            _("done in time"),
            _("Done on the day or before."),
            PROMISES,
            _done_in_time,
        ),
        Measure("done_late", _("done late"), _("Done after the day."), PROMISES, _done_late),
        Measure("settled", _("due or done"), _("Done, or overdue."), PROMISES, _settled),
        Share(
            "in_time_percent",
            _("in time, %"),
            _("Done in time, of those due or done."),
            "done_in_time",
            "settled",
        ),
    ),
    by=("agency", "unit", "person", *PERIODS, "affair"),
)

# --- Replications ----------------------------------------------------------------------------


def _adoptions(question):
    """Begun in the period by another region than the one that the innovation is from."""
    scope, user = question.scope, question.user
    rows = Adoption.objects.visible_to(user)
    rows = rows.filter(scope.days("started_on"), started_on__isnull=False)
    rows = rows.filter(innovation__in=Innovation.objects.visible_to(user))
    rows = rows.annotate(region=region_of("adopter"), home=region_of("innovation__owner"))
    rows = rows.filter(region__isnull=False).exclude(region=F("home"))
    signed = agreements_above().visible_to(user).filter(signed_on__isnull=False)
    rows = rows.annotate(signed=Exists(signed.filter(candidate=OuterRef("candidate"))))
    if scope.agency:
        within = Agency.objects.within(scope.agency)
        rows = rows.filter(Q(adopter__in=within) | Q(innovation__owner__in=within))
    if scope.affair:
        of = Q(innovation__affair=scope.affair) | Q(innovation__secondary_affair=scope.affair)
        rows = rows.filter(of)
    return rows


def _proven(_question):
    return Q(signed=True) | Q(evidence_file__isnull=False)


REPLICAS = Subject(
    _adoptions,
    lambda _q: {
        **periods_of(F("started_on")),
        "innovation": F("innovation_id"),
        "agency": F("innovation__owner_id"),
        "affair": F("innovation__affair__code"),
    },
    named_by=("adopter",),
)


def scoring_window(today: date) -> tuple[date, date]:
    """T-2 to T-1, the two years before this one, in which replications are scored."""
    return date(today.year - 2, 1, 1), date(today.year - 1, 12, 31)


REPLICATIONS = Report(
    "replications",
    _("In how many other regions an innovation is at work"),
    _(
        "For the score of Indeks Inovasi Daerah: distinct regions, other than that of the"
        " innovation, that began to use it in the period (usually the two years before this one),"
        " with evidence: a signed agreement or a file."
    ),
    (
        Measure(
            "regions",
            _("regions, with evidence"),
            _("Distinct regions that began to use it, of which there is evidence."),
            REPLICAS,
            _proven,
            value=lambda _q, which, _subject: Count("region", filter=which, distinct=True),
            adds_up=False,
        ),
        Measure("adoptions", _("adoptions"), _("All that began, with evidence or not."), REPLICAS),
        Measure(
            "without_evidence",
            _("without evidence"),
            _("Adoptions that would not be scored: a signed agreement or a file is missing."),
            REPLICAS,
            lambda question: ~_proven(question),
        ),
        Measure(
            "stopped",
            _("stopped since"),
            _("Adoptions that came to an end."),
            REPLICAS,
            lambda _q: Q(status=AdoptionStatus.STOPPED),
        ),
    ),
    by=("innovation", "affair", "agency", *PERIODS),
    period=scoring_window,
)

# --- Results ---------------------------------------------------------------------------------

ALONE = frozenset({"candidate"})


def _measurable(question):
    """Candidates with an indicator, and the value that its adopter measured last."""
    rows = _candidates(question).filter(indicator__isnull=False)
    measured = Measurement.objects.filter(
        candidate=OuterRef("pk"), indicator=OuterRef("indicator"), agency=OuterRef("adopter")
    ).order_by("-measured_on", "-pk")
    return rows.annotate(latest=Subquery(measured.values("value")[:1]))


MEASURABLE = Subject(_measurable, _candidate_keys)


def _reached(_question):
    less = Q(indicator__lower_is_better=True, latest__lte=F("target_value"))
    return less | Q(indicator__lower_is_better=False, latest__gte=F("target_value"))


def _better(_question):
    less = Q(indicator__lower_is_better=True, latest__lt=F("baseline_value"))
    return less | Q(indicator__lower_is_better=False, latest__gt=F("baseline_value"))


def _value(name, label, definition, column) -> Measure:
    """A value of the one candidate; of several together it would mean nothing."""
    return Measure(
        name,
        label,
        definition,
        MEASURABLE,
        value=lambda _q, which, _subject: Max(column, filter=which),
        finish=_number,
        adds_up=False,
        only_by=ALONE,
    )


def _number(_question, value: Any) -> float | None:
    return None if value is None else float(value)


OUTCOMES = Report(
    "outcomes",
    _("What came of it: measured against baseline and target"),
    _(
        "Candidates with an indicator. The value is the one that the adopter measured last; whether"
        " more or less of it is better, the indicator says."
    ),
    (
        Measure("candidates", _("candidates"), _("With an indicator."), MEASURABLE),
        Measure(
            "measured",
            _("measured"),
            _("With a value measured by the adopter."),
            MEASURABLE,
            lambda _q: Q(latest__isnull=False),
        ),
        Measure(
            "better", _("better than before"), _("Better than the baseline."), MEASURABLE, _better
        ),
        Measure(
            "reached",
            _("target reached"),
            _("As good as the target, or better."),
            MEASURABLE,
            _reached,
        ),
        Share(
            "reached_percent",
            _("target reached, %"),
            _("Of those measured."),
            "reached",
            "measured",
        ),
        _value("baseline", _("baseline"), _("The value before."), "baseline_value"),
        _value("target", _("target"), _("The value that was aimed at."), "target_value"),
        _value("latest", _("latest value"), _("The value measured last."), "latest"),
    ),
    by=("candidate", *PERIODS, "agency", "affair"),
)
