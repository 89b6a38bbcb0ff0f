"""Who uses an innovation, by province, and what was measured there: a map without a map."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from cooperation.models import Adoption, Innovation, Measurement, Region
from cooperation.reports.dimensions import province_of

# A page is read; the report on replications lists every one.
MOST = 100


@dataclass(frozen=True)
class Adopter:
    adoption: Adoption
    latest: Measurement | None  # of the indicator that the candidate is to move


@dataclass(frozen=True)
class Province:
    name: str
    adopters: list[Adopter]


def adopters_of(innovation: Innovation, user) -> list[Province]:
    """As far as the reader sees the adoptions; their provinces in the order of their codes."""
    measured = Measurement.objects.select_related("indicator").order_by("measured_on", "pk")
    rows = (
        Adoption.objects.visible_to(user)
        .filter(innovation=innovation)
        .annotate(province=province_of("adopter"))
        .select_related("adopter", "candidate__indicator")
        .prefetch_related(Prefetch("candidate__measurements", measured))
        .order_by("province", "-started_on", "pk")[:MOST]
    )
    codes = {row.province for row in rows if row.province}
    names = dict(Region.objects.filter(code__in=codes).values_list("code", "name"))
    return [
        Province(
            names.get(code, _("Outside the provinces")),
            [Adopter(row, _latest(row)) for row in same],
        )
        for code, same in groupby(rows, key=lambda row: row.province)
    ]


def _latest(adoption) -> Measurement | None:
    candidate = adoption.candidate
    measured = [
        one
        for one in candidate.measurements.all()
        if one.indicator_id == candidate.indicator_id and one.agency_id == adoption.adopter_id
    ]
    return measured[-1] if measured else None
