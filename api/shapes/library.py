"""Clauses and templates from outside."""

from rest_framework import serializers

from agreements.clauses import AgreementKind
from agreements.models import Clause, ClauseVersion, Template
from agreements.services.library import MOST_CLAUSES
from api.fields import LineOfText, Text
from api.shapes.base import AgencyRef, Note, Sent, SentRecord, Version
from cooperation.models.text import LONGEST_TEXT


class ClauseVersionShape(serializers.ModelSerializer):
    class Meta:
        model = ClauseVersion
        fields = ["number", "heading", "body", "note", "since"]


class ClauseShape(serializers.ModelSerializer):
    owner = AgencyRef(read_only=True)
    versions = ClauseVersionShape(many=True, read_only=True)

    class Meta:
        model = Clause
        fields = ["id", "version", "owner", "clause_type", "kind", "name", "ended_on", "versions"]


class SentClause(SentRecord):
    heading = LineOfText(max_length=250)
    body = Text(max_length=LONGEST_TEXT)
    name = LineOfText(max_length=120, required=False, allow_blank=True)
    note = Note()

    class Meta:
        model = Clause
        fields = ["owner", "clause_type", "kind", "name", "heading", "body", "note"]


class NextVersion(Sent):
    """What is not sent stays as it is in the latest version."""

    heading = LineOfText(max_length=250)
    body = Text(max_length=LONGEST_TEXT)
    note = Note()
    version = Version()


class Ended(Sent):
    note = Text(max_length=2_000, help_text="Why it is no longer offered.")
    version = Version()


class ClauseTypes(serializers.ListField):
    """In their order; the same may come twice."""

    def __init__(self, **options):
        options.setdefault("child", serializers.CharField(max_length=30))
        options.setdefault("max_length", MOST_CLAUSES)
        super().__init__(**options)


class TemplateShape(serializers.ModelSerializer):
    owner = AgencyRef(read_only=True)
    clause_types = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = Template
        fields = ["id", "version", "owner", "kind", "name", "clause_types", "ended_on"]


class SentTemplate(SentRecord):
    kind = serializers.ChoiceField(choices=AgreementKind.choices)
    clause_types = ClauseTypes()
    note = Note()

    class Meta:
        model = Template
        fields = ["owner", "kind", "name", "clause_types", "note"]


class ChangedTemplate(Sent):
    name = LineOfText(max_length=120)
    clause_types = ClauseTypes()
    note = Note()
    version = Version()
