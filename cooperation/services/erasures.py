"""Erasing somebody's personal details: two people, a legal basis, and a history that stays sound.

The journal holds commitments to these values, made with a salt of each row. Erasing takes values
and salt: nothing that stays can be guessed, and every hash still holds.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from audit.recording import keep, locked, record
from cooperation.models import Agency, Erasure, ErasureStatus, PersonalDetail
from cooperation.permissions import Permission, require
from cooperation.workflow import TransitionNotAllowed

PERSONAL = ("phone", "email", "nik", "nip")


@transaction.atomic
def ask_erasure(*, owner: Agency, contact: str, legal_basis: str, by) -> Erasure:
    """Ask for everything that the office keeps under this telephone, e-mail, NIK or NIP.

    What was searched for is not kept anywhere. Raises NotPermitted, ValidationError.
    """
    role = require(by, Permission.PERSONAL_READ, owner)
    found = list(_kept_under(owner, contact))
    if not found:
        raise ValidationError(
            {"contact": _("Your office keeps nothing under this. Write it as it was noted.")}
        )
    erasure = Erasure(owner=owner, legal_basis=legal_basis, asked_by=by)
    record(erasure, by=by, role=role, why="erasure asked for")
    erasure.details.set(found)
    return erasure


@transaction.atomic
def approve_erasure(erasure: Erasure, *, by, why: str = "", expected_version=None) -> Erasure:
    """Erase, for good. What is printed on issued papers stays there: they are official records."""
    erasure, role = _decide(erasure, ErasureStatus.ERASED, by, expected_version)
    for detail in erasure.details.select_for_update().order_by("pk"):
        for name in PERSONAL:
            setattr(detail, name, "")
        detail.salt = ""
        keep(detail, by=by, role=role, why=f"erased: {erasure.legal_basis}")
    return record(erasure, by=by, role=role, why=why or "personal details erased")


@transaction.atomic
def refuse_erasure(erasure: Erasure, *, by, why: str, expected_version=None) -> Erasure:
    if not why.strip():
        raise ValidationError({"why": _("Say why it is refused.")})
    erasure, role = _decide(erasure, ErasureStatus.REFUSED, by, expected_version)
    return record(erasure, by=by, role=role, why=why)


def _decide(erasure, status, by, expected_version):
    role = require(by, Permission.PERSONAL_ERASE, erasure.owner)
    erasure = locked(Erasure, erasure.pk, expected_version=expected_version)
    if erasure.status != ErasureStatus.ASKED:
        raise TransitionNotAllowed(_("This has been decided already."), status=erasure.status)
    if erasure.asked_by_id == by.pk:
        raise ValidationError(_("You asked for it yourself. A second person has to decide."))
    erasure.status, erasure.decided_by = status, by
    return erasure, role


def _kept_under(owner, contact):
    words = contact.strip()
    bare = words.replace(" ", "")
    if not words:
        return PersonalDetail.objects.none()
    return PersonalDetail.objects.filter(
        Q(phone=words) | Q(phone=bare) | Q(email__iexact=words) | Q(nik=bare) | Q(nip=bare),
        owner__path__startswith=owner.path,
    ).order_by("pk")
