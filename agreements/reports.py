"""What is reckoned over many agreements, for lists, home page and reports alike."""

from django.db.models import Count, Exists, OuterRef, QuerySet

from agreements.models import Agreement, NumberStatus, Party
from agreements.workflow import Status

WAIT_FOR_NUMBERS = frozenset({Status.READY_TO_SIGN, Status.PARTIALLY_SIGNED, Status.SIGNED})


def expiring(queryset: QuerySet[Agreement], today, days: int) -> QuerySet[Agreement]:
    """In force, with the last day within so many days, the nearest first."""
    return queryset.expiring(today, days).order_by("ends_on", "pk")  # type: ignore[attr-defined]


def status_counts(queryset: QuerySet[Agreement]) -> list[dict]:
    """How many stand where, in the order of the workflow, with those at which none stands."""
    rows = queryset.order_by().values_list("status").annotate(Count("pk"))
    counted = dict(rows)
    return [
        {"status": status.value, "label": str(status.label), "count": counted.get(status.value, 0)}
        for status in Status
    ]


def waiting_for_numbers(queryset: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """Approved or signed texts for which a party has not told its own number yet."""
    pending = Party.objects.filter(agreement=OuterRef("pk"), number_status=NumberStatus.PENDING)
    return queryset.filter(Exists(pending), status__in=WAIT_FOR_NUMBERS)
