"""Visits, as they are searched."""

from cooperation.permissions import Permission
from cooperation.reports.texts import Kind
from visits.models import Visit


def _day(visit: Visit):
    return visit.owner.local(visit.starts).date() if visit.starts else None


VISIT_TEXTS = Kind(
    Visit,
    heading=lambda visit, _is_own: str(visit),
    day=_day,
    permission=Permission.VISIT_VIEW,
)
