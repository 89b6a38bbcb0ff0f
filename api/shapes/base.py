"""What all shapes have in common: what is read, and what is sent."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.models import User
from api.fields import Day, Moment, Text, Visible
from audit.models import Tracked
from cooperation.models import Agency, StoredFile
from cooperation.permissions import may

MOST_AT_ONCE = 200


class AgencyRef(serializers.ModelSerializer):
    class Meta:
        model = Agency
        fields = ["id", "code", "name"]


class FileRef(serializers.ModelSerializer):
    class Meta:
        model = StoredFile
        fields = ["name", "content_type", "size", "sha256"]


class PersonRef(serializers.ModelSerializer):
    name = serializers.CharField(source="__str__", read_only=True)

    class Meta:
        model = User
        fields = ["id", "username", "name"]


def expanded(name: str, **shapes: serializers.BaseSerializer) -> serializers.Serializer:
    """What `?expand=` asked for of a record; not there where nothing was asked for."""
    shape = type(f"{name}Expanded", (serializers.Serializer,), shapes)
    return shape(read_only=True, help_text=_("What `expand` asked for."))


class Sent(serializers.Serializer):
    """What somebody sends. A name that is not known is told: silently dropped, a typo would
    look like a success."""

    def to_internal_value(self, data):
        if isinstance(data, dict):
            unknown = [name for name in data if name not in self.fields]
            if unknown:
                raise serializers.ValidationError(
                    {name: [_t("This is not known here.")] for name in unknown}
                )
        return super().to_internal_value(data)


def several(shape: Any, **options: Any) -> serializers.ListSerializer:
    """So many of a shape that somebody might send them, and few enough to be checked at once."""
    return shape(many=True, max_length=MOST_AT_ONCE, **options)


class SentRecord(Sent, serializers.ModelSerializer):
    """Fields of a model, as somebody sends them. What must be unique is the service's to say."""

    serializer_related_field = Visible
    serializer_field_mapping = serializers.ModelSerializer.serializer_field_mapping | {
        models.DateField: Day,
        models.DateTimeField: Moment,
    }

    def get_validators(self):
        return []

    def get_extra_kwargs(self):
        # Somebody who works for one agency need not say for which.
        return {"owner": {"required": False}} | super().get_extra_kwargs()


class Version(serializers.IntegerField):
    """The version that was seen; if the record has another by now, nothing is changed."""

    def __init__(self, **options):
        super().__init__(
            **{"required": False, "min_value": 1, "write_only": True} | options,
            help_text=_(
                "The version you have seen, instead of If-Match. "
                "If it is no longer the current one: 409."
            ),
        )


class Note(Text):
    """Why; it is kept in the history."""

    def __init__(self, **options):
        super().__init__(
            **{"required": False, "allow_blank": True, "max_length": 2_000} | options,
            help_text=_("Why; kept in the history."),
        )


class Shown(serializers.ModelSerializer):
    """A record as its reader may know it: what is for the owner's eyes is left out for others.

    `owner_only`: further names of this shape (children, for instance) that only the owner's
    people read.
    """

    owner_only: frozenset[str] = frozenset()

    @classmethod
    def may_leave_out(cls) -> frozenset[str]:
        model: type[Tracked] = cls.Meta.model
        return cls.owner_only | model.owner_only_fields

    def to_representation(self, instance):
        return self.left_to_reader(super().to_representation(instance), instance)

    def left_to_reader(self, shown, instance):
        """What is left of it for this reader."""
        if self.may_leave_out() and not self.is_for_the_owner(instance):
            for name in self.may_leave_out():
                shown.pop(name, None)
        return shown

    def is_for_the_owner(self, instance) -> bool:
        return instance.belongs_to(self.reader)

    @property
    def reader(self):
        return self.context["request"].user


class ShownWithSteps(Shown):
    """A record with a workflow: what it is, and what this reader may do with it next."""

    status_label = serializers.CharField(source="get_status_display", read_only=True)
    next_actions = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_next_actions(self, record) -> list[str]:
        return [step.action.value for step in steps_for(self.reader, record, record.next_steps)]


def steps_for(user, record, steps):
    """Those of the steps whose side this person acts for."""
    return [step for step in steps if may(user, step.permission, step.agency_of(record))]
