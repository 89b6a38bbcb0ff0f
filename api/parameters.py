"""What may follow the question mark. Nothing is ignored: a filter with a typo would answer
with everything, and nobody would notice."""

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.filters import OrderingFilter

from api.pagination import Pages

PAGES = frozenset({Pages.page_query_param, Pages.page_size_query_param})


class Ordering(OrderingFilter):
    """Orders by the columns that a viewset allows, and refuses any other.

    For records whose FilterSet has no order of its own. The key comes last, so that two pages
    never share a row.
    """

    def get_ordering(self, request, queryset, view):
        asked = request.query_params.get(self.ordering_param)
        if not asked or not view.ordering_fields:
            return None
        names = [name.strip() for name in asked.split(",")]
        if any(name.removeprefix("-") not in view.ordering_fields for name in names):
            raise ValidationError({self.ordering_param: [_not_among(view.ordering_fields)]})
        return [*names, "pk"]

    def get_schema_operation_parameters(self, view):
        return super().get_schema_operation_parameters(view) if view.ordering_fields else []

    def get_valid_fields(self, queryset, view, context=None):
        return [(name, name) for name in view.ordering_fields]


def parameters_of_list(view) -> set[str]:
    """The names that a list takes: its filters and its order."""
    names: set[str] = set()
    if view.ordering_fields:
        names.add(Ordering.ordering_param)
    if view.filterset_class is not None:
        names |= set(view.filterset_class.base_filters)
    return names


def refuse_unknown_parameters(request, known: set[str]) -> None:
    unknown = sorted(set(request.query_params) - known)
    if unknown:
        raise ValidationError({name: [_not_among(known)] for name in unknown})
    # An empty filter would answer with everything, as one with a typo would.
    empty = sorted(name for name, value in request.query_params.items() if not value.strip())
    if empty:
        raise ValidationError({name: [_("Give a value, or leave it out.")] for name in empty})


def _not_among(names) -> str:
    if not names:
        return _("This is not known here; nothing may follow the question mark.")
    return _("This is not known here. Choose among: %s.") % ", ".join(sorted(names))
