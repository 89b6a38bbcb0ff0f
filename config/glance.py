"""Ten minutes on Monday: this semester beside the last one, and what came of each region.

Fetched by the first page once that is shown, for it may count a hundred thousand records.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse

from cooperation.permissions import NotPermitted, Permission, may_somewhere
from cooperation.reports import Question, Scope, days_of, figures_of, today_of
from cooperation.reports.dimensions import EVERYTHING
from visits.reports import FUNNEL, REGIONS

BY_REGION = "partner_province"
# The provinces with most visits, either way; the report has all of them.
MOST_PROVINCES = 5


@dataclass(frozen=True)
class Beside:
    """A number of this semester and of the one before, and where their records are."""

    label: Any
    now: Any
    before: Any
    href: str


def at_a_glance(request):
    if not may_somewhere(request.user, Permission.REPORT_VIEW):
        raise NotPermitted(Permission.REPORT_VIEW)
    today = today_of(request.user)
    now, before = _semester(today), _semester_before(today)
    numbers = {period: _figures(request.user, period, today) for period in (now, before)}
    year = str(today.year)
    provinces, _all = figures_of(REGIONS, _question(request.user, year, BY_REGION, today))
    context = {
        "now": now,
        "before": before,
        "beside": [
            Beside(
                each.label,
                numbers[now].get(each.name),
                numbers[before].get(each.name),
                _href(FUNNEL, period=now, by=EVERYTHING),
            )
            for each in FUNNEL.measures
        ],
        "measures": REGIONS.measures,
        "provinces": sorted(provinces, key=_fewest_visits)[:MOST_PROVINCES],
        "by_province": _href(REGIONS, by=BY_REGION, period=year),
        "year": year,
    }
    whole = "glance.html" if "HX-Request" in request.headers else "glance_page.html"
    return render(request, whole, context)


def _semester(day: date) -> str:
    return f"{day.year}-S{1 if day.month <= 6 else 2}"


def _semester_before(day: date) -> str:
    return f"{day.year - 1}-S2" if day.month <= 6 else f"{day.year}-S1"


def _question(user, period, by, today) -> Question:
    since, until = days_of(period)
    return Question(user, Scope(since, until, None, None), by, today)


def _figures(user, period, today):
    _rows, total = figures_of(FUNNEL, _question(user, period, EVERYTHING, today))
    return total.figures


def _fewest_visits(row):
    return -sum(row.figures[name] or 0 for name in ("received", "made"))


def _href(report, **asked) -> str:
    return f"{reverse('report', args=[report.name])}?{urlencode(asked)}"
