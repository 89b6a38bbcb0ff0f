"""The one set of filters for agreements: the page, the API and the export ask the same questions.

While a text is being drafted, the other parties do not follow the writing; so nothing here finds
or orders a draft by words and days that its reader cannot see.
"""

import re

import django_filters as filters
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, AgreementKind, Party, Revision
from agreements.workflow import FROZEN, Status
from cooperation.filters import InPeriod, OnDay, Several, YesOrNo, both_ways
from cooperation.models import Agency, Candidate, GovernmentAffair
from cooperation.permissions import Permission
from cooperation.reports import today_of

REFERENCE = re.compile(rf"(?:{Agreement.number_prefix}-)?(\d{{4}})-(\d{{1,9}})", re.IGNORECASE)
MOST_WORDS = 8
LONGEST_NOTICE = 3660  # days


def candidates_seen(request):
    return Candidate.objects.visible_to(request.user) if request else Candidate.objects.none()


class AgreementOrdering(filters.OrderingFilter):
    """By number, day of signing, last day, or by how long it stands where it stands."""

    def __init__(self, **options):
        names = ("reference", "signed_on", "ends_on", "status_since")
        labels = (_("number"), _("signed on"), _("ends on"), _("status since"))
        super().__init__(
            fields={name: name for name in names},
            field_labels=both_ways(dict(zip(names, labels, strict=True))),
            **options,
        )

    def filter(self, queryset, value):
        if not value:
            return queryset
        order = []
        for name in value:
            order += _ordered(name.removeprefix("-"), downwards=name.startswith("-"))
        return queryset.order_by(*order, "-pk")


def _ordered(name, *, downwards):
    columns: list[F | Case]
    match name:
        case "reference":
            columns = [F("year"), F("number")]
        case "ends_on":
            # An order tells what is hidden: the days of a draft do not take part in it.
            columns = [Case(When(status__in=FROZEN, then=F("ends_on")))]
        case _:
            columns = [F(name)]
    return [
        column.desc(nulls_last=True) if downwards else column.asc(nulls_last=True)
        for column in columns
    ]


class AgreementFilter(filters.FilterSet):
    status = Several(label=_("status"), choices=Status.choices)
    kind = Several(label=_("kind"), choices=AgreementKind.choices)
    agency = filters.ModelChoiceFilter(
        label=_("party"), queryset=Agency.objects.all(), method="filter_agency"
    )
    candidate = filters.ModelChoiceFilter(
        label=_("candidate"), empty_label=_("any"), queryset=candidates_seen
    )
    affair = filters.ModelChoiceFilter(
        label=_("government affair"),
        empty_label=_("any"),
        queryset=GovernmentAffair.objects.all(),
        to_field_name="code",
        method="filter_affair",
    )
    since = OnDay(label=_("signed from"), field_name="signed_on", lookup_expr="gte")
    until = OnDay(label=_("signed until"), field_name="signed_on", lookup_expr="lte")
    period = InPeriod(field_name="signed_on")
    expiring_within = filters.NumberFilter(
        label=_("ends within days"),
        method="filter_expiring",
        min_value=0,
        max_value=LONGEST_NOTICE,
        decimal_places=0,
    )
    in_force = YesOrNo(label=_("in force"), method="filter_in_force")
    search = filters.CharFilter(label=_("search"), method="filter_search", max_length=120)
    ordering = AgreementOrdering(label=_("order"))

    class Meta:
        model = Agreement
        fields: list[str] = []

    @property
    def today(self):
        return today_of(self.request.user) if self.request else timezone.localdate()

    def filter_agency(self, queryset, _name, agency):
        """Under every name the agency had or has, with its units."""
        return queryset.filter(_bound(Q(agency__in=Agency.objects.known_as(agency))))

    def filter_affair(self, queryset, _name, affair):
        # A partner may see an agreement and not yet its candidate: then nor what that is about.
        seen = Candidate.objects.visible_to(self.request.user)
        about = seen.filter(pk=OuterRef("candidate")).filter(
            Q(topic__affair=affair)
            | Q(topic__secondary_affair=affair)
            | Q(innovation__affair=affair)
        )
        return queryset.filter(Exists(about))

    def filter_expiring(self, queryset, _name, days):
        return queryset.expiring(self.today, int(days))

    def filter_in_force(self, queryset, _name, wanted):
        if wanted:
            return queryset.in_force(self.today)
        return queryset.exclude(pk__in=Agreement.objects.in_force(self.today).values("pk"))

    def filter_search(self, queryset, _name, words):
        """Every word has to be found: in the title, a party's number, or a party's name."""
        if reference := REFERENCE.fullmatch(words.strip()):
            year, number = reference.groups()
            return queryset.filter(year=int(year), number=int(number))
        for word in words.split()[:MOST_WORDS]:
            queryset = queryset.filter(self._titled(word) | Q(_bound(_named(word))))
        return queryset

    def _titled(self, word):
        """The owner's people search what stands; others, what was sent to them."""
        if self.request is None:
            return Q(title__icontains=word)
        own = Agency.objects.in_reach_of(self.request.user, Permission.AGREEMENT_VIEW)
        sent = Revision.objects.sent_to(self.request.user).filter(
            agreement=OuterRef("pk"), content__title__icontains=word
        )
        return Q(owner__in=own, title__icontains=word) | Q(Exists(sent))


def _bound(condition):
    return Exists(Party.objects.filter(condition, agreement=OuterRef("pk")))


def _named(word):
    return (
        Q(number__icontains=word)
        | Q(agency__name__icontains=word)
        | Q(agency__short_name__icontains=word)
        | Q(agency__former_names__name__icontains=word)
    )
