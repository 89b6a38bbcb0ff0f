"""Reports: figures told apart by period, agency or affair, each with the records behind it."""

from operator import attrgetter
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, StreamingHttpResponse
from django.urls import path
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from agreements.reports import EXPIRING
from api.pagination import Pages
from api.parameters import PAGES, refuse_unknown_parameters
from api.renderers import CsvRenderer
from api.schema import Schema
from api.shapes.figures import AskedFigures, RecordBehind, ReportInList, ReportShape
from api.tables import CSV, csv_of
from cooperation.permissions import Permission
from cooperation.reports import (
    DIMENSIONS,
    FOLLOW_UPS,
    OUTCOMES,
    REPLICATIONS,
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
from visits.reports import DECISIONS, FUNNEL, PUNCTUALITY, REGIONS, VISITS

REPORTS = (
    *(FUNNEL, REGIONS, VISITS, DECISIONS, PUNCTUALITY, FOLLOW_UPS),
    *(EXPIRING, REPLICATIONS, OUTCOMES),
)
ASKED = frozenset(AskedFigures().fields)
FORMATS = ("json", "csv")


class RowsOfReport(Pages):
    """So many rows that few reports have a second page."""

    page_size = 200
    max_page_size = 1_000


class FiguresSchema(Schema):
    """The description of a report is its definition and that of each of its numbers."""

    def get_summary(self):
        report = getattr(self.view, "report", None)
        return str(report.label) if report is not None else super().get_summary()

    def get_description(self):  # type: ignore[override]
        report = getattr(self.view, "report", None)
        if report is None:
            return super().get_description()
        lines = [f"- `{each.name}`: {each.label}. {each.definition}" for each in report.measures]
        told = ", ".join(f"`{name}`" for name in report.by)
        return "\n".join([f"{report.definition}", "", *lines, "", f"`by`: {told}, or `all`."])

    def get_operation_id(self):
        report = getattr(self.view, "report", None)
        name = report.name.replace("-", "_") if report is not None else "list"
        view: Any = self.view
        return f"reports_{name}_{view.names}"


class FiguresView(APIView):
    """What all of these have in common: who may ask, and what."""

    permissions = {"get": Permission.REPORT_VIEW}
    http_method_names = ["get", "head"]
    schema = FiguresSchema()
    report: Any = None  # a Report; as_view says which
    names = "retrieve"

    def asked(self, own=frozenset()) -> Question:
        """The question that was asked; what is asked wrongly is told, nothing is ignored."""
        report: Report = self.report
        refuse_unknown_parameters(
            self.request, (ASKED if report.within is not None else ASKED - {"within"}) | own
        )
        shape = AskedFigures(data=self.request.query_params, context={"request": self.request})
        shape.is_valid(raise_exception=True)
        asked = dict(shape.validated_data)
        by, within = asked.pop("by", report.by[0]), asked.pop("within", None)
        if by not in (*report.by, EVERYTHING):
            names = ", ".join((*report.by, EVERYTHING))
            raise ValidationError({"by": [_("Choose among: %s.") % names]})
        user = self.request.user
        return report.question(user, today_of(user), Scope(**asked), by=by, within=within)


class ReportView(FiguresView):
    renderer_classes = [JSONRenderer, CsvRenderer]

    @extend_schema(
        parameters=[
            AskedFigures,
            OpenApiParameter(
                "as", str, enum=FORMATS, description="csv: all rows, for a spreadsheet."
            ),
            OpenApiParameter("page", int),
            OpenApiParameter("page_size", int, description="At most 1000; usually 200."),
        ],
        responses={
            (200, "application/json"): ReportShape,
            (200, CSV): OpenApiResponse(OpenApiTypes.STR),
        },
    )
    def get(self, request):
        question = self.asked(own=PAGES | {"as"})
        wanted = request.query_params.get("as", FORMATS[0])
        if wanted not in FORMATS:
            raise ValidationError({"as": [_("Choose among: %s.") % ", ".join(FORMATS)]})
        rows, total = figures_of(self.report, question)
        if wanted == "csv":
            return self._as_table(question, rows, total)
        pages = RowsOfReport()
        page: Any = pages.paginate_queryset(rows, request, view=self)  # type: ignore[arg-type]
        told = {
            **_described(self.report),
            "as_of": question.today,
            "since": question.scope.since,
            "until": question.scope.until,
            "by": question.by,
            "within": None if self.report.within is None else question.within,
            "total": self._told(total, None),
            "count": len(rows),
            "next": pages.get_next_link(),
            "previous": pages.get_previous_link(),
            "rows": [self._told(row, row.key) for row in page],
        }
        return Response(ReportShape(told).data)

    def _told(self, row, key):
        figures = [
            {"measure": name, "value": value, "records": self._address_of(name, key)}
            for name, value in row.figures.items()
        ]
        return {"key": row.key, "label": row.label, "figures": figures}

    def _address_of(self, measure, key):
        """Of the records behind this number: the same question, and which number of it."""
        more = {"measure": measure} | ({} if key is None else {"key": key})
        return f"{self.same}{urlencode(more)}"

    @cached_property
    def same(self) -> str:
        """The address of what is behind any of the numbers; a report has a thousand of them."""
        same = [
            (name, value)
            for name, value in self.request.query_params.items()
            if name not in PAGES | {"as"}
        ]
        at = reverse(f"api-report-{self.report.name}-records", request=self.request)
        return f"{at}?{urlencode(same)}&" if same else f"{at}?"

    def _as_table(self, question, rows, total):
        measures = self.report.measures
        told = [each for each in measures if is_told(self.report, question, each.name)]
        head = [capfirst(str(DIMENSIONS[question.by].label))]
        head += [capfirst(str(each.label)) for each in told]
        lines = [
            [row.label, *(_in_a_cell(row.figures.get(each.name)) for each in told)]
            for row in [*rows, total]
        ]
        answer = StreamingHttpResponse(csv_of(head, lines), content_type=f"{CSV}; charset=utf-8")
        name = f"{self.report.name}-{question.today:%Y-%m-%d}.csv"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        answer["Cache-Control"] = "private, no-store"
        return answer


def _in_a_cell(number) -> str:
    """As a spreadsheet reads it in any language: a whole number without a point."""
    if number is None:
        return ""
    return str(int(number)) if number == int(number) else str(number)


class RecordsView(FiguresView):
    """The records behind a number, a page at a time."""

    names = "records"
    pagination_class = Pages

    @extend_schema(
        summary="The records behind a number of this report",
        description="A number of a report leads here; `count` is how many there are.",
        parameters=[
            AskedFigures,
            OpenApiParameter("measure", str, required=True, description="Which number."),
            OpenApiParameter("key", str, description="Of which row; without it, of all together."),
            OpenApiParameter("page", int),
            OpenApiParameter("page_size", int),
        ],
        responses=RecordBehind(many=True),
    )
    def get(self, request):
        question = self.asked(own=PAGES | {"measure", "key"})
        key = request.query_params.get("key")
        if key is None:
            question = together(question)
        name = request.query_params.get("measure", "")
        if not is_told(self.report, question, name):
            told = [each.name for each in self.report.measures]
            names = ", ".join(each for each in told if is_told(self.report, question, each))
            raise ValidationError({"measure": [_("Choose among: %s.") % names]})
        try:
            rows = records_behind(self.report, question, name, key)
        except ValueError as error:
            raise Http404 from error
        subject = self.report.counted(name).subject
        way = subject.record
        rows = rows.select_related(*filter(None, (way, *subject.named_by)))
        pages = Pages()
        page = pages.paginate_queryset(rows, request, view=self) or []
        told = [self._told(row, attrgetter(way)(row) if way else row) for row in page]
        return pages.get_paginated_response(RecordBehind(told, many=True).data)

    def _told(self, counted, record):
        model = record._meta.model_name
        return {
            "kind": LISTS[model],
            "id": record.pk,
            "label": str(record) if counted is record else f"{record}: {counted}",
            "url": reverse(f"{model}-detail", args=[record.pk], request=self.request),
        }


# The address of the list of each kind of record that figures are made of.
LISTS = {
    "visit": "visits",
    "candidate": "candidates",
    "followup": "follow-ups",
    "adoption": "adoptions",
    "agreement": "agreements",
}


class ReportsView(FiguresView):
    names = "list"
    pagination_class = None

    @extend_schema(
        summary="The reports, and what each of their numbers means",
        description="What each can be told apart by stands in `by`.",
        responses=ReportInList(many=True),
    )
    def get(self, request):
        refuse_unknown_parameters(request, set())
        told = [
            _described(report)
            | {
                "by": [*report.by, EVERYTHING],
                "url": reverse(f"api-report-{report.name}", request=request),
            }
            for report in REPORTS
        ]
        return Response(ReportInList(told, many=True).data)


def _described(report: Report) -> dict:
    return {
        "name": report.name,
        "label": str(report.label),
        "definition": str(report.definition),
        "measures": [
            {"name": each.name, "label": str(each.label), "definition": str(each.definition)}
            for each in report.measures
        ],
    }


urlpatterns = [path("reports/", ReportsView.as_view(), name="api-reports")]
for _report in REPORTS:
    urlpatterns += [
        path(
            f"reports/{_report.name}/",
            ReportView.as_view(report=_report),
            name=f"api-report-{_report.name}",
        ),
        path(
            f"reports/{_report.name}/records/",
            RecordsView.as_view(report=_report),
            name=f"api-report-{_report.name}-records",
        ),
    ]
