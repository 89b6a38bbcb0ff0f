"""The reports on pages: their figures, and a page away the records behind each of them."""

from dataclasses import dataclass
from operator import attrgetter
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from api.figures import REPORTS
from config.reports import ScopeForm
from cooperation.filters import PeriodField
from cooperation.models import Agency
from cooperation.permissions import NotPermitted, Permission, may_somewhere
from cooperation.reports import (
    DIMENSIONS,
    MOST_DAYS,
    Question,
    Report,
    Scope,
    figures_of,
    is_told,
    records_behind,
    today_of,
    together,
)
from cooperation.reports.dimensions import EVERYTHING
from cooperation.views.lists import page_of

BY_NAME = {report.name: report for report in REPORTS}
# The page of each kind of record that figures are made of, and the key that its address has.
PAGES = {
    "visit": ("visit", "pk"),
    "candidate": ("candidate", "pk"),
    "followup": ("follow_up", "pk"),
    "adoption": ("candidate", "candidate_id"),
    "agreement": ("agreement", "pk"),
}


class QuestionForm(ScopeForm):
    """What a report is asked about, and what it is told apart by."""

    by = forms.ChoiceField(label=_("told apart by"), required=False)
    period = PeriodField(
        label=_("period"),
        required=False,
        max_length=7,
        widget=forms.TextInput({"placeholder": "2026-S1"}),
    )
    within = forms.IntegerField(
        label=_("within days"), required=False, min_value=0, max_value=MOST_DAYS
    )
    field_order = ("by", "period", "since", "until", "agency", "affair", "within")

    def __init__(self, *args, report: Report, **kwargs):
        super().__init__(*args, **kwargs)
        self.report = report
        agency: Any = self.fields["agency"]
        offered = [("", agency.empty_label), *((each.pk, str(each)) for each in agency.queryset)]
        # Any other one may be asked about, too: whoever only came on a visit is in no list here.
        agency.queryset = Agency.objects.all()
        agency.widget.choices = offered
        names = [*report.by, EVERYTHING]
        choices = [(name, capfirst(str(DIMENSIONS[name].label))) for name in names]
        by: Any = self.fields["by"]
        by.choices = choices
        self.fields["since"].label, self.fields["until"].label = _("from"), _("until")
        if report.within is None:
            del self.fields["within"]
        else:
            self.fields["within"].widget.attrs["placeholder"] = report.within

    def clean(self):
        facts = super().clean() or self.cleaned_data
        if facts.get("period") and (facts.get("since") or facts.get("until")):
            self.add_error("period", _t("Give a period or days, not both."))
        return facts

    def question(self, user) -> Question:
        facts = self.cleaned_data
        since, until = facts["period"] or (facts["since"], facts["until"])
        scope = Scope(since, until, facts["agency"], facts["affair"])
        return self.report.question(
            user, today_of(user), scope, by=facts["by"], within=facts.get("within")
        )


@dataclass(frozen=True)
class Cell:
    label: Any
    value: float | int | None
    href: str  # of the records behind it; empty where there are none
    share: float | None  # of the largest in its column, in per cent, where a bar is drawn


def _may(request) -> None:
    if not may_somewhere(request.user, Permission.REPORT_VIEW):
        raise NotPermitted(Permission.REPORT_VIEW)


def _named(name) -> Report:
    if name not in BY_NAME:
        raise Http404
    return BY_NAME[name]


def report_list(request):
    """Which questions are answered here, and what each answer means."""
    _may(request)
    return render(request, "reports/index.html", {"reports": REPORTS})


def report_figures(request, name):
    """The figures of a report as a table, the first of them as bars beside it."""
    _may(request)
    report = _named(name)
    form = QuestionForm(request.GET, user=request.user, report=report)
    context = {"report": report, "form": form, "asked": bool(request.GET)}
    if form.is_valid():
        context |= _laid_out(request, report, form.question(request.user))
    return render(request, "reports/report.html", context)


def _laid_out(request, report, question) -> dict[str, Any]:
    rows, total = figures_of(report, question)
    told = [each for each in report.measures if is_told(report, question, each.name)]
    largest = max((row.figures[told[0].name] or 0 for row in rows), default=0)

    def cells(row, key):
        for number, each in enumerate(told):
            value = row.figures.get(each.name)
            share = 100 * (value or 0) / largest if number == 0 and largest and key else None
            href = _behind(request, report, each.name, key) if value else ""
            yield Cell(each.label, value, href, share)

    scope, table = question.scope, _query(request, "page", **{"as": "csv"})
    return {
        "question": question,
        "dimension": DIMENSIONS[question.by].label,
        "measures": told,
        "page": (page := page_of(request, rows)),
        "rows": [(row.label, list(cells(row, row.key))) for row in page.object_list],
        "total": list(cells(total, None)),
        "since": scope.since,
        "until": scope.until,
        "table": f"{reverse(f'api-report-{report.name}')}?{table}",
    }


def _query(request, *without, **more) -> str:
    """What was asked, but for what was left open: the API refuses an empty answer."""
    asked = {name: value for name, value in request.GET.items() if value and name not in without}
    return urlencode(asked | more)


def _behind(request, report, measure, key) -> str:
    more = {"measure": measure} | ({} if key is None else {"key": key})
    query = _query(request, "page", **more)
    return f"{reverse('report_records', args=[report.name])}?{query}"


def report_records(request, name):
    """The records behind a number."""
    _may(request)
    report = _named(name)
    if "measure" not in request.GET:
        return redirect("report", name)  # which number is chosen there
    form = QuestionForm(request.GET, user=request.user, report=report)
    if not form.is_valid():
        return render(
            request, "reports/report.html", {"report": report, "form": form, "asked": True}
        )
    question, key = form.question(request.user), request.GET.get("key")
    label = _t("Together")
    if key is None:
        question = together(question)
    measure = request.GET.get("measure", "")
    if not is_told(report, question, measure):
        raise Http404
    try:
        rows = records_behind(report, question, measure, key)
    except ValueError as error:
        raise Http404 from error
    subject = report.counted(measure).subject
    rows = rows.select_related(*filter(None, (subject.record, *subject.named_by)))
    page = page_of(request, rows)
    if key is not None:
        label = _label(question, key) if page.object_list else DIMENSIONS[question.by].label
    context = {
        "report": report,
        "measure": report.measure(measure),
        "label": label,
        "page": page,
        "rows": [_line(row, subject.record) for row in page.object_list],
        "back": f"{reverse('report', args=[name])}?{_query(request, 'page', 'measure', 'key')}",
    }
    return render(request, "reports/records.html", context)


def _label(question, key) -> str:
    """What a row is called; only where there are records in it that the reader sees: a key that
    somebody made up must not tell what it is the key of."""
    dimension = DIMENSIONS[question.by]
    try:
        read = dimension.read(key)
    except ValueError:
        return str(dimension.none)
    return str(dimension.labels([read]).get(read, dimension.none))


def _line(counted, way) -> dict[str, str]:
    record = attrgetter(way)(counted) if way else counted
    page, key = PAGES[record._meta.model_name]
    words = str(record) if counted is record else f"{record}: {counted}"
    return {"words": words, "href": reverse(page, args=[getattr(record, key)])}
