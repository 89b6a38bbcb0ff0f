from rest_framework import serializers

LONGEST_PAGE = 100


class HistoryWindow(serializers.Serializer):
    """Which part of a story is asked for, the newest first."""

    offset = serializers.IntegerField(default=0, min_value=0, max_value=1_000_000)
    limit = serializers.IntegerField(default=20, min_value=1, max_value=LONGEST_PAGE)


class ChangeShape(serializers.Serializer):
    """One field before and after: as it is stored, and as people read it."""

    field = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    before = serializers.JSONField(allow_null=True)
    after = serializers.JSONField(allow_null=True)
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
    changes = ChangeShape(many=True)


class HistoryPage(serializers.Serializer):
    more = serializers.BooleanField(help_text="Whether there are older entries.")
    results = EntryShape(source="entries", many=True)
