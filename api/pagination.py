from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import PageNumberPagination

SIZE = "page_size"
LONGEST_SIZE = 9


def size_in(request, *, usual: int, largest: int) -> int:
    """How many rows a page is to have; more than the largest page is the largest page."""
    said = request.query_params.get(SIZE, str(usual))
    digits = said.isascii() and said.isdecimal() and len(said) <= LONGEST_SIZE
    if not digits or not int(said):
        raise ValidationError({SIZE: [_("Give a whole number from 1 to %d.") % largest]})
    return min(int(said), largest)


class Pages(PageNumberPagination):
    """Fifty rows a page, a hundred at most. Alone in its module: viewsets import this setting."""

    page_size = 50
    page_size_query_param = SIZE
    max_page_size = 100

    def get_page_size(self, request):
        return size_in(request, usual=self.page_size, largest=self.max_page_size)

    def get_paginated_response_schema(self, schema):
        """In the words of OpenAPI 3.1, where nothing is "nullable"."""
        address = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["count", "next", "previous", "results"],
            "properties": {
                "count": {"type": "integer"},
                "next": address,
                "previous": address,
                "results": schema,
            },
        }
