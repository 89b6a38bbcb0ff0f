"""The periods of an agreement on which its carrying out is reported."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from django.conf import settings

from agreements.models import PERIOD_MONTHS, Agreement, MonitoringReport, ReportingPeriod

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """From the first to the last day, both included."""

    starts_on: date
    ends_on: date

    @property
    def due_on(self) -> date:
        return self.ends_on + timedelta(days=settings.REPORT_DAYS)


def periods_of(agreement: Agreement, until: date) -> Iterator[Period]:
    """The periods that begin by that day, the first one first; none where none are reported on.

    The last one ends with the term, or where the agreement was ended.
    """
    begins = agreement.starts_on or agreement.signed_on
    if not agreement.reporting_period or begins is None:
        return
    months = PERIOD_MONTHS[ReportingPeriod(agreement.reporting_period)]
    end = min(filter(None, (agreement.effective_ends_on, agreement.ended_on)), default=date.max)
    for place in count():
        # Always from the first day: from the 31st, month upon month would drift to the 28th.
        starts_on = months_later(begins, place * months)
        if starts_on > min(until, end):
            return
        yield Period(starts_on, min(months_later(begins, (place + 1) * months) - DAY, end))


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def is_reported(period: Period, reports: Iterable[MonitoringReport]) -> bool:
    """Whether a report covers how the period ended; one over a whole year covers its halves."""
    return any(report.period_from <= period.ends_on <= report.period_until for report in reports)
