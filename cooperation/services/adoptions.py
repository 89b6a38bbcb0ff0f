"""The last link of the thread: who uses what since when, and what was measured."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit.recording import locked, record
from cooperation.models import Adoption, AdoptionStatus, Candidate, Measurement
from cooperation.permissions import Permission, require

EDITABLE = frozenset(
    {"local_name", "status", "started_on", "ended_on", "evidence", "licence_terms"}
)


@transaction.atomic
def record_adoption(candidate, *, by, why="", **facts) -> Adoption:
    """Note that the adopter uses the candidate's innovation, or is on the way to it."""
    role = require(by, Permission.ADOPTION_RECORD, candidate.owner)
    candidate = locked(Candidate, candidate.pk)
    if candidate.innovation is None:
        raise ValidationError(
            {"innovation": _("The candidate names no innovation yet. Name it there first.")}
        )
    adoption = Adoption(
        candidate=candidate, innovation=candidate.innovation, adopter=candidate.adopter
    )
    return _fill(adoption, facts, by=by, role=role, why=why or "adoption recorded")


@transaction.atomic
def edit_adoption(adoption, *, by, changes: dict, why="", expected_version=None) -> Adoption:
    role = require(by, Permission.ADOPTION_RECORD, adoption.candidate.owner)
    adoption = locked(Adoption, adoption.pk, expected_version=expected_version)
    return _fill(adoption, changes, by=by, role=role, why=why)


@transaction.atomic
def record_measurement(
    candidate, *, value, measured_on, source, by, indicator=None, agency=None, period="", why=""
) -> Measurement:
    """Note a value of the candidate's indicator, or of another, at the adopter."""
    role = require(by, Permission.ADOPTION_RECORD, candidate.owner)
    indicator = indicator or candidate.indicator
    if indicator is None:
        raise ValidationError({"indicator": _("Choose what was measured.")})
    agency = agency or candidate.adopter
    if agency not in (candidate.adopter, candidate.provider):
        raise ValidationError(
            {
                "agency": _(
                    "%s takes no part in this candidate. Choose one of the agencies that do."
                )
                % agency
            }
        )
    taken = candidate.measurements.filter(
        indicator=indicator, agency=agency, measured_on=measured_on
    )
    if taken.exists():
        raise ValidationError(
            {
                "measured_on": _(
                    "There is already a value of this indicator for this day. Choose another day."
                )
            }
        )
    measurement = Measurement(
        candidate=candidate,
        indicator=indicator,
        agency=agency,
        value=value,
        measured_on=measured_on,
        period=period,
        source=source,
    )
    return record(measurement, by=by, role=role, why=why or "measured")


def _fill(adoption, facts, *, by, role, why):
    unknown = set(facts) - EDITABLE
    if unknown:
        raise ValidationError({name: _("This cannot be set here.") for name in unknown})
    for name, value in facts.items():
        setattr(adoption, name, value)
    if adoption.status == AdoptionStatus.IN_USE and adoption.started_on is None:
        raise ValidationError({"started_on": _("Since when is it in use? Give the day.")})
    if adoption.ended_on and (
        adoption.started_on is None or adoption.ended_on < adoption.started_on
    ):
        raise ValidationError(
            {"ended_on": _("It cannot stop before it started. Correct one of the days.")}
        )
    return record(adoption, by=by, role=role, why=why)
