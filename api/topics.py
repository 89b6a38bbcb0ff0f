"""The words an agency uses again and again, and what it has to show."""

from django.db import transaction
from rest_framework.decorators import action

from accounts.models import Area
from api.bulk import Bulk, SentBulk
from api.filters import IndicatorFilter
from api.permissions import SIGNED_IN
from api.shapes.topics import (
    ChangedInnovation,
    EndedInnovation,
    IndicatorShape,
    InnovationShape,
    SentIndicator,
    SentInnovation,
    SentTopic,
    TopicShape,
)
from api.stories import HISTORY_WINDOW, HasHistory
from api.viewsets import Creates, Edits
from cooperation.filters import InnovationFilter, TopicFilter
from cooperation.models import Indicator, Innovation, Topic
from cooperation.permissions import Permission, require
from cooperation.services import (
    add_innovation,
    edit_innovation,
    end_innovation,
    indicator_named,
    topic_named,
)


class TopicViewSet(Bulk, HasHistory, Creates):
    """An agency's own topics. Naming one that is there already answers with it."""

    area = Area.COOPERATION
    queryset = Topic.objects.select_related("owner", "affair", "secondary_affair")
    serializer_class = TopicShape
    filterset_class = TopicFilter
    permissions = {
        "list": Permission.VISIT_VIEW,
        "retrieve": Permission.VISIT_VIEW,
        "create": Permission.CANDIDATE_IDENTIFY,
        "bulk": Permission.CANDIDATE_IDENTIFY,
        "history": Permission.VISIT_VIEW,
        "as_of": Permission.VISIT_VIEW,
    }
    ordering_fields = ["name"]
    sent = {"create": SentTopic, "bulk": SentBulk}
    parameters = HISTORY_WINDOW

    def write_new(self, facts, *, by, why):
        owner = self.owner_in(facts)
        # Asked before the name is looked up: the answer would tell an outsider which words exist.
        role = require(by, Permission.CANDIDATE_IDENTIFY, owner)
        return topic_named(owner=owner, by=by, role=role, **facts)


class IndicatorViewSet(Bulk, HasHistory, Creates):
    """What an agency measures. Naming one that is there already answers with it."""

    area = Area.COOPERATION
    queryset = Indicator.objects.select_related("owner")
    serializer_class = IndicatorShape
    filterset_class = IndicatorFilter
    permissions = {
        "list": Permission.VISIT_VIEW,
        "retrieve": Permission.VISIT_VIEW,
        "create": Permission.CANDIDATE_IDENTIFY,
        "bulk": Permission.CANDIDATE_IDENTIFY,
        "history": Permission.VISIT_VIEW,
        "as_of": Permission.VISIT_VIEW,
    }
    ordering_fields = ["name"]
    sent = {"create": SentIndicator, "bulk": SentBulk}
    parameters = HISTORY_WINDOW

    def write_new(self, facts, *, by, why):
        owner = self.owner_in(facts)
        role = require(by, Permission.CANDIDATE_IDENTIFY, owner)
        return indicator_named(owner=owner, by=by, role=role, **facts)


class InnovationViewSet(Bulk, HasHistory, Creates, Edits):
    """Published innovations of all agencies, and the reader's own."""

    area = Area.COOPERATION
    queryset = Innovation.objects.select_related("owner", "affair", "secondary_affair")
    serializer_class = InnovationShape
    filterset_class = InnovationFilter
    permissions = {
        "list": SIGNED_IN,
        "retrieve": SIGNED_IN,
        "create": Permission.INNOVATION_EDIT,
        "bulk": Permission.INNOVATION_EDIT,
        "partial_update": Permission.INNOVATION_EDIT,
        "end": Permission.INNOVATION_EDIT,
        "history": SIGNED_IN,
        "as_of": SIGNED_IN,
    }
    ordering_fields = ["name", "first_used_on"]
    sent = {
        "create": SentInnovation,
        "bulk": SentBulk,
        "partial_update": ChangedInnovation,
        "end": EndedInnovation,
    }
    parameters = HISTORY_WINDOW

    def write_new(self, facts, *, by, why):
        return add_innovation(owner=self.owner_in(facts), by=by, why=why, **facts)

    def write_changes(self, record, changes, **options):
        return edit_innovation(record, changes=changes, **options)

    @action(detail=True, methods=["post"])
    def end(self, request, pk):
        """Say that it is no longer offered; what others adopted stays theirs."""
        innovation, facts = self.get_object(), self.read()
        with transaction.atomic():
            ended = end_innovation(
                innovation, by=request.user, why=facts["note"], on=facts.get("on")
            )
            return self.shown(ended)
