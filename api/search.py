"""Searching everything that is written in a thread."""

from typing import Any

from django.core.exceptions import ValidationError as Refusal
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from api.pagination import Pages
from api.parameters import PAGES, refuse_unknown_parameters
from api.permissions import SIGNED_IN
from api.schema import Schema
from api.searched import KINDS, LABELS, kinds_named
from cooperation.reports import Hit, excerpts_of, search, wanted_in
from cooperation.services import catch_up

LONGEST_QUESTION = 200


class AskedSearch(serializers.Serializer):
    q = serializers.CharField(
        max_length=LONGEST_QUESTION,
        help_text="Words that all have to be found, each from its beginning; "
        'in quotes ("teman litbang") they have to stand together.',
    )
    kind = serializers.ChoiceField(choices=LABELS, required=False, help_text="Only of this kind.")


class FoundShape(serializers.Serializer):
    kind = serializers.ChoiceField(choices=LABELS)
    id = serializers.IntegerField()
    heading = serializers.CharField()
    day = serializers.DateField(allow_null=True, help_text="When it was, where it has a day.")
    excerpt = serializers.CharField(
        allow_blank=True, help_text="The line that was found; empty where the heading says it."
    )
    url = serializers.URLField()


class FoundPages(Pages):
    """With whether everything written so far has been read."""

    page_size = 20

    def get_paginated_response_schema(self, schema):
        told = super().get_paginated_response_schema(schema)
        told["required"].append("complete")
        told["properties"]["complete"] = {
            "type": "boolean",
            "description": "false: much was written just now, and some of it is not found yet.",
        }
        return told


class SearchSchema(Schema):
    def get_operation_id(self):
        return "search"


class SearchView(APIView):
    """All records whose words hold every word that is asked for, the best first; what is written in
    a heading counts most. Of very many finds the newest 500 are ranked. Everybody finds only what
    they may read."""

    permissions = {"get": SIGNED_IN}
    http_method_names = ["get", "head"]
    schema = SearchSchema()
    pagination_class = FoundPages

    @extend_schema(
        summary="Search everything",
        parameters=[
            AskedSearch,
            OpenApiParameter("page", int),
            OpenApiParameter("page_size", int),
        ],
        responses=FoundShape(many=True),
    )
    def get(self, request):
        refuse_unknown_parameters(request, set(AskedSearch().fields) | PAGES)
        asked = AskedSearch(data=request.query_params)
        asked.is_valid(raise_exception=True)
        try:
            wanted = wanted_in(asked.validated_data["q"])
        except Refusal as error:
            raise serializers.ValidationError({"q": error.messages}) from error
        is_complete = catch_up(KINDS)
        hits = search(request.user, wanted, kinds_named([asked.validated_data.get("kind")]))
        pages = FoundPages()
        page: Any = pages.paginate_queryset(hits, request, view=self)  # type: ignore[arg-type]
        excerpts = excerpts_of(page, wanted)
        told = [self._told(hit, excerpts.get(hit.text, [])) for hit in page]
        answer = pages.get_paginated_response(FoundShape(told, many=True).data)
        return Response(answer.data | {"complete": is_complete})

    def _told(self, hit: Hit, excerpt):
        return {
            "kind": hit.kind,
            "id": hit.pk,
            "heading": hit.heading,
            "day": hit.day,
            "excerpt": "".join(text for text, _is_one in excerpt),
            "url": reverse(f"{hit.kind}-detail", args=[hit.pk], request=self.request),
        }
