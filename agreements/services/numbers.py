"""The numbers an office gives: suggested, taken from a locked row, void with a reason.

A number that somebody types always wins. One that was taken and is not used stays in the book.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import (
    Agreement,
    AgreementKind,
    NumberPattern,
    NumberReservation,
    Party,
    ReservationStatus,
)
from agreements.numbering import Made, number_from, problems_of_pattern
from agreements.services.number_book import void_unused
from agreements.services.parties import set_party_number
from agreements.services.writing import check
from agreements.workflow import SIGNED_STATUSES
from audit.models import StaleRecord
from audit.recording import Command, locked, record
from cooperation.models import Agency, ClassificationCode, NumberSequence
from cooperation.permissions import Permission, require
from cooperation.services import next_number
from cooperation.workflow import ReasonRequired, TransitionNotAllowed


@transaction.atomic
def arrange_numbers(
    *,
    owner: Agency,
    pattern: str,
    kind: str = "",
    unit: str = "",
    classification: ClassificationCode | None = None,
    by,
    why: str = "",
    expected_version: int | None = None,
) -> NumberPattern:
    """Say how the office numbers this kind; "" for every kind without a pattern of its own.

    Raises NotPermitted, StaleRecord, ValidationError.
    """
    why = why or "numbers arranged"
    role = require(by, Permission.NUMBER_ARRANGE, owner)
    if kind and kind not in AgreementKind:
        raise ValidationError({"kind": _("Choose one of the kinds of agreement.")})
    problems = problems_of_pattern(pattern)
    if problems:
        raise ValidationError({"pattern": problems})
    found = NumberPattern.objects.select_for_update().filter(owner=owner, kind=kind).first()
    row = found or NumberPattern(owner=owner, kind=kind)
    if found and expected_version not in (None, found.version):
        raise StaleRecord(found, current=found.version)
    row.pattern, row.unit, row.classification = pattern.strip(), unit.strip(), classification
    check(row)
    return record(row, by=by, role=role, why=why)


def pattern_for(owner: Agency, kind: str) -> NumberPattern | None:
    """The pattern of the kind, or the one for all; the office's own before that above it."""
    rows = NumberPattern.objects.filter(owner__code__in=owner.lineage, kind__in=["", kind])
    found = list(rows.select_related("owner", "classification"))
    return max(found, key=lambda one: (len(one.owner.path), bool(one.kind)), default=None)


def suggested_number(party: Party, on: date | None = None) -> str:
    """What the next number would be; it is taken by nobody yet. "" where none is arranged, or
    the party is not of the house that keeps the agreement: each party keeps its own numbers."""
    agreement = party.agreement
    pattern = pattern_for(agreement.owner, agreement.kind)
    if pattern is None or not party.agency.is_within(agreement.owner):
        return ""
    on = on or agreement.owner.today()
    taken = NumberSequence.objects.filter(
        agency=pattern.owner, kind=_sequence_of(pattern), year=on.year
    ).first()
    return _number(pattern, (taken.last if taken else 0) + 1, on)


@transaction.atomic
def reserve_number(
    *,
    party: Party | None = None,
    owner: Agency | None = None,
    kind: str = "",
    purpose: str = "",
    by,
    why: str = "",
    on: date | None = None,
) -> NumberReservation:
    """Take the next number: for a party of an agreement, or (`owner`, `kind`) for a purpose.

    Raises NotPermitted, ValidationError, and what noting a number raises.
    """
    why = why or "number reserved"
    if party is not None:
        agreement = locked(Agreement, party.agreement_id)
        party = agreement.parties.select_related("agency").get(pk=party.pk)
        owner, kind = agreement.owner, agreement.kind
        _refuse_party(party, owner)
    if owner is None:
        raise ValidationError({"owner": _("Say in the name of which agency.")})
    role = require(by, Permission.NUMBER_RESERVE, owner)
    on = on or owner.today()
    if on > owner.today():
        raise ValidationError({"on": _("This day is still to come.")})
    pattern = pattern_for(owner, kind)
    if pattern is None:
        raise ValidationError(
            {"kind": _("It is not arranged yet how these are numbered. Arrange a pattern first.")}
        )
    if party is None and not purpose.strip():
        raise ValidationError({"purpose": _("Say what the number is for.")})
    sequence = next_number(pattern.owner, _sequence_of(pattern), year=on.year)
    reservation = NumberReservation(
        owner=owner,
        pattern=pattern,
        year=on.year,
        sequence=sequence,
        number=_number(pattern, sequence, on),
        party=party,
        purpose=purpose.strip(),
        reserved_on=on,
        reserved_by=None if isinstance(by, Command) else by,
    )
    record(reservation, by=by, role=role, why=why)
    if party is not None:
        set_party_number(party, number=reservation.number, by=by, why=why)
    return reservation


@transaction.atomic
def void_number(
    reservation: NumberReservation, *, by, why: str, expected_version: int | None = None
) -> NumberReservation:
    """Use the number no more; it stays in the book with the reason, and is never given again.

    A party that bears it has none again, unless its agreement is signed: then it is on paper, and
    the number is corrected there. Raises NotPermitted, StaleRecord, TransitionNotAllowed.
    """
    reservation = locked(NumberReservation, reservation.pk)
    role = require(by, Permission.NUMBER_RESERVE, reservation.owner)
    if expected_version not in (None, reservation.version):
        raise StaleRecord(reservation, current=reservation.version)
    if reservation.status == ReservationStatus.VOID:
        raise TransitionNotAllowed(_("This number is void already."), status=reservation.status)
    if not why.strip():
        raise ReasonRequired(_("A number is void for a reason. Write why."), status=None)
    party = reservation.party
    bears = party is not None and party.number == reservation.number
    if party is not None and bears and party.agreement.status in SIGNED_STATUSES:
        raise TransitionNotAllowed(
            _("It stands on a signed paper. Correct the number of the party instead."),
            status=reservation.status,
        )
    if party is not None and bears:
        set_party_number(party, number="", by=by, why=why)
    return void_unused(reservation, by=by, role=role, why=why)


def _refuse_party(party, owner) -> None:
    if not party.agency.is_within(owner):
        raise ValidationError(
            {"party": _("%s keeps numbers of its own. Note the one it tells you.") % party}
        )
    if party.number:
        raise ValidationError({"party": _("%s has a number already.") % party})


def _sequence_of(pattern) -> str:
    return f"naskah-{pattern.pk}"


def _number(pattern, sequence, on) -> str:
    code = pattern.classification.code if pattern.classification else ""
    return number_from(pattern.pattern, Made(sequence, on, code, pattern.unit))
