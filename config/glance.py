"""Ten minutes on Monday: this semester beside the last one, and what came of each region.

Fetched by the first page once that is shown, for it may count a hundred thousand records.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse

from cooperation.permissions import NotPermitted, Permission, may_somewhere
from cooperation.reports import Question, Scope, days_of, figures_of, rows_of, today_of
from cooperation.reports.dimensions import EVERYTHING
from visits.reports import FUNNEL, REGIONS

BY_REGION = "partner_province"
# Visits and what came of them; what was talked about, the report itself tells.
VISITS_AND_RESULTS = replace(
    REGIONS, measures=tuple(each for each in REGIONS.measures if each.name != "topics")
)
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
    """Both parts on a page of their own; for the first page, the semesters alone."""
    today = _today_of_reader(request)
    context = _semesters(request.user, today)
    if "HX-Request" in request.headers:
        return render(request, "glance.html", context)
    return render(request, "glance_page.html", context | _regions(request.user, today))


def regions_at_a_glance(request):
    """The second part, which the first page fetches by itself."""
    today = _today_of_reader(request)
    return render(request, "glance_regions.html", _regions(request.user, today))


def _today_of_reader(request) -> date:
    if not may_somewhere(request.user, Permission.REPORT_VIEW):
        raise NotPermitted(Permission.REPORT_VIEW)
    return today_of(request.user)


def _semesters(user, today):
    now, before = _semester(today), _semester_before(today)
    numbers = {period: _figures(user, period, today) for period in (now, before)}
    return {
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
    }


def _regions(user, today):
    year = str(today.year)
    rows = rows_of(VISITS_AND_RESULTS, _question(REGIONS, user, year, BY_REGION, today))
    return {
        "measures": VISITS_AND_RESULTS.measures,
        "provinces": sorted(rows, key=_fewest_visits)[:MOST_PROVINCES],
        "by_province": _href(REGIONS, by=BY_REGION, period=year),
        "year": year,
    }


def _semester(day: date) -> str:
    return f"{day.year}-S{1 if day.month <= 6 else 2}"


def _semester_before(day: date) -> str:
    return f"{day.year - 1}-S2" if day.month <= 6 else f"{day.year}-S1"


def _question(report, user, period, by, today) -> Question:
    return report.question(user, today, Scope(*days_of(period)), by=by)


def _figures(user, period, today):
    _rows, total = figures_of(FUNNEL, _question(FUNNEL, user, period, EVERYTHING, today))
    return total.figures


def _fewest_visits(row):
    return -sum(row.figures[name] or 0 for name in ("received", "made"))


def _href(report, **asked) -> str:
    return f"{reverse('report', args=[report.name])}?{urlencode(asked)}"
