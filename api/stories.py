"""What became of a record, and who read it: its history, as it was, its readers."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from api.shapes.history import (
    AskedInstant,
    HistoryPage,
    HistoryWindow,
    ReadingShape,
    StatesShape,
)
from api.viewsets import Scoped
from audit.readings import readings_of
from audit.recording import root_key_of
from audit.states import begins, states_at
from audit.timeline import Asked
from cooperation.reports import JOINED_BY, history_of, reaches_of

HISTORY_WINDOW: dict[str, dict[str, type]] = {
    "history": {
        **{"offset": int, "limit": int, "person": str, "field": str},
        **{"since": datetime, "until": datetime, "thread": bool},
    },
    "as_of": {"as_of": datetime, "thread": bool},
}


class HasHistory(Scoped):
    """GET …/history/: who, when, why, and what it was before and after."""

    @extend_schema(responses=HistoryPage)
    @action(detail=True)
    def history(self, request, pk):
        window = HistoryWindow(data=request.query_params)
        window.is_valid(raise_exception=True)
        asked = dict(window.validated_data)
        options = {name: asked.pop(name) for name in ("offset", "limit", "thread")}
        record = self.root_of(self.get_object())
        _refuse_no_thread(record, options["thread"])
        page = history_of(record, request.user, asked=Asked(**asked), **options)
        return Response(HistoryPage(page, context=self.get_serializer_context()).data)

    @extend_schema(responses=StatesShape)
    @action(detail=True, url_path="as-of")
    def as_of(self, request, pk):
        """Everything that the reader may see of it, as it was at that instant."""
        record = self.root_of(self.get_object())
        asked = AskedInstant(data=request.query_params)
        asked.is_valid(raise_exception=True)
        at, thread = asked.validated_data["as_of"], asked.validated_data["thread"]
        _refuse_no_thread(record, thread)
        reaches = reaches_of(record, request.user, thread=thread)
        states = states_at(reaches, at, viewer=request.user)
        told = {"as_of": at, "begins": begins(record) if reaches else None, "states": states}
        return Response(StatesShape(told, context=self.get_serializer_context()).data)

    def root_of(self, record):
        """The record whose story this one is part of."""
        return record


def _refuse_no_thread(record, thread):
    if thread and record._meta.label_lower not in JOINED_BY:
        raise ValidationError({"thread": _("This record is part of no thread.")})


class HasReadings(Scoped):
    """GET …/readings/: who opened it or took a file of it away; for the owner's people."""

    @extend_schema(responses=ReadingShape(many=True))
    @action(detail=True)
    def readings(self, request, pk):
        record = self.get_object()
        if not record.belongs_to(request.user):
            raise Http404
        return self.page_of(readings_of(root_key_of(record)), ReadingShape)
