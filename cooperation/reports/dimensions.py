"""By what figures are told apart: periods, agencies, affairs, regions, people."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Case, CharField, DateField, F, IntegerField, Value, When
from django.db.models.functions import (
    Coalesce,
    ExtractMonth,
    ExtractQuarter,
    ExtractYear,
    Left,
    TruncDate,
)
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cooperation.models import Agency, Candidate, GovernmentAffair, Innovation, Region, TimeZone

EVERYTHING = "all"
PROVINCE_DIGITS = 2  # with which the code of each of its regions begins
NOT_NAMED = _("not named")


@dataclass(frozen=True)
class Dimension:
    """How a key of the database is said in an answer, and read back from a link."""

    label: Any
    said: Callable[[Any], str]
    read: Callable[[str], Any]  # raises ValueError for what no key can be
    labels: Callable[[list], Mapping[Any, str]]
    # That it is not known, or that there is none.
    none: Any = NOT_NAMED


def local_day(moment: str, owner: str) -> Case:
    """The day on which an instant falls where its owner is, so that it needs no reader."""
    return Case(
        *(
            When(**{f"{owner}__time_zone": zone}, then=TruncDate(moment, tzinfo=ZoneInfo(zone)))
            for zone in TimeZone.values
        ),
        output_field=DateField(),
    )


def periods_of(day) -> dict[str, Any]:
    """Whole numbers that name the periods of a day: 202607, 20263, 20262, 2026."""
    year, month = ExtractYear(day), ExtractMonth(day)
    half = Case(When(LessThanOrEqual(month, 6), then=Value(1)), default=Value(2))
    return {
        "year": year,
        "semester": _whole(year * 10 + half),
        "quarter": _whole(year * 10 + ExtractQuarter(day)),
        "month": _whole(year * 100 + month),
    }


def _whole(expression):
    expression.output_field = IntegerField()
    return expression


class _MadeForAQuery:
    """An expression that has to look something up; not before there is a query that needs it."""

    def __init__(self, make: Callable[[], Any]):
        self.make = make

    def resolve_expression(self, *args, **options):
        return self.make().resolve_expression(*args, **options)


def province_of(agency: str) -> Any:
    """The code of an agency's province; a region that was split off counts where it stands today,
    and a unit without a region lies where the agency above it does."""
    return _MadeForAQuery(lambda: _province_of(agency))


def _province_of(agency: str) -> Left:
    # The few regions that were split off are looked up: joined to each row, they would keep
    # PostgreSQL from looking first for the rows that are asked about.
    today = dict(
        Region.objects.filter(successor__isnull=False)
        .order_by()
        .values_list("pk", "successor__code")
    )
    codes = []
    for place in (f"{agency}__region", f"{agency}__parent__region"):
        moved = [When(**{place: pk}, then=Value(code)) for pk, code in today.items()]
        codes.append(Case(*moved, default=F(f"{place}__code"), output_field=CharField()))
    return Left(Coalesce(*codes), PROVINCE_DIGITS)


def other_province_of(is_own: Callable[[], Any], own: str, other: str) -> Any:
    """The province of the side that is not the owner's: of the agency at `own` where `is_own()`
    says that the owner stands at `other`, else of the one at `other`."""
    return _MadeForAQuery(
        lambda: Case(
            When(is_own(), then=_province_of(own)),
            default=_province_of(other),
            output_field=CharField(),
        )
    )


def region_of(agency: str) -> Coalesce:
    """The code of the region that an agency governs or lies in."""
    places = (f"{agency}__region__code", f"{agency}__parent__region__code")
    return Coalesce(*(F(path) for path in places), output_field=CharField())


def _period(label, parts: int, sign: str) -> Dimension:
    """Periods of a year in so many parts; a year alone is one part without a sign."""
    scale = 100 if parts == 12 else 10

    def said(key):
        if parts == 1:
            return str(key)
        year, part = divmod(key, scale)
        return f"{year}-{part:02d}" if parts == 12 else f"{year}-{sign}{part}"

    def read(text):
        if parts == 1:
            return int(text)
        year, part = text.split(f"-{sign}")
        key = int(year) * scale + int(part)
        if said(key) != text:
            raise ValueError(text)
        return key

    return Dimension(label, said, read, lambda keys: {key: said(key) for key in keys})


def _record(label, rows: Callable[[], Any]) -> Dimension:
    """Records by their id."""

    def labels(keys: Iterable) -> dict:
        return {row.pk: str(row) for row in rows().filter(pk__in=keys)}

    return Dimension(label, str, _id, labels)


def _id(text: str) -> int:
    key = int(text)
    if not 0 < key < 2**63:
        raise ValueError(text)
    return key


def _code(label, model, **options) -> Dimension:
    def labels(keys: Iterable) -> dict:
        found = model.objects.filter(code__in=keys)
        return {row.code: row.name for row in found}

    return Dimension(label, str, _text, labels, **options)


def _text(text: str) -> str:
    if "\x00" in text or len(text) > 60:
        raise ValueError(text)
    return text


DIMENSIONS: dict[str, Dimension] = {
    EVERYTHING: Dimension(_("everything together"), str, _text, lambda _keys: {}),
    "year": _period(_("year"), 1, ""),
    "semester": _period(_("semester"), 2, "S"),
    "quarter": _period(_("quarter"), 4, "Q"),
    "month": _period(_("month"), 12, ""),
    "agency": _record(_("agency"), lambda: Agency.objects),
    "unit": _record(_("agency in charge"), lambda: Agency.objects),
    "person": _record(_("person in charge"), lambda: User.objects),
    "affair": _code(_("government affair"), GovernmentAffair),
    "province": _code(_("province"), Region, none=_("outside the provinces")),
    "partner_province": _code(
        _("province of the other side"), Region, none=_("outside the provinces")
    ),
    "innovation": _record(_("innovation"), lambda: Innovation.objects),
    "candidate": _record(_("candidate"), lambda: Candidate.objects),
}
PERIODS = ("month", "quarter", "semester", "year")
