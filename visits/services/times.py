"""Days and hours as an officer says them: in the owner's own zone, and in the right order."""

from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

PAIRS = [
    ("proposed_start", "proposed_end"),
    ("scheduled_start", "scheduled_end"),
    ("actual_start", "actual_end"),
]
MOMENTS = frozenset(name for pair in PAIRS for name in pair)


def moment(value, owner):
    """The moment meant: a plain day or an hour without a zone is the owner's own."""
    if isinstance(value, datetime):
        return value if timezone.is_aware(value) else timezone.make_aware(value, owner.zone)
    if isinstance(value, date):
        return timezone.make_aware(datetime.combine(value, time.min), owner.zone)
    return value


def local_day(value, owner) -> date:
    return owner.local(value).date()


def spoken(value, owner) -> str:
    """The moment as a sentence names it."""
    return date_format(owner.local(value), "j F Y H:i")


def order_problems(visit) -> dict:
    """What is wrong with the times of a visit, by field."""
    problems = {}
    for start, end in PAIRS:
        problem = end_problem(getattr(visit, start), getattr(visit, end), visit.owner)
        if problem:
            problems[end] = problem
    return problems


def end_problem(starts, ends, owner) -> str:
    if ends is None:
        return ""
    if starts is None:
        return _("There is an end but no start. Give the start, too.")
    if ends < starts:
        return _("The end (%(end)s) is before the start (%(start)s). Correct one of them.") % {
            "end": spoken(ends, owner),
            "start": spoken(starts, owner),
        }
    return ""


def refuse_disorder(visit) -> None:
    problems = order_problems(visit)
    if problems:
        raise ValidationError(problems)


def past_problem(value, owner) -> str:
    if value > timezone.now():
        return _("%s is still to come. Give the time at which it happened.") % spoken(value, owner)
    return ""
