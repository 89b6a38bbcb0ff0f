"""How the OpenAPI schema reads our viewsets: one shape is sent, another comes back."""

from django_filters import ModelChoiceFilter
from drf_spectacular.contrib.django_filters import DjangoFilterExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import build_basic_type, build_parameter_type
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from api.errors import MEDIA_TYPE


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
    constraint = serializers.CharField(required=False)


REFUSALS = {
    "400": "What was sent has to be corrected.",
    "401": "Nobody is signed in, or the token is no longer valid.",
    "403": "Your roles do not allow it; the detail says whose do.",
    "404": "There is nothing, or nothing that you may see.",
    "409": "It cannot be done as the record stands now.",
}


class Schema(AutoSchema):
    def get_request_serializer(self):
        sent = getattr(self.view, "sent", {}).get(getattr(self.view, "action", None))
        return super().get_request_serializer() if sent is None else sent

    def get_override_parameters(self):
        names = getattr(self.view, "parameters", {}).get(getattr(self.view, "action", None), {})
        return [
            *super().get_override_parameters(),
            *(OpenApiParameter(name, kind) for name, kind in names.items()),
        ]

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
            return "{" in self.path or self._is_list_view()
        return status != "409" or self.method in ("POST", "PATCH")

    def _map_basic_serializer(self, serializer, direction):
        schema = super()._map_basic_serializer(serializer, direction)
        if direction == "response" and isinstance(serializer, serializers.ModelSerializer):
            # What may be left blank when it is sent is there all the same when it is read.
            left_out = serializer.may_leave_out() if hasattr(serializer, "may_leave_out") else ()
            schema["required"] = sorted(set(schema["properties"]) - set(left_out))
        return schema


class FilterParameters(DjangoFilterExtension):
    """A filter that names a record takes its id, or its code; a library that looks for a column
    of that name would not find one."""

    priority = 1

    def resolve_filter_field(self, auto_schema, model, filterset_class, field_name, filter_field):
        if not isinstance(filter_field, ModelChoiceFilter):
            return super().resolve_filter_field(
                auto_schema, model, filterset_class, field_name, filter_field
            )
        key = OpenApiTypes.STR if filter_field.extra.get("to_field_name") else OpenApiTypes.INT
        parameter = build_parameter_type(
            name=field_name,
            schema=build_basic_type(key) or {},
            location=OpenApiParameter.QUERY,
            description=filter_field.label,
        )
        return [parameter]
