"""Pages of a list that follow one another by what stands in their rows, not by how many went
before: the last page costs what the first does, and no row is told twice or left out while others
are written.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import FieldDoesNotExist
from django.core.exceptions import ValidationError as Invalid
from django.db.models import F, OrderBy, Q
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.response import Response

from api.pagination import SIZE, size_in

CURSOR, COUNT = "cursor", "count"
PARAMETERS = frozenset({CURSOR, SIZE, COUNT})
USUAL_SIZE, LARGEST_SIZE = 50, 100
CAP = 1_000
LONGEST_CURSOR = 2_000


@dataclass(frozen=True)
class Term:
    """One part of an order. What is empty comes last, on either database."""

    name: str  # of the column, or of the annotation that holds the expression
    expression: Any  # None for a column of the record's own
    field: Any
    downwards: bool
    may_be_empty: bool

    def order(self, backwards: bool) -> OrderBy:
        downwards = self.downwards is not backwards
        empty: dict[str, Any] = {}
        if self.may_be_empty:
            empty = {"nulls_first": True} if backwards else {"nulls_last": True}
        return OrderBy(F(self.name), descending=downwards, **empty)

    def is_at(self, value) -> Q:
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})

    def is_beyond(self, value, backwards: bool, *, or_at=False) -> Q | None:
        """Further on than this value; None where nothing can be."""
        if value is None:
            return Q(**{f"{self.name}__isnull": False}) if backwards else None
        way = "lt" if self.downwards is not backwards else "gt"
        further = Q(**{f"{self.name}__{way}{'e' if or_at else ''}": value})
        if self.may_be_empty and not backwards:
            further |= Q(**{f"{self.name}__isnull": True})
        return further


class Cursors(BasePagination):
    """`cursor` goes on from a page; `page_size` is 50, at most 100; `count` is told if asked."""

    page_size = USUAL_SIZE

    def paginate_queryset(self, queryset, request, view=None):
        self.request = request
        size = size_in(request, usual=USUAL_SIZE, largest=LARGEST_SIZE)
        terms = _terms_of(queryset)
        backwards, position = _position_in(request, terms)
        self.told = _count_of(queryset, request)
        rows = queryset.annotate(
            **{term.name: term.expression for term in terms if term.expression is not None}
        ).order_by(*(term.order(backwards) for term in terms))
        if position is not None:
            rows = rows.filter(_beyond(terms, position, backwards))
        page = list(rows[: size + 1])
        more, page = len(page) > size, page[:size]
        if backwards:
            page.reverse()
        come_from = position is not None
        self.next = self._link(terms, page[-1:], False, more or (backwards and come_from))
        self.previous = self._link(terms, page[:1], True, more if backwards else come_from)
        return page

    def _link(self, terms, row, backwards, is_there) -> str | None:
        if not row or not is_there:
            return None
        values = [_plain(getattr(row[0], term.name)) for term in terms]
        said = [int(backwards), self.request.query_params.get("ordering", ""), values]
        text = json.dumps(said, separators=(",", ":")).encode()
        cursor = base64.urlsafe_b64encode(text).decode().rstrip("=")
        query = [
            (name, value)
            for name, several in self.request.query_params.lists()
            if name != CURSOR
            for value in several
        ]
        at = self.request.build_absolute_uri(self.request.path)
        return f"{at}?{urlencode([*query, (CURSOR, cursor)])}"

    def get_paginated_response(self, data):
        links = {"next": self.next, "previous": self.previous}
        return Response({**self.told, **links, "results": data})

    def get_paginated_response_schema(self, schema):
        address = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "description": "Where it was asked for."},
                "count_is_exact": {
                    "type": "boolean",
                    "description": f"Whether these are all; else there are more than {CAP}.",
                },
                "next": address,
                "previous": address,
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view):
        return [
            _parameter(CURSOR, {"type": "string"}, "From `next` or `previous` of a page."),
            _parameter(SIZE, {"type": "integer"}, f"Usually {USUAL_SIZE}, at most {LARGEST_SIZE}."),
            _parameter(
                COUNT,
                {"type": "string", "enum": ["exact", "capped"]},
                f"How many there are: exactly, or up to {CAP}, which costs less.",
            ),
        ]


def _parameter(name, schema, description):
    return {"name": name, "required": False, "in": "query", "description": description} | {
        "schema": schema
    }


def _count_of(queryset, request) -> dict[str, Any]:
    match request.query_params.get(COUNT):
        case None:
            return {}
        case "exact":
            return {"count": queryset.count(), "count_is_exact": True}
        case "capped":
            count = queryset.order_by()[: CAP + 1].count()
            return {"count": min(count, CAP), "count_is_exact": count <= CAP}
    raise ValidationError({COUNT: [_("Choose among: %s.") % "exact, capped"]})


def _terms_of(queryset) -> list[Term]:
    """The order of these rows, in the end always by their key, so that no two are at one place."""
    asked = queryset.query.order_by or queryset.model._meta.ordering
    terms = [_term(queryset, number, part) for number, part in enumerate(asked)]
    key = queryset.model._meta.pk
    names = [term.name for term in terms]
    if key.attname in names:
        return terms[: names.index(key.attname) + 1]
    return [*terms, Term(key.attname, None, key, downwards=False, may_be_empty=False)]


def _term(queryset, number, part) -> Term:
    downwards = False
    if isinstance(part, str):
        downwards, part = part.startswith("-"), F(part.removeprefix("-"))
    if isinstance(part, OrderBy):
        downwards, part = part.descending, part.expression
    if isinstance(part, F):
        try:
            name = queryset.model._meta.pk.name if part.name == "pk" else part.name
            field = queryset.model._meta.get_field(name)
            return Term(field.attname, None, field, downwards, field.null)
        except FieldDoesNotExist:
            pass  # a column of another table, or an annotation
    field = part.resolve_expression(queryset.query).output_field
    return Term(f"_place_{number}", part, field, downwards, may_be_empty=True)


def _beyond(terms: Sequence[Term], position: list, backwards: bool) -> Q:
    """Further on in the order: by the first term in which it differs."""
    ways, same = [], Q()
    for term, value in zip(terms, position, strict=True):
        further = term.is_beyond(value, backwards)
        if further is not None:
            ways.append(same & further)
        same &= term.is_at(value)
    # Follows from the rest; said first, so that an index finds the place where to go on.
    bound = terms[0].is_beyond(position[0], backwards, or_at=True)
    anywhere = reduce(or_, ways)
    return anywhere if bound is None or position[0] is None else bound & anywhere


def _position_in(request, terms) -> tuple[bool, list | None]:
    """(whether it is read backwards, what stands in the row that it goes on from)."""
    said = request.query_params.get(CURSOR)
    if said is None:
        return False, None
    try:
        backwards, ordering, values = _opened(said)
        if ordering != request.query_params.get("ordering", "") or len(values) != len(terms):
            raise ValueError(ordering)
        return bool(backwards), [
            _read(term, value) for term, value in zip(terms, values, strict=True)
        ]
    except (ValueError, TypeError, OverflowError, Invalid) as error:
        message = _("This leads nowhere. Begin again with the first page.")
        raise ValidationError({CURSOR: [message]}) from error


def _opened(said: str) -> list:
    if len(said) > LONGEST_CURSOR:
        raise ValueError(len(said))
    try:
        text = base64.urlsafe_b64decode(said + "=" * (-len(said) % 4))
    except binascii.Error as error:
        raise ValueError(said) from error
    return json.loads(text)


def _read(term: Term, value) -> Any:
    if value is None:
        if not term.may_be_empty:
            raise ValueError(term.name)
        return None
    if not isinstance(value, str | int) or (isinstance(value, str) and "\x00" in value):
        raise ValueError(value)
    read = term.field.to_python(value)
    if isinstance(read, int) and not -(2**31) <= read < 2**63:
        raise ValueError(value)
    return read


def _plain(value) -> Any:
    match value:
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return str(value)
    return value
