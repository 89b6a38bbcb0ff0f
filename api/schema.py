"""How the OpenAPI schema reads our viewsets: one shape is sent, another comes back."""

from inspect import getdoc
from typing import Any

from django_filters import ModelChoiceFilter
from drf_spectacular.contrib.django_filters import DjangoFilterExtension
from drf_spectacular.extensions import OpenApiFilterExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import build_basic_type, build_parameter_type
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from api.errors import MEDIA_TYPE
from api.expanding import EXPAND, EXPANDED
from cooperation.filters import InPeriod


class Lacking(serializers.Serializer):
    code = serializers.CharField()
    message = serializers.CharField()
    mend = serializers.CharField()


class Problem(serializers.Serializer):
    """RFC 9457. `type` says which kind it is; what else there is depends on it."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = serializers.DictField(  # type: ignore[assignment]
        child=serializers.ListField(child=serializers.CharField()), required=False
    )
    action = serializers.CharField(required=False, allow_null=True)
    record_status = serializers.CharField(required=False, allow_null=True)
    allowed_actions = serializers.ListField(child=serializers.CharField(), required=False)
    problems = Lacking(many=True, required=False)
    current_version = serializers.IntegerField(required=False, allow_null=True)
    changed_fields = serializers.ListField(child=serializers.CharField(), required=False)
    conflicting_fields = serializers.ListField(child=serializers.CharField(), required=False)
    constraint = serializers.CharField(required=False)
    results = serializers.ListField(child=serializers.DictField(), required=False)


REFUSALS = {
    "400": "What was sent has to be corrected.",
    "401": "Nobody is signed in, or the token is no longer valid.",
    "403": "Your roles do not allow it; the detail says whose do.",
    "404": "There is nothing, or nothing that you may see.",
    "409": "It cannot be done as the record stands now.",
    "412": "Somebody has changed it since the version that If-Match names.",
    "413": "It is too much at once.",
    "422": "The Idempotency-Key came with another request before.",
    "428": "Neither If-Match nor `version` says which version was seen.",
}
WRITES = ("POST", "PATCH")
OF_WRITES = [
    OpenApiParameter(
        "dry_run",
        bool,
        description="Check everything and answer as if it were done; change nothing.",
    ),
    OpenApiParameter(
        "Idempotency-Key",
        str,
        OpenApiParameter.HEADER,
        description="16 to 200 characters; the same request with the same key, sent again within"
        " 24 hours, gets the first answer.",
    ),
]
IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description="The ETag of what was read, or `*`. Required unless the body has `version`.",
)


# What the viewsets have in common, said of each; their other actions have words of their own.
SUMMARIES = {
    "list": "List {many}",
    "retrieve": "Read one of the {many}",
    "create": "Add to the {many}",
    "partial_update": "Change one of the {many}",
    "move": "Take a step in the life of one of the {many}",
    "history": "Who changed what, when and why, among the {many}",
    "as_of": "One of the {many} as it was at an instant",
    "export": "All of the {many} that the filters leave, for a spreadsheet",
    "readings": "Who opened one of the {many}, or took a file of it away",
}


class Schema(AutoSchema):
    def get_summary(self):
        action = getattr(self.view, "action", None)
        if action in SUMMARIES:
            view: Any = self.view
            many = view.queryset.model._meta.verbose_name_plural
            return SUMMARIES[action].format(many=many)
        return self.get_description().partition("\n\n")[0].replace("\n", " ").rstrip(".")

    def get_description(self):  # type: ignore[override]
        """What the method says of itself; a class that it comes from speaks to its developers."""
        action = getattr(self.view, "action", None) or self.method.lower()
        return getdoc(getattr(self.view, action)) or "" if action not in SUMMARIES else ""

    def get_request_serializer(self):
        view: Any = self.view
        sent = view.sent.get(view.action) if hasattr(view, "sent") else None
        return super().get_request_serializer() if sent is None else sent

    def get_override_parameters(self):
        names = getattr(self.view, "parameters", {}).get(getattr(self.view, "action", None), {})
        return [
            *super().get_override_parameters(),
            *(OpenApiParameter(name, kind) for name, kind in names.items()),
            *self._of_expanding(),
            *(OF_WRITES if self._writes() else []),
            *([IF_MATCH] if self._is_guarded() else []),
        ]

    def _get_filter_parameters(self):
        # The parts of a record come in pages, too, and take none of the filters of the list; what
        # exports the list takes all of them, and comes in no pages.
        if getattr(self.view, "action", "list") not in getattr(self.view, "lists", ("list",)):
            return []
        found = []
        for backend in self.get_filter_backends():
            extension = OpenApiFilterExtension.get_match(backend())
            if extension:
                found += extension.get_schema_operation_parameters(self)
            else:
                found += backend().get_schema_operation_parameters(self.view)
        return found

    def _of_expanding(self) -> list[OpenApiParameter]:
        view: Any = self.view
        names = getattr(view, "expandable", {})
        if not names or getattr(view, "action", None) not in EXPANDED:
            return []
        said = "Along with each record, in `expanded`; several are parted by commas. " + ", ".join(
            f"`{name}`" for name in names
        )
        return [OpenApiParameter(EXPAND, str, description=said)]

    def _writes(self) -> bool:
        return self.method in WRITES and hasattr(self.view, "guarded")

    def _is_guarded(self) -> bool:
        return getattr(self.view, "action", None) in getattr(self.view, "guarded", ())

    def _get_response_bodies(self, direction="response"):
        bodies = super()._get_response_bodies(direction)
        for status, sentence in REFUSALS.items():
            if self._may_answer(status):
                bodies[status] = self._get_response_for_code(
                    OpenApiResponse(Problem, description=sentence), status, [MEDIA_TYPE], direction
                )
        return bodies

    def _may_answer(self, status) -> bool:
        if status == "404":
            paged = "page" in {name["name"] for name in self._get_parameters()}
            return "{" in self.path or self._is_list_view() or paged
        if status in ("412", "428"):
            return self._is_guarded()
        return status not in ("409", "413", "422") or self._writes()

    def _map_basic_serializer(self, serializer, direction):
        schema = super()._map_basic_serializer(serializer, direction)
        if direction == "response" and isinstance(serializer, serializers.ModelSerializer):
            # What may be left blank when it is sent is there all the same when it is read.
            left_out = serializer.may_leave_out() if hasattr(serializer, "may_leave_out") else ()
            schema["required"] = sorted(set(schema["properties"]) - set(left_out) - {"expanded"})
            _say_what_may_be_empty(serializer, schema["properties"])
        return schema


def _say_what_may_be_empty(serializer, properties) -> None:
    """A record that is shown in place of a key may be none, and a choice that nobody made is ""."""
    columns = {column.name: column for column in serializer.Meta.model._meta.concrete_fields}
    for name, field in serializer.fields.items():
        column = columns.get(field.source)
        if column is None or name not in properties:
            continue
        shown = isinstance(field, serializers.BaseSerializer)
        if column.null and shown and not field.allow_null:
            properties[name] = {"oneOf": [properties[name], {"type": "null"}]}
        if column.blank and column.choices and "" not in properties[name].get("enum", [""]):
            properties[name]["enum"] = [*properties[name]["enum"], ""]


# What a column can hold at most differs from database to database; nobody promised it.
OF_COLUMNS = frozenset({-(2**15), 2**15 - 1, -(2**31), 2**31 - 1, -(2**63), 2**63 - 1})


def without_ranges_of_columns(result, generator, request, public):
    """A hook of drf-spectacular: the contract is the same whichever database serves it."""
    _strip_ranges(result)
    return result


def _strip_ranges(part) -> None:
    if isinstance(part, list):
        for each in part:
            _strip_ranges(each)
    elif isinstance(part, dict):
        for name in ("maximum", "minimum"):
            if not isinstance(part.get(name), dict | None) and part[name] in OF_COLUMNS:
                del part[name]
                if part.get("format") == "int64":
                    del part["format"]
        for each in part.values():
            _strip_ranges(each)


class FilterParameters(DjangoFilterExtension):
    """A filter that names a record takes its id, or its code; a library that looks for a column
    of that name would not find one."""

    priority = 1

    def resolve_filter_field(self, auto_schema, model, filterset_class, field_name, filter_field):
        if isinstance(filter_field, InPeriod):
            return [_of_query(field_name, OpenApiTypes.STR, filter_field.extra["help_text"])]
        if not isinstance(filter_field, ModelChoiceFilter):
            return super().resolve_filter_field(
                auto_schema, model, filterset_class, field_name, filter_field
            )
        key = OpenApiTypes.STR if filter_field.extra.get("to_field_name") else OpenApiTypes.INT
        return [_of_query(field_name, key, filter_field.label)]


def _of_query(name, kind, description):
    return build_parameter_type(
        name=name,
        schema=build_basic_type(kind) or {},
        location=OpenApiParameter.QUERY,
        description=description,
    )
