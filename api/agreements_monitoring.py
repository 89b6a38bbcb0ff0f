"""What is due, and how agreements are carried out."""

from django.db import transaction
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from agreements.models import MonitoringReport
from agreements.reports import LOOK_AHEAD, dates_for
from agreements.services import report_on
from api.fields import Day, Text
from api.shapes.agreements import AgreementRef
from api.shapes.base import Note, Sent
from api.viewsets import Scoped
from cooperation.models.text import LONGEST_TEXT
from cooperation.permissions import Permission

MONITORING_PERMISSIONS: dict[str, str] = {
    "dates": Permission.AGREEMENT_VIEW,
    "monitoring_reports": Permission.AGREEMENT_VIEW,  # who may write one, the service asks
}


class DueDateShape(serializers.Serializer):
    agreement = AgreementRef()
    kind = serializers.CharField(help_text="expiry, renewal, report, number, signature, original")
    what = serializers.CharField()
    due_on = serializers.DateField(help_text="from when on it is told")
    by = serializers.DateField(help_text="when it happens, or has to be done")
    days_left = serializers.IntegerField()


class MonitoringReportShape(serializers.ModelSerializer):
    class Meta:
        model = MonitoringReport
        fields = [
            "id",
            "period_from",
            "period_until",
            "reported_on",
            "progress",
            "obstacles",
            "next_steps",
        ]


class SentMonitoringReport(Sent):
    period_from = Day()
    period_until = Day()
    progress = Text(max_length=LONGEST_TEXT)
    obstacles = Text(max_length=LONGEST_TEXT, required=False, allow_blank=True)
    next_steps = Text(max_length=LONGEST_TEXT, required=False, allow_blank=True)
    note = Note()


MONITORING_SENT: dict[str, type] = {"monitoring_reports": SentMonitoringReport}


class Monitored(Scoped):
    @extend_schema(responses=DueDateShape(many=True))
    @action(detail=False, filterset_class=None)
    def dates(self, request):
        """What ends, is owed or has not come yet within ninety days, for the reader's agencies."""
        rows = dates_for(request.user, Permission.AGREEMENT_VIEW, ahead=LOOK_AHEAD)
        return self.page_of(rows, DueDateShape)

    @extend_schema(methods=["GET"], responses=MonitoringReportShape(many=True))
    @extend_schema(
        methods=["POST"], request=SentMonitoringReport, responses={201: MonitoringReportShape}
    )
    @action(detail=True, methods=["get", "post"], url_path="monitoring-reports")
    def monitoring_reports(self, request, pk):
        """How it is carried out, period by period; POST reports on one."""
        agreement = self.get_object()
        if not agreement.belongs_to(request.user):
            raise Http404
        if request.method == "POST":
            facts = self.read()
            why = facts.pop("note", "")
            with transaction.atomic():
                report = report_on(agreement, by=request.user, why=why, **facts)
            return Response(MonitoringReportShape(report).data, status=201)
        return self.page_of(agreement.reports.all(), MonitoringReportShape)
