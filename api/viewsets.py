"""The base of every endpoint: closed, scoped and bounded unless a viewset says more.

A viewset names a permission for each of its actions, the columns it may be ordered by, and the
shapes that are sent to it; reading goes through `visible_to`, writing through one service call.
"""

from collections.abc import Callable, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from api import cursors
from api.conflicts import changed_since
from api.expanding import EXPAND, EXPANDED, Expansion, expand
from api.pagination import Pages
from api.parameters import (
    PAGES,
    Ordering,
    parameters_of_list,
    refuse_unknown_parameters,
)
from api.parsers import Json
from api.preconditions import refuse_misplaced, tag_of, version_seen
from api.repeats import DRY_RUN, repeatable
from api.schema import Schema
from api.shapes.base import Shown, steps_for
from audit.models import Tracked
from cooperation.permissions import GRANTS, Role, current_memberships
from cooperation.workflow import Transition, steps_from

WRITES = frozenset({"POST", "PATCH"})


class Scoped(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Lists and details of what the reader may see."""

    permissions: Mapping[str, str] = {}
    area: str | None = None  # of `accounts.models.Area`: where a key must be allowed to write
    is_public = False  # whether everybody who may list it may see every row
    ordering_fields: list[str] = []
    filterset_class: type | None = None
    # action → the shape of what is sent to it; action → {query parameter: type}.
    sent: Mapping[str, type] = {}
    parameters: dict[str, dict[str, type]] = {}
    # Actions that answer with the rows of the list, under its filters.
    lists = frozenset({"list"})
    # Actions beside the list that answer a page at a time.
    paged: frozenset[str] = frozenset()
    list_serializer_class: type | None = None
    # The names that `?expand=` may ask for.
    expandable: Mapping[str, Expansion] = {}
    row_sent: Any = None

    filter_backends = [DjangoFilterBackend, Ordering]
    http_method_names = ["get", "head", "post", "patch"]
    parser_classes = [Json]
    schema = Schema()
    # Writes of the whole record: nobody does one without saying which version they have seen.
    guarded = frozenset({"partial_update", "move"})

    def initial(self, request, *args, **kwargs):
        """Once it is known who asks; a stranger learns nothing from a key of somebody else's."""
        super().initial(request, *args, **kwargs)
        if request.method in WRITES:
            if self.action not in self.guarded:
                refuse_misplaced(request)
            handler = request.method.lower()
            setattr(self, handler, repeatable(getattr(self, handler)))

    @property
    def pagination_class(self):  # type: ignore[override]
        """A list goes on from row to row; the parts of a record are few, and have page numbers."""
        return cursors.Cursors if self.action == "list" else Pages

    def check_permissions(self, request):
        if request.method.lower() not in self.action_map and request.user.is_authenticated:
            self.http_method_not_allowed(request)
        super().check_permissions(request)
        known = set(self.parameters.get(self.action, ()))
        if self.action in self.lists:
            known |= parameters_of_list(self)
        if self.action == "list":
            known |= cursors.PARAMETERS
        if self.expandable and self.action in EXPANDED:
            known |= {EXPAND}
        if self.action in self.paged and request.method == "GET":
            known |= PAGES
        if request.method in WRITES:
            known |= {DRY_RUN}
        refuse_unknown_parameters(request, known)

    def get_queryset(self):
        rows: Any = super().get_queryset()
        if not self.is_public:
            rows = rows.visible_to(self.request.user)
        return self.whole(rows) if self.action in self.lists | {"retrieve"} else rows

    def whole(self, rows):
        """With all that is shown; what is looked up only to be moved or printed needs none."""
        return rows.prefetch_related(*self.related(self.request.user))

    def related(self, user) -> list:
        """What is read along with the rows, in one query each, and only what the reader may see."""
        return []

    def filter_queryset(self, queryset):
        # A filter beside a detail would tell what the detail itself leaves out.
        return super().filter_queryset(queryset) if self.action in self.lists else queryset

    def get_serializer_class(self):
        if self.action in self.lists and self.list_serializer_class is not None:
            return self.list_serializer_class
        return super().get_serializer_class()

    @property
    def body_sent(self):
        """The body of the request, or of the one of its rows that is being done."""
        return self.request.data if self.row_sent is None else self.row_sent

    def read(self, name=None, **options):
        """What was sent to this action, once its shape is right."""
        shape = self.sent[name or self.action]
        context = self.get_serializer_context()
        body = shape(data=self.body_sent, context=context, **options)
        body.is_valid(raise_exception=True)
        return dict(body.validated_data)

    def seen(self, in_body) -> int | None:
        """The version that the writer has seen; kept for the refusal, should it be an old one."""
        self.version_asked = version_seen(self.request, in_body)
        return self.version_asked

    def page_of(self, rows, shape) -> Response:
        """A page of what belongs to a record, in this shape."""
        page = self.paginate_queryset(rows)
        context = self.get_serializer_context()
        return self.get_paginated_response(shape(page, many=True, context=context).data)

    def shown(self, record, *, status=200):
        """The record as it stands after a write, if its author still sees it.

        Called in the transaction of the write: a record that somebody hides from themselves
        by mistake, or on purpose in another agency's name, is not written at all.
        """
        again = self.whole(self.get_queryset()).filter(pk=record.pk).first()
        if again is None:
            self.refuse_hidden()
        return self.with_tag(again, status=status)

    def paginate_queryset(self, queryset):
        page: Any = super().paginate_queryset(queryset)
        return expand(self, page) if self.action in EXPANDED else page

    def refuse_hidden(self):
        raise PermissionDenied(_("You could no longer see this record; nothing was changed."))

    def retrieve(self, request, *args, **kwargs):
        record = self.get_object()
        expand(self, [record])
        return self.with_tag(record)

    def with_tag(self, record, *, status=200):
        answer = Response(self.get_serializer(record).data, status=status)
        if isinstance(record, Tracked):
            answer["ETag"] = tag_of(record)
        return answer

    def changed_meanwhile(self, stale) -> dict[str, list[str]]:
        """For a refusal: what others changed since, as far as this reader may know of it."""
        asked = getattr(self, "version_asked", None)
        if asked is None:
            return {}
        rows = self.get_queryset()
        record = rows.filter(pk=stale.instance.pk).first()
        if record is None or not isinstance(stale.instance, rows.model):
            return {}
        shape: Any = self.get_serializer(record)
        names = set(shape.fields)
        if isinstance(shape, Shown) and shape.may_leave_out():
            names -= set() if shape.is_for_the_owner(record) else shape.may_leave_out()
        changed = changed_since(record, asked, names - {"version"})
        both = [name for name in changed if name in self.body_sent]
        return {"changed_fields": changed, "conflicting_fields": both}


class Creates(Scoped):
    """POST on the list. `write_new(facts, by=, why=)` is one call of a service."""

    write_new: Callable[..., Any]

    def create(self, request):
        facts = self.read()
        why = facts.pop("note", "")
        with transaction.atomic():
            return self.shown(self.write_new(facts, by=request.user, why=why), status=201)

    def owner_in(self, facts):
        """The agency in whose name it is written: the one that was named, or else the only one."""
        named = facts.pop("owner", None)
        if named is not None:
            return named
        held_at = {
            held.agency
            for held in current_memberships(self.request.user)
            if self.permissions["create"] in GRANTS[Role(held.role)]
        }
        if len(held_at) != 1:
            raise ValidationError({"owner": _("Say in the name of which agency.")})
        return held_at.pop()


class Edits(Scoped):
    """PATCH on a record. `write_changes(record, changes, **options)` is one call of a service."""

    write_changes: Callable[..., Any]

    def partial_update(self, request, pk):
        record = self.get_object()
        changes = self.read(partial=True)
        why, version = changes.pop("note", ""), self.seen(changes.pop("version", None))
        if not changes:
            raise ValidationError(_("Nothing to change was sent."))
        with transaction.atomic():
            changed = self.write_changes(
                record, changes, by=request.user, why=why, expected_version=version
            )
            return self.shown(changed)


class Moves(Scoped):
    """POST …/move/. `workflow` is the record's table, `write_move` the service that walks it."""

    workflow: Mapping[Any, Transition]
    write_move: Callable[..., Any]

    @action(detail=True, methods=["post"])
    def move(self, request, pk):
        self.moved = self.get_object()
        step = self.read()
        version = self.seen(step.get("version"))
        # A service names a fact alone; the body of a move holds it under `facts`.
        facts = {ask.name: f"facts.{ask.name}" for ask in self.workflow[step["action"]].asks}
        with self.one_transaction(step["action"]), renamed(facts):
            moved = self.write_move(
                self.moved,
                step["action"],
                by=request.user,
                why=step["note"],
                on=step.get("on"),
                expected_version=version,
                facts=step["facts"],
            )
            return self.shown(moved)

    def one_transaction(self, action):
        """Around the step and the look at what it made of the record."""
        return transaction.atomic()

    def steps_open_in(self, status) -> list[str]:
        """What could be done instead, by this person; a refusal says it."""
        record = getattr(self, "moved", None)
        if record is None:
            return []
        steps = steps_for(self.request.user, record, steps_from(self.workflow, status))
        return [step.action.value for step in steps]


@contextmanager
def renamed(names: Mapping[str, str]):
    """Say a service's complaints in the names of the body that was sent; paths are dotted."""
    try:
        yield
    except ValidationError as error:
        if not hasattr(error, "error_dict"):
            raise
        told = {}
        for path, errors in error.error_dict.items():
            first, dot, rest = path.partition(".")
            told[names.get(first, first) + dot + rest] = errors
        raise ValidationError(told) from error
