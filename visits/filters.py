"""The one set of filters for visits: the page, the API and the export ask the same questions."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import django_filters as filters
from django.db.models import Case, DateTimeField, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from cooperation.filters import InPeriod, both_ways
from cooperation.models import Agency, GovernmentAffair, Innovation, Region, TimeZone, Topic
from visits.models import (
    Delegation,
    Discussion,
    Host,
    InnovationShown,
    Visit,
    VisitorBranch,
    VisitType,
)
from visits.workflow import EntryMode, Status

REFERENCE = re.compile(r"(?:KUNJUNGAN-)?(\d{4})-(\d{1,9})", re.IGNORECASE)


def topics_seen(request):
    return Topic.objects.visible_to(request.user) if request else Topic.objects.none()


def innovations_seen(request):
    return Innovation.objects.visible_to(request.user) if request else Innovation.objects.none()


class VisitOrdering(filters.OrderingFilter):
    """By when it is or was, by number, or by how long it stands where it stands."""

    def __init__(self, **options):
        fields = {"starts": "starts", "reference": "reference", "status_since": "status_since"}
        labels = {
            "starts": _("date"),
            "reference": _("number"),
            "status_since": _("status since"),
        }
        super().__init__(fields=fields, field_labels=both_ways(labels), **options)

    def filter(self, queryset, value):
        if not value:
            return queryset
        order = []
        for name in value:
            order += _ordered(name.removeprefix("-"), downwards=name.startswith("-"))
        return queryset.order_by(*order, "-pk")


def _ordered(name, downwards):
    sign = "-" if downwards else ""
    match name:
        case "starts":
            starts = Coalesce("actual_start", "scheduled_start", "proposed_start")
            return [starts.desc(nulls_last=True) if downwards else starts.asc(nulls_last=True)]
        case "reference":
            return [f"{sign}year", f"{sign}number"]
        case _:
            return [f"{sign}{name}"]


class VisitFilter(filters.FilterSet):
    since = filters.DateFilter(label=_("from"), method="filter_since")
    until = filters.DateFilter(label=_("until"), method="filter_until")
    year = filters.NumberFilter(
        label=_("year"), method="filter_year", min_value=1900, max_value=9000, decimal_places=0
    )
    period = InPeriod(method="filter_period")
    status = filters.MultipleChoiceFilter(label=_("status"), choices=Status.choices)
    visit_type = filters.MultipleChoiceFilter(label=_("type"), choices=VisitType.choices)
    branch = filters.MultipleChoiceFilter(label=_("kind of visitor"), choices=VisitorBranch.choices)
    entry_mode = filters.ChoiceFilter(
        label=_("how it was entered"), choices=EntryMode.choices, empty_label=_("any")
    )
    agency = filters.ModelChoiceFilter(
        label=_("agency"),
        queryset=Agency.objects.all(),
        method="filter_agency",
        empty_label=_("any"),
    )
    host = filters.ModelChoiceFilter(
        label=_("host"),
        queryset=Agency.objects.all(),
        method="filter_host",
        empty_label=_("any"),
    )
    guest = filters.ModelChoiceFilter(
        label=_("guest"),
        queryset=Agency.objects.all(),
        method="filter_guest",
        empty_label=_("any"),
    )
    province = filters.CharFilter(
        label=_("region of the guests"), method="filter_province", max_length=5
    )
    affair = filters.ModelChoiceFilter(
        label=_("government affair"),
        queryset=GovernmentAffair.objects.all(),
        to_field_name="code",
        method="filter_affair",
        empty_label=_("any"),
    )
    topic = filters.ModelChoiceFilter(
        label=_("topic"), queryset=topics_seen, method="filter_topic", empty_label=_("any")
    )
    innovation = filters.ModelChoiceFilter(
        label=_("innovation"),
        queryset=innovations_seen,
        method="filter_innovation",
        empty_label=_("any"),
    )
    search = filters.CharFilter(label=_("search"), method="filter_search", max_length=120)
    ordering = VisitOrdering(label=_("order"), empty_label=_("choose"))

    class Meta:
        model = Visit
        fields: list[str] = []

    def filter_since(self, queryset, _name, day):
        return _on_or_after(queryset, day)

    def filter_until(self, queryset, _name, day):
        return _before(queryset, day + timedelta(days=1)) if day < date.max else queryset

    def filter_period(self, queryset, _name, days):
        first, last = days
        return self.filter_until(self.filter_since(queryset, "since", first), "until", last)

    def filter_year(self, queryset, _name, year):
        """The year in which it took place or is planned for: its number may bear a later one."""
        return _before(_on_or_after(queryset, date(int(year), 1, 1)), date(int(year) + 1, 1, 1))

    def filter_agency(self, queryset, _name, agency):
        known = Agency.objects.known_as(agency)
        return queryset.filter(Q(_took_part(Host, known)) | Q(_took_part(Delegation, known)))

    def filter_host(self, queryset, _name, agency):
        return queryset.filter(_took_part(Host, Agency.objects.known_as(agency)))

    def filter_guest(self, queryset, _name, agency):
        return queryset.filter(_took_part(Delegation, Agency.objects.known_as(agency)))

    def filter_province(self, queryset, _name, code):
        here = Q(code=code) | Q(parent__code=code)
        # A region that was split off or renamed counts where it stands today.
        later = Q(successor__code=code) | Q(successor__parent__code=code)
        regions = Region.objects.filter(here | later)
        agencies = Agency.objects.filter(Q(region__in=regions) | Q(parent__region__in=regions))
        return queryset.filter(_took_part(Delegation, agencies))

    def filter_affair(self, queryset, _name, affair):
        return queryset.filter(
            Exists(_talks().filter(Q(topic__affair=affair) | Q(topic__secondary_affair=affair)))
        )

    def filter_topic(self, queryset, _name, topic):
        return queryset.filter(Exists(_talks().filter(topic=topic)))

    def filter_innovation(self, queryset, _name, innovation):
        shown = InnovationShown.objects.filter(
            discussion__visit=OuterRef("pk"), innovation=innovation
        )
        return queryset.filter(Exists(shown))

    def filter_search(self, queryset, _name, words):
        """Every word has to be found: in theme, letter, names of agencies, people or topics."""
        if reference := REFERENCE.fullmatch(words.strip()):
            year, number = reference.groups()
            return queryset.filter(year=int(year), number=int(number))
        for word in words.split()[:8]:
            queryset = queryset.filter(_mentions(word))
        return queryset


def _took_part(model, agencies):
    return Exists(model.objects.filter(visit=OuterRef("pk"), agency__in=agencies))


def _talks():
    return Discussion.objects.filter(visit=OuterRef("pk"))


def _mentions(word):
    def names(model, *person):
        named = (
            Q(agency__name__icontains=word)
            | Q(agency__short_name__icontains=word)
            | Q(agency__former_names__name__icontains=word)
        )
        for field in person:
            named |= Q(**{f"{field}__icontains": word})
        return Exists(model.objects.filter(named, visit=OuterRef("pk")))

    return (
        Q(theme__icontains=word)
        | Q(letter_number__icontains=word)
        | Q(names(Host, "receiver_name"))
        | Q(names(Delegation, "leader_name"))
        | Q(Exists(_talks().filter(topic__name__icontains=word)))
    )


def _on_or_after(queryset, day):
    first = min(_midnights(day).values())
    return queryset.filter(_starts("gte", first), _starts("gte", _midnight_of_owner(day)))


def _before(queryset, day):
    last = max(_midnights(day).values())
    return queryset.filter(_starts("lt", last), _starts("lt", _midnight_of_owner(day)))


def _starts(lookup, bound):
    """When it was; or else when it is to be. The plain bounds let the date indexes do the work."""
    return Q(**{f"actual_start__{lookup}": bound}) | Q(
        **{"actual_start__isnull": True, f"scheduled_start__{lookup}": bound}
    )


def _midnights(day):
    """The moment at which the day begins, in each zone."""
    return {zone: datetime.combine(day, time.min, ZoneInfo(zone)) for zone in TimeZone.values}


def _midnight_of_owner(day):
    moments = _midnights(day)
    cases = [When(owner__time_zone=zone, then=Value(moment)) for zone, moment in moments.items()]
    return Case(*cases, default=Value(min(moments.values())), output_field=DateTimeField())
