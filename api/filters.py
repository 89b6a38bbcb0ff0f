"""Filters of what has no page of its own; the others are shared with the pages."""

import django_filters as filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.filters import (
    Several,
    agency_filter,
    candidates_seen,
    innovations_seen,
    search_filter,
)
from cooperation.models import (
    Adoption,
    AdoptionStatus,
    Agency,
    GovernmentAffair,
    Indicator,
    Measurement,
    Region,
    RegionType,
)


def indicators_seen(request):
    return Indicator.objects.visible_to(request.user) if request else Indicator.objects.none()


class RegionFilter(filters.FilterSet):
    type = filters.ChoiceFilter(label=_("type"), choices=RegionType.choices)
    parent = filters.ModelChoiceFilter(
        label=_("province"), queryset=Region.objects.all(), to_field_name="code"
    )
    search = search_filter()

    class Meta:
        model = Region
        fields: list[str] = []

    def filter_search(self, queryset, _name, words):
        named = Q(name__icontains=words) | Q(alias__icontains=words)
        return queryset.filter(named | Q(code__startswith=words))


class AffairListFilter(filters.FilterSet):
    search = search_filter()

    class Meta:
        model = GovernmentAffair
        fields: list[str] = []

    def filter_search(self, queryset, _name, words):
        return queryset.filter(Q(name__icontains=words) | Q(code__startswith=words))


class IndicatorFilter(filters.FilterSet):
    search = search_filter()

    class Meta:
        model = Indicator
        fields: list[str] = []

    def filter_search(self, queryset, _name, words):
        return queryset.filter(name__icontains=words)


class AdoptionFilter(filters.FilterSet):
    status = Several(label=_("status"), choices=AdoptionStatus.choices)
    candidate = filters.ModelChoiceFilter(label=_("candidate"), queryset=candidates_seen)
    innovation = filters.ModelChoiceFilter(label=_("innovation"), queryset=innovations_seen)
    adopter = agency_filter(_("adopter"), "filter_adopter")

    class Meta:
        model = Adoption
        fields: list[str] = []

    def filter_adopter(self, queryset, _name, agency):
        return queryset.filter(adopter__in=Agency.objects.known_as(agency))


class MeasurementFilter(filters.FilterSet):
    candidate = filters.ModelChoiceFilter(label=_("candidate"), queryset=candidates_seen)
    indicator = filters.ModelChoiceFilter(label=_("indicator"), queryset=indicators_seen)
    agency = agency_filter(_("agency"), "filter_agency")

    class Meta:
        model = Measurement
        fields: list[str] = []

    def filter_agency(self, queryset, _name, agency):
        return queryset.filter(agency__in=Agency.objects.known_as(agency))
