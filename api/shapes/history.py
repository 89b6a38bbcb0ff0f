from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.fields import Instant
from audit.models import Reading

LONGEST_PAGE = 100


class HistoryWindow(serializers.Serializer):
    """Which part of a story is asked for, the newest first."""

    offset = serializers.IntegerField(default=0, min_value=0, max_value=1_000_000)
    limit = serializers.IntegerField(default=20, min_value=1, max_value=LONGEST_PAGE)
    person = serializers.CharField(
        default="", max_length=100, help_text="Part of a name, or a whole user name."
    )
    field = serializers.CharField(default="", max_length=60, help_text="Entries that changed it.")
    since = Instant(default=None, help_text="From this moment on.")
    until = Instant(default=None, help_text="Before this moment.")
    thread = serializers.BooleanField(
        default=False, help_text="With the visits, candidates and agreements connected with it."
    )


ANY_TYPE = [{"type": name} for name in ("string", "number", "boolean", "object", "null")]


@extend_schema_field({"anyOf": [*ANY_TYPE, {"type": "array", "items": {}}]})
class AnyValue(serializers.JSONField):
    """Whatever the column holds."""


class ChangeShape(serializers.Serializer):
    """One field before and after: as it is stored, and as people read it."""

    field = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    before = AnyValue()
    after = AnyValue()
    before_text = serializers.CharField()
    after_text = serializers.CharField()


class EntryShape(serializers.Serializer):
    at = serializers.DateTimeField()
    actor = serializers.CharField()
    username = serializers.CharField()
    role = serializers.CharField()
    agency = serializers.CharField()
    why = serializers.CharField()
    kind = serializers.ChoiceField(
        choices=["+", "~", "-"], help_text="+ added, ~ changed, - removed"
    )
    part = serializers.CharField()
    what = serializers.CharField()
    version = serializers.IntegerField()
    request_id = serializers.CharField()
    record = serializers.CharField(source="root", help_text="The record, e.g. visits.visit:7")
    client = serializers.CharField(help_text="page, api or command")
    address = serializers.CharField(help_text="For the owner's own people only.")
    changes = ChangeShape(many=True)


class AskedInstant(serializers.Serializer):
    as_of = Instant()
    thread = serializers.BooleanField(
        default=False, help_text="With the visits, candidates and agreements connected with it."
    )


class ValueShape(serializers.Serializer):
    field = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    value = AnyValue()
    text = serializers.CharField()


class StateShape(serializers.Serializer):
    """A row as it was; `since` when and `actor` by whose change it had become so."""

    record = serializers.CharField(source="root", help_text="The record, e.g. visits.visit:7")
    model = serializers.CharField()
    part = serializers.CharField()
    what = serializers.CharField()
    key = serializers.IntegerField()
    version = serializers.IntegerField()
    since = serializers.DateTimeField()
    actor = serializers.CharField()
    values = ValueShape(many=True)


class StatesShape(serializers.Serializer):
    as_of = serializers.DateTimeField()
    begins = serializers.DateTimeField(
        allow_null=True, help_text="From when on the story of the record is known."
    )
    states = StateShape(many=True)


class ReadingShape(serializers.ModelSerializer):
    class Meta:
        model = Reading
        fields = [
            *("at", "actor_name", "kind", "path", "request_id", "client_address", "client_kind"),
        ]
        read_only_fields = fields


class HistoryPage(serializers.Serializer):
    more = serializers.BooleanField(help_text="Whether there are older entries.")
    results = EntryShape(source="entries", many=True)
