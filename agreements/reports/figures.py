"""What management asks of agreements: which of them end, and when."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, Party
from cooperation.models import Agency, Candidate
from cooperation.reports.dimensions import periods_of
from cooperation.reports.figures import Measure, Question, Report, Subject

STEPS = (7, 30, 60, 90)  # days before the end on which it is told


def _ending(question: Question):
    """In force, with a last day: that of all that was signed about it."""
    scope, user = question.scope, question.user
    rows = Agreement.objects.visible_to(user).in_force(question.today)
    rows = rows.filter(scope.days("last_day"), last_day__isnull=False)
    if scope.agency:
        bound = Party.objects.filter(
            agreement=OuterRef("pk"), agency__in=Agency.objects.within(scope.agency)
        )
        rows = rows.filter(Q(owner__in=Agency.objects.within(scope.agency)) | Q(Exists(bound)))
    if scope.affair:
        # A partner may see an agreement and not yet its candidate: then nor what that is about.
        about = Candidate.objects.visible_to(user).filter(
            Q(topic__affair=scope.affair)
            | Q(topic__secondary_affair=scope.affair)
            | Q(innovation__affair=scope.affair),
            pk=OuterRef("candidate"),
        )
        rows = rows.filter(Exists(about))
    return rows


ENDING = Subject(
    _ending,
    lambda _q: {**periods_of(F("last_day")), "agency": F("owner_id")},
)


def _within(days):
    return lambda question: Q(last_day__lte=question.today + timedelta(days=days))


EXPIRING = Report(
    "expiring",
    _("Agreements that come to their end"),
    _("Agreements in force with a last day, by that day: addenda that were signed have moved it."),
    (
        Measure("in_force", _("in force"), _("In force, with a last day."), ENDING),
        *(
            Measure(
                f"within_{days}",
                format_lazy(_("end within {days} days"), days=days),
                _("The last day is at most so many days from today."),
                ENDING,
                _within(days),
            )
            for days in STEPS
        ),
    ),
    by=("month", "quarter", "semester", "year", "agency"),
)
