"""Figures, and the records behind them."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from rest_framework import serializers

from api.fields import ByCode, Day, Visible
from cooperation.filters import PeriodField
from cooperation.models import Agency, GovernmentAffair
from cooperation.reports import MOST_DAYS


class AskedFigures(serializers.Serializer):
    """What a report is asked about; days are inclusive, an agency counts with its units."""

    since = Day(required=False)
    until = Day(required=False)
    period = serializers.CharField(
        required=False,
        max_length=7,
        help_text="Instead of the days: 2026, 2026-S1, 2026-Q3, 2026-07.",
    )
    agency = Visible(queryset=Agency.objects.all(), required=False)
    affair = ByCode(queryset=GovernmentAffair.objects.all(), required=False)
    by = serializers.CharField(required=False, help_text="What the figures are told apart by.")
    within = serializers.IntegerField(
        required=False, min_value=0, max_value=MOST_DAYS, help_text="The limit, in days."
    )

    def validate_period(self, period):
        """By the rule of the lists: what is a period there is one here."""
        try:
            return PeriodField().clean(period)
        except ValidationError as error:
            raise serializers.ValidationError(error.messages) from error

    def validate(self, asked):
        if "period" in asked and ("since" in asked or "until" in asked):
            message = _("Give a period or days, not both.")
            raise serializers.ValidationError({"period": message})
        asked["since"], asked["until"] = asked.pop(
            "period", (asked.get("since"), asked.get("until"))
        )
        since, until = asked["since"], asked["until"]
        if since and until and until < since:
            message = _("The last day is before the first one. Correct one of them.")
            raise serializers.ValidationError({"until": message})
        return asked


class FigureShape(serializers.Serializer):
    measure = serializers.CharField()
    value = serializers.FloatField(allow_null=True, help_text="Empty where there is none.")
    records = serializers.URLField(help_text="The list of the records behind it.")


class RowShape(serializers.Serializer):
    key = serializers.CharField(help_text="“-” where it is not known; empty of all together.")
    label = serializers.CharField()  # type: ignore[assignment]
    figures = FigureShape(many=True)


class MeasureShape(serializers.Serializer):
    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    definition = serializers.CharField()


class ReportInList(serializers.Serializer):
    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    definition = serializers.CharField()
    by = serializers.ListField(child=serializers.CharField())
    measures = MeasureShape(many=True)
    url = serializers.URLField()


class ReportShape(serializers.Serializer):
    """`count` rows, of which this page has some; `total` is all of it together."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    definition = serializers.CharField()
    as_of = serializers.DateField(help_text="The reader's today, to which it was reckoned.")
    since = serializers.DateField(allow_null=True)
    until = serializers.DateField(allow_null=True)
    by = serializers.CharField()
    within = serializers.IntegerField(allow_null=True)
    measures = MeasureShape(many=True)
    total = RowShape()
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    rows = RowShape(many=True)


class RecordBehind(serializers.Serializer):
    """`kind` as in the address of its list: visits, candidates, follow-ups, …"""

    kind = serializers.CharField()
    id = serializers.IntegerField()
    label = serializers.CharField()  # type: ignore[assignment]
    url = serializers.URLField()
