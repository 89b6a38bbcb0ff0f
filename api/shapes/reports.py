"""The figures of management, and what may be asked of them."""

from rest_framework import serializers

from api.fields import ByCode, Day, Visible
from cooperation.models import Agency, GovernmentAffair


class ScopeOfReport(serializers.Serializer):
    """Days are inclusive; an agency counts with its units."""

    since = Day(required=False)
    until = Day(required=False)
    as_of = Day(required=False, help_text="As it stood at the end of that day; today without it.")
    agency = Visible(queryset=Agency.objects.all(), required=False)
    affair = ByCode(queryset=GovernmentAffair.objects.all(), required=False)


class StageShape(serializers.Serializer):
    status = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    count = serializers.IntegerField()
    days_0_30 = serializers.IntegerField()
    days_31_90 = serializers.IntegerField()
    days_over_90 = serializers.IntegerField()
    oldest_days = serializers.IntegerField(allow_null=True)


class StagesShape(serializers.Serializer):
    total = serializers.IntegerField()
    by_stage = StageShape(many=True)


class OverdueOfAgency(serializers.Serializer):
    agency = serializers.IntegerField()
    name = serializers.CharField()
    count = serializers.IntegerField()


class OverdueOfPerson(serializers.Serializer):
    """A name that is empty: nobody was named for it."""

    username = serializers.CharField(allow_null=True)
    name = serializers.CharField(allow_null=True)
    count = serializers.IntegerField()


class OverdueFollowUp(serializers.Serializer):
    id = serializers.IntegerField()
    title = serializers.CharField()
    candidate = serializers.IntegerField()
    candidate_title = serializers.CharField()
    unit = serializers.CharField()
    assignee = serializers.CharField(allow_null=True)
    due_on = serializers.DateField()
    days_late = serializers.IntegerField()


class PromisesShape(serializers.Serializer):
    total = serializers.IntegerField()
    open = serializers.IntegerField()
    overdue = serializers.IntegerField()
    done = serializers.IntegerField()
    done_on_time = serializers.IntegerField()
    overdue_by_agency = OverdueOfAgency(many=True)
    overdue_by_unit = OverdueOfAgency(many=True)
    overdue_by_person = OverdueOfPerson(many=True)
    overdue_list = OverdueFollowUp(many=True)


class ConversionShape(serializers.Serializer):
    """How far it got: topic → candidate → signed → realised."""

    topics_discussed = serializers.IntegerField()
    topics_with_outcome = serializers.IntegerField()
    topics_to_candidate = serializers.IntegerField()
    candidates = serializers.IntegerField()
    candidates_signed = serializers.IntegerField()
    candidates_realised = serializers.IntegerField()


class ExpiringShape(serializers.Serializer):
    id = serializers.IntegerField()
    reference = serializers.CharField()
    title = serializers.CharField()
    ends_on = serializers.DateField()
    days_left = serializers.IntegerField()


class FollowUpStatusShape(serializers.Serializer):
    as_of = serializers.DateField()
    candidates = StagesShape()
    follow_ups = PromisesShape()
    conversion = ConversionShape()
    expiring = ExpiringShape(many=True)
