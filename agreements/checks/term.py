"""How long it runs."""

from django.conf import settings
from django.utils.translation import gettext as _

from agreements.checks.problem import Problem, Weight
from agreements.clauses import TERM_CAPS
from agreements.models import TermUnit

PER_YEAR = {TermUnit.YEAR: 1, TermUnit.MONTH: 12, TermUnit.DAY: 365}


def term(agreement):
    starts, ends = agreement.starts_on, agreement.ends_on
    if starts and ends and ends < starts:
        yield Problem(
            "ends_before_it_starts",
            _("It ends before it starts."),
            _("Correct one of the two days."),
        )
    cap = TERM_CAPS.get(agreement.kind, settings.TERM_CAP_YEARS)
    if _years(agreement) > cap:
        yield Problem(
            "term_too_long",
            _("The term is longer than %d years.") % cap,
            _("Shorten it, or say in the note why this is right."),
            Weight.NEEDS_REASON,
        )


def _years(agreement) -> float:
    """The longer of what is said in words and what the days make of it."""
    said = (agreement.term_count or 0) / PER_YEAR[TermUnit(agreement.term_unit)]
    starts, ends = agreement.starts_on, agreement.ends_on
    if not (starts and ends):
        return said
    # The day before the anniversary is the last of a whole year.
    whole = ends.year - starts.year - ((ends.month, ends.day) < (starts.month, starts.day))
    beyond = (ends.month, ends.day) >= (starts.month, starts.day)
    return max(said, whole + (0.01 if beyond else 0))
