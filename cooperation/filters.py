"""The one set of filters for what agencies share: pages, API and exports ask the same questions."""

import re
from typing import ClassVar

import django_filters as filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cooperation.models import (
    Agency,
    AgencyKind,
    Candidate,
    CandidateKind,
    DocumentKind,
    FollowUp,
    GovernmentAffair,
    Innovation,
    InnovationKind,
    IssuedDocument,
    Region,
    Topic,
    late,
)
from cooperation.reports import YEARS, days_of
from cooperation.workflow import CandidateStatus, FollowUpStatus

CANDIDATE_REFERENCE = re.compile(r"(?:CALON-)?(\d{4})-(\d{1,9})", re.IGNORECASE)
MOST_WORDS = 8


def topics_seen(request):
    return Topic.objects.visible_to(request.user) if request else Topic.objects.none()


def innovations_seen(request):
    return Innovation.objects.visible_to(request.user) if request else Innovation.objects.none()


def candidates_seen(request):
    return Candidate.objects.visible_to(request.user) if request else Candidate.objects.none()


def people_seen(request):
    """Those who are in charge of something that the reader may see; nobody else is told of."""
    if not request:
        return User.objects.none()
    theirs = FollowUp.objects.visible_to(request.user).filter(assignee=OuterRef("pk"))
    return User.objects.filter(Exists(theirs)).order_by("first_name", "last_name", "pk")


class Several(filters.MultipleChoiceFilter):
    """Any of the values chosen; of a column of the record's own, so that no row comes twice."""

    def __init__(self, **options):
        super().__init__(distinct=False, widget=forms.CheckboxSelectMultiple, **options)


class YesOrNoField(forms.NullBooleanField):
    """The library's own takes whatever it does not know for “it does not matter”."""

    SAID: ClassVar = {"": None, "true": True, "1": True, "false": False, "0": False}

    def to_python(self, value):
        said = str(value if value is not None else "").lower()
        if said not in self.SAID:
            raise ValidationError(_("Choose yes or no: true or false."))
        return self.SAID[said]


class YesOrNo(filters.BooleanFilter):
    """Left open, it does not matter: the library's own words for that say “unknown”."""

    field_class = YesOrNoField

    def __init__(self, **options):
        answers = [("", _("any")), ("true", _("yes")), ("false", _("no"))]
        super().__init__(widget=forms.Select(choices=answers), **options)


class OnDay(filters.DateFilter):
    """A day, picked or typed; the picker of a browser knows one format only."""

    def __init__(self, **options):
        picker = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=picker, **options)


class PeriodField(forms.CharField):
    """A period as it is spoken of; its first and its last day."""

    def clean(self, value):
        said = super().clean(value)
        if not said:
            return None
        try:
            days = days_of(said)
        except ValueError as error:
            message = _("Give a period such as 2026, 2026-S1, 2026-Q3 or 2026-07.")
            raise ValidationError(message) from error
        if days[0].year not in YEARS:
            raise ValidationError(
                _("The year must be between %(first)d and %(last)d."),
                params={"first": YEARS.start, "last": YEARS.stop - 1},
            )
        return days


class InPeriod(filters.Filter):
    """The days of a period, the first and the last: of a column, or handed to `method`."""

    field_class = PeriodField

    def __init__(self, **options):
        example = _("2026, 2026-S1, 2026-Q3 or 2026-07")
        super().__init__(label=_("period"), max_length=7, help_text=example, **options)

    def filter(self, queryset, days):
        if not days:
            return queryset
        return queryset.filter(**{f"{self.field_name}__range": days})


class AffairFilter(filters.ModelChoiceFilter):
    """A government affair, by its code."""

    def __init__(self, **options):
        super().__init__(
            label=_("government affair"),
            empty_label=_("any"),
            queryset=GovernmentAffair.objects.all(),
            to_field_name="code",
            **options,
        )


def agency_filter(label, method):
    return filters.ModelChoiceFilter(
        empty_label=_("any"), label=label, queryset=Agency.objects.all(), method=method
    )


def both_ways(labels: dict) -> dict:
    """The labels of an order, up and down; django-filter would translate the latter only once."""
    down = {
        f"-{name}": format_lazy("{} ({})", label, _("descending")) for name, label in labels.items()
    }
    return labels | down


def search_filter():
    return filters.CharFilter(label=_("search"), method="filter_search", max_length=120)


