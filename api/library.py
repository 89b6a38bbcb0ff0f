"""The clause library of an office: its own clauses in versions, and its templates."""

from collections.abc import Callable
from typing import Any

import django_filters as filters
from django.db import transaction
from rest_framework.decorators import action

from accounts.models import Area
from agreements.clauses import AgreementKind, ClauseType
from agreements.models import Clause, Template
from agreements.services import (
    add_clause,
    add_template,
    edit_template,
    end_clause,
    end_template,
    write_version,
)
from api.shapes.library import (
    ChangedTemplate,
    ClauseShape,
    Ended,
    NextVersion,
    SentClause,
    SentTemplate,
    TemplateShape,
)
from api.stories import HISTORY_WINDOW, HasHistory
from api.viewsets import Creates, Edits
from cooperation.permissions import Permission

VIEW, EDIT = Permission.AGREEMENT_VIEW, Permission.CLAUSE_EDIT


class ClauseFilter(filters.FilterSet):
    kind = filters.ChoiceFilter(choices=AgreementKind.choices)
    clause_type = filters.ChoiceFilter(choices=ClauseType.choices)

    class Meta:
        model = Clause
        fields: list[str] = []


class TemplateFilter(filters.FilterSet):
    kind = filters.ChoiceFilter(choices=AgreementKind.choices)

    class Meta:
        model = Template
        fields: list[str] = []


class Ends(Edits):
    """POST …/end/: offer it no more, with the reason."""

    write_end: Callable[..., Any]

    @action(detail=True, methods=["post"])
    def end(self, request, pk):
        """Take it out of use, with a reason; what was written with it stays."""
        record, facts = self.get_object(), self.read()
        with transaction.atomic():
            ended = self.write_end(
                record,
                by=request.user,
                why=facts["note"],
                expected_version=facts.get("version"),
            )
            return self.shown(ended)


class ClauseViewSet(HasHistory, Creates, Ends):
    """The office's own clauses; a change is the next version, and those before stay."""

    area = Area.AGREEMENTS
    queryset = Clause.objects.select_related("owner").prefetch_related("versions")
    serializer_class = ClauseShape
    filterset_class = ClauseFilter
    permissions = {
        **dict.fromkeys(("list", "retrieve", "history", "as_of"), VIEW),
        **dict.fromkeys(("create", "partial_update", "end"), EDIT),
    }
    sent = {"create": SentClause, "partial_update": NextVersion, "end": Ended}
    parameters = HISTORY_WINDOW

    def write_new(self, facts, *, by, why):
        return add_clause(owner=self.owner_in(facts), by=by, why=why, **facts)

    def write_changes(self, record, changes, **options):
        latest = record.versions.first()
        known = {"heading": latest.heading, "body": latest.body}
        return write_version(record, **(known | changes), **options).clause

    def write_end(self, record, **options):
        return end_clause(record, **options)


class TemplateViewSet(HasHistory, Creates, Ends):
    """With which clause types a text of a kind begins."""

    area = Area.AGREEMENTS
    queryset = Template.objects.select_related("owner")
    serializer_class = TemplateShape
    filterset_class = TemplateFilter
    permissions = {
        **dict.fromkeys(("list", "retrieve", "history", "as_of"), VIEW),
        **dict.fromkeys(("create", "partial_update", "end"), EDIT),
    }
    sent = {"create": SentTemplate, "partial_update": ChangedTemplate, "end": Ended}
    parameters = HISTORY_WINDOW

    def write_new(self, facts, *, by, why):
        return add_template(owner=self.owner_in(facts), by=by, why=why, **facts)

    def write_changes(self, record, changes, **options):
        return edit_template(record, changes=changes, **options)

    def write_end(self, record, **options):
        return end_template(record, **options)
