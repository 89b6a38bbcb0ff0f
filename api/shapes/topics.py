"""Topics, indicators, innovations: the words an agency uses again, and what it has to show."""

from rest_framework import serializers

from api.fields import Day
from api.shapes.base import AgencyRef, Note, Sent, SentRecord, Version
from api.shapes.reference import AffairRef
from cooperation.models import Indicator, Innovation, Topic


class TopicRef(serializers.ModelSerializer):
    class Meta:
        model = Topic
        fields = ["id", "name"]


class IndicatorRef(serializers.ModelSerializer):
    class Meta:
        model = Indicator
        fields = ["id", "name", "unit"]


class InnovationRef(serializers.ModelSerializer):
    class Meta:
        model = Innovation
        fields = ["id", "name"]


class TopicShape(serializers.ModelSerializer):
    owner = AgencyRef(read_only=True)
    affair = AffairRef(read_only=True)
    secondary_affair = AffairRef(read_only=True)

    class Meta:
        model = Topic
        fields = ["id", "version", "owner", "name", "affair", "secondary_affair"]


class IndicatorShape(serializers.ModelSerializer):
    owner = AgencyRef(read_only=True)

    class Meta:
        model = Indicator
        fields = ["id", "version", "owner", "name", "unit", "lower_is_better"]


class InnovationShape(serializers.ModelSerializer):
    owner = AgencyRef(read_only=True)
    affair = AffairRef(read_only=True)
    secondary_affair = AffairRef(read_only=True)

    class Meta:
        model = Innovation
        fields = [
            "id",
            "version",
            "owner",
            "name",
            "full_name",
            "kind",
            "is_digital",
            "affair",
            "secondary_affair",
            "description",
            "licence_terms",
            "link",
            "first_used_on",
            "published",
            "ended_on",
        ]


class SentTopic(SentRecord):
    class Meta:
        model = Topic
        fields = ["owner", "name", "affair"]
        extra_kwargs = {"affair": {"required": False}}  # a name that is there already has one


class SentIndicator(SentRecord):
    class Meta:
        model = Indicator
        fields = ["owner", "name", "unit", "lower_is_better"]


class ChangedInnovation(SentRecord):
    note = Note()
    version = Version()

    class Meta:
        model = Innovation
        fields = [
            "name",
            "full_name",
            "kind",
            "is_digital",
            "affair",
            "secondary_affair",
            "description",
            "licence_terms",
            "link",
            "first_used_on",
            "published",
            "note",
            "version",
        ]


class SentInnovation(SentRecord):
    note = Note()

    class Meta:
        model = Innovation
        fields = ["owner", *(name for name in ChangedInnovation.Meta.fields if name != "version")]


class EndedInnovation(Sent):
    note = Note(required=True, allow_blank=False)
    on = Day(required=False)