class CandidateFilter(filters.FilterSet):
    status = Several(label=_("status"), choices=CandidateStatus.choices)
    kind = filters.ChoiceFilter(
        empty_label=_("any"), label=_("kind"), choices=CandidateKind.choices
    )
    agency = agency_filter(_("agency"), "filter_agency")
    provider = agency_filter(_("provider"), "filter_side")
    adopter = agency_filter(_("adopter"), "filter_side")
    innovation = filters.ModelChoiceFilter(
        empty_label=_("any"), label=_("innovation"), queryset=innovations_seen
    )
    topic = filters.ModelChoiceFilter(empty_label=_("any"), label=_("topic"), queryset=topics_seen)
    affair = AffairFilter(method="filter_affair")
    since = OnDay(label=_("identified since"), field_name="identified_on", lookup_expr="gte")
    until = OnDay(label=_("identified until"), field_name="identified_on", lookup_expr="lte")
    period = InPeriod(field_name="identified_on")
    overdue = YesOrNo(label=_("a follow-up is late"), method="filter_overdue")
    search = search_filter()

    class Meta:
        model = Candidate
        fields: list[str] = []

    def filter_agency(self, queryset, _name, agency):
        """On whichever side: under all the names it had, with all its units."""
        known = Agency.objects.known_as(agency)
        asked = FollowUp.objects.filter(candidate=OuterRef("pk"), unit__in=known)
        sides = Q(provider__in=known) | Q(adopter__in=known) | Q(initiating_unit__in=known)
        return queryset.filter(sides | Q(Exists(asked)))

    def filter_side(self, queryset, name, agency):
        return queryset.filter(**{f"{name}__in": Agency.objects.known_as(agency)})

    def filter_affair(self, queryset, _name, affair):
        """By what it names: only as far as the reader sees the topic and the innovation."""
        about = Q(affair=affair) | Q(secondary_affair=affair)
        return queryset.filter(self._names(about, about))

    def _names(self, topic, innovation):
        topics = topics_seen(self.request).filter(topic)
        return Q(topic__in=topics) | Q(
            innovation__in=innovations_seen(self.request).filter(innovation)
        )

    def filter_overdue(self, queryset, _name, wanted):
        owing = Exists(FollowUp.objects.filter(late(), candidate=OuterRef("pk")))
        return queryset.filter(owing if wanted else ~owing)

    def filter_search(self, queryset, _name, words):
        """Every word has to be found: in title, description, or the names that it holds."""
        if reference := CANDIDATE_REFERENCE.fullmatch(words.strip()):
            year, number = reference.groups()
            return queryset.filter(year=int(year), number=int(number))
        return _each_word(queryset, words, self._mentions)

    def _mentions(self, word):
        named = Q(title__icontains=word) | Q(description__icontains=word)
        named |= self._names(Q(name__icontains=word), Q(name__icontains=word))
        return named | _is_named("provider", word) | _is_named("adopter", word)


class FollowUpFilter(filters.FilterSet):
    status = Several(label=_("status"), choices=FollowUpStatus.choices)
    unit = agency_filter(_("agency in charge"), "filter_unit")
    assignee = filters.ModelChoiceFilter(
        empty_label=_("any"), label=_("person in charge"), queryset=people_seen
    )
    candidate = filters.ModelChoiceFilter(
        empty_label=_("any"), label=_("candidate"), queryset=candidates_seen
    )
    overdue = YesOrNo(label=_("late"), method="filter_overdue")
    due_since = OnDay(label=_("due since"), field_name="due_on", lookup_expr="gte")
    due_until = OnDay(label=_("due until"), field_name="due_on", lookup_expr="lte")
    period = InPeriod(field_name="due_on")
    search = search_filter()

    class Meta:
        model = FollowUp
        fields: list[str] = []

    def filter_unit(self, queryset, _name, agency):
        return queryset.filter(unit__in=Agency.objects.known_as(agency))

    def filter_overdue(self, queryset, _name, wanted):
        return queryset.filter(late()) if wanted else queryset.exclude(late())

    def filter_search(self, queryset, _name, words):
        return _each_word(queryset, words, _follow_up_mentions)


