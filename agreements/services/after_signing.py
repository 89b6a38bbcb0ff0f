"""What is noted after the signatures: the original that came back, and what was noted wrongly.

The text and its term are not among it: what was signed is changed by an addendum and by nothing
else.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from agreements.models import Agreement, Party
from agreements.services.writing import Writing, begin_noting, fill
from agreements.workflow import SIGNED_STATUSES, SignatureMethod, Status
from audit.models import StaleRecord
from audit.recording import locked
from cooperation.permissions import Permission, require
from cooperation.workflow import ReasonRequired, TransitionNotAllowed

SIGNED_SOMEHOW = SIGNED_STATUSES | {Status.PARTIALLY_SIGNED}
CORRECTABLE = frozenset({"reporting_period", "renewal_notice_days"})
OF_PARTY = frozenset({"signed_on", "signed_place", "signature_method"})


@transaction.atomic
def note_original(
    party: Party,
    *,
    received_on: date | None,
    by,
    why: str = "",
    expected_version: int | None = None,
) -> Party:
    """Note when the signed original came back; None: it has not, after all.

    Raises NotPermitted, StaleRecord, ValidationError.
    """
    why = why or "original noted"
    writing = begin_noting(party.agreement, by=by, why=why, expected_version=expected_version)
    party = writing.agreement.parties.get(pk=party.pk)
    if received_on is not None:
        _refuse_day(writing.agreement, party, received_on)
    party.original_received_on = received_on
    writing.keep(party)
    writing.keep(writing.agreement)
    return party


@transaction.atomic
def correct_signed(
    agreement: Agreement,
    *,
    changes: Mapping[str, Any],
    by,
    why: str,
    expected_version: int | None = None,
) -> Agreement:
    """Correct what is noted beside a signed text. Raises NotPermitted, StaleRecord,
    TransitionNotAllowed (ReasonRequired), ValidationError."""
    writing = _begin_correcting(agreement, by=by, why=why, expected_version=expected_version)
    fill(writing.agreement, changes, CORRECTABLE)
    return writing.keep(writing.agreement)


@transaction.atomic
def correct_signature(
    party: Party,
    *,
    changes: Mapping[str, Any],
    by,
    why: str,
    expected_version: int | None = None,
) -> Party:
    """Correct the day, the place or the way of a signature that was noted wrongly."""
    writing = _begin_correcting(party.agreement, by=by, why=why, expected_version=expected_version)
    agreement = writing.agreement
    party = agreement.parties.get(pk=party.pk)
    if party.signed_on is None:
        raise ValidationError(_("%s has not signed yet.") % party)
    fill(party, changes, OF_PARTY)
    if party.signed_on is None or not party.signed_place.strip():
        raise ValidationError(_("A signature has a day and a place."))
    if party.signed_on > agreement.owner.today():
        raise ValidationError({"signed_on": _("This day is still to come.")})
    if party.signature_method and party.signature_method not in SignatureMethod:
        raise ValidationError({"signature_method": _("Choose one of the list.")})
    writing.keep(party)
    if agreement.signed_on is not None:
        # The day of the last signature.
        latest = agreement.parties.aggregate(day=Max("signed_on"))
        agreement.signed_on = latest["day"]
    writing.keep(agreement)
    return party


def _begin_correcting(agreement, *, by, why, expected_version) -> Writing:
    agreement = locked(Agreement, agreement.pk)
    role = require(by, Permission.AGREEMENT_CORRECT, agreement.owner)
    if expected_version not in (None, agreement.version):
        raise StaleRecord(agreement, current=agreement.version)
    if agreement.status not in SIGNED_SOMEHOW:
        raise TransitionNotAllowed(
            _("Only what was noted of a signed agreement is corrected like this."),
            status=agreement.status,
        )
    if not why.strip():
        raise ReasonRequired(_("A correction needs a reason. Write why."), status=agreement.status)
    return Writing(agreement, by, role, why)


def _refuse_day(agreement, party, day) -> None:
    if party.signed_on is None:
        raise ValidationError({"received_on": _("%s has not signed yet.") % party})
    if day < party.signed_on:
        raise ValidationError(
            {"received_on": _("It cannot come back before it was signed. Correct the day.")}
        )
    if day > agreement.owner.today():
        raise ValidationError({"received_on": _("This day is still to come.")})
