"""What becomes of the numbers that were taken: used, or void with the reason; never gone."""

from agreements.models import Agreement, NumberReservation, Party, ReservationStatus
from audit.recording import record


def use_numbers(agreement: Agreement, *, by, role) -> None:
    """The agreement is signed: the numbers that its parties bear are used, the others void."""
    for reservation in _open_of(agreement):
        if reservation.party.number == reservation.number:
            reservation.status = ReservationStatus.USED
            record(reservation, by=by, role=role, why=agreement.reference)
        else:
            void_unused(reservation, by=by, role=role)


def void_numbers(agreement: Agreement, *, by, role, why: str) -> None:
    """The agreement came to nothing: so did the numbers that were taken for it."""
    for reservation in _open_of(agreement):
        void_unused(reservation, by=by, role=role, why=why)


def release_numbers(party: Party, *, by, role) -> None:
    """The party is taken out of the text; what was taken for it stays in the book."""
    for reservation in party.reservations.all():
        reservation.party = None
        if reservation.status == ReservationStatus.VOID:
            record(reservation, by=by, role=role, why=party.agreement.reference)
        else:
            _void(reservation, by=by, role=role, why="party removed")


def void_unused(reservation, *, by, role, why: str = "another number was noted"):
    return _void(reservation, by=by, role=role, why=why)


def _void(reservation, *, by, role, why) -> NumberReservation:
    reservation.status = ReservationStatus.VOID
    reservation.void_reason = why.strip()
    return record(reservation, by=by, role=role, why=why)


def _open_of(agreement):
    rows = NumberReservation.objects.filter(
        party__agreement=agreement, status=ReservationStatus.RESERVED
    )
    return rows.select_related("party")