class InnovationFilter(filters.FilterSet):
    owner = agency_filter(_("owner"), "filter_owner")
    kind = filters.ChoiceFilter(
        empty_label=_("any"), label=_("kind"), choices=InnovationKind.choices
    )
    is_digital = YesOrNo(label=_("digital"))
    affair = AffairFilter(method="filter_affair")
    search = search_filter()

    class Meta:
        model = Innovation
        fields: list[str] = []

    def filter_owner(self, queryset, _name, agency):
        return queryset.filter(owner__in=Agency.objects.known_as(agency))

    def filter_affair(self, queryset, _name, affair):
        return queryset.filter(Q(affair=affair) | Q(secondary_affair=affair))

    def filter_search(self, queryset, _name, words):
        return _each_word(queryset, words, _innovation_mentions)


class AgencyFilter(filters.FilterSet):
    kind = Several(label=_("kind"), choices=AgencyKind.choices)
    parent = agency_filter(_("part of"), "filter_parent")
    region = filters.ModelChoiceFilter(
        empty_label=_("any"),
        label=_("region"),
        queryset=Region.objects.all(),
        to_field_name="code",
        method="filter_region",
    )
    search = search_filter()

    class Meta:
        model = Agency
        fields: list[str] = []

    def filter_parent(self, queryset, _name, agency):
        return queryset.within(agency).exclude(pk=agency.pk)

    def filter_region(self, queryset, _name, region):
        """The region, and those that lie in it."""
        return queryset.filter(Q(region=region) | Q(region__parent=region))

    def filter_search(self, queryset, _name, words):
        return _each_word(queryset, words, _agency_mentions)


class DocumentFilter(filters.FilterSet):
    kind = filters.ChoiceFilter(empty_label=_("any"), label=_("kind"), choices=DocumentKind.choices)
    owner = agency_filter(_("owner"), "filter_owner")
    since = OnDay(label=_("issued since"), field_name="issued_on", lookup_expr="gte")
    until = OnDay(label=_("issued until"), field_name="issued_on", lookup_expr="lte")
    period = InPeriod(field_name="issued_on")
    revoked = YesOrNo(label=_("taken back"), method="filter_revoked")
    search = search_filter()

    class Meta:
        model = IssuedDocument
        fields: list[str] = []

    def filter_owner(self, queryset, _name, agency):
        return queryset.filter(owner__in=Agency.objects.known_as(agency))

    def filter_revoked(self, queryset, _name, is_revoked):
        return queryset.filter(revoked_on__isnull=not is_revoked)

    def filter_search(self, queryset, _name, words):
        return _each_word(queryset, words, _document_mentions)


class TopicFilter(filters.FilterSet):
    owner = agency_filter(_("owner"), "filter_owner")
    affair = AffairFilter(method="filter_affair")
    search = search_filter()

    class Meta:
        model = Topic
        fields: list[str] = []

    def filter_owner(self, queryset, _name, agency):
        return queryset.filter(owner__in=Agency.objects.known_as(agency))

    def filter_affair(self, queryset, _name, affair):
        return queryset.filter(Q(affair=affair) | Q(secondary_affair=affair))

    def filter_search(self, queryset, _name, words):
        return _each_word(queryset, words, lambda word: Q(name__icontains=word))


def _each_word(queryset, words, mentions):
    for word in words.split()[:MOST_WORDS]:
        queryset = queryset.filter(mentions(word))
    return queryset


def _is_named(relation, word):
    """Whether an agency bears, or once bore, a name with the word in it."""
    former = Agency.objects.filter(
        pk=OuterRef(f"{relation}_id"), former_names__name__icontains=word
    )
    return (
        Q(**{f"{relation}__name__icontains": word})
        | Q(**{f"{relation}__short_name__icontains": word})
        | Q(Exists(former))
    )


def _follow_up_mentions(word):
    named = Q(title__icontains=word) | Q(description__icontains=word)
    return named | Q(candidate__title__icontains=word) | _is_named("unit", word)


def _innovation_mentions(word):
    named = Q(name__icontains=word) | Q(full_name__icontains=word)
    return named | Q(description__icontains=word) | _is_named("owner", word)


def _agency_mentions(word):
    former = Agency.objects.filter(pk=OuterRef("pk"), former_names__name__icontains=word)
    named = Q(name__icontains=word) | Q(short_name__icontains=word) | Q(code__icontains=word)
    return named | Q(Exists(former))


def _document_mentions(word):
    return (
        Q(title__icontains=word)
        | Q(number__icontains=word)
        | Q(parties__icontains=word)
        | Q(sha256__startswith=word.lower())
    )
