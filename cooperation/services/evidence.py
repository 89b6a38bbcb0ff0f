"""The file that proves that something was done, or is at work."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit.recording import locked, record
from cooperation.models import Adoption, FollowUp
from cooperation.permissions import Permission, require
from cooperation.services.files import store_file
from cooperation.workflow import FOLLOW_UP_SETTLED, TransitionNotAllowed


@transaction.atomic
def bring_evidence(proven: FollowUp | Adoption, *, upload, by, why="", expected_version=None):
    """Keep a file as the evidence; one that was there before stays in the history.

    For a follow-up whoever does it brings it, until it is verified; for an adoption, whoever
    records adoptions. Raises NotPermitted, StaleRecord, TransitionNotAllowed, ValidationError.
    """
    owner = proven.candidate.owner
    if isinstance(proven, FollowUp):
        role = require(by, Permission.FOLLOW_UP_DO, proven.unit)
    else:
        role = require(by, Permission.ADOPTION_RECORD, owner)
    proven = locked(type(proven), proven.pk, expected_version=expected_version)
    if isinstance(proven, FollowUp) and proven.status in FOLLOW_UP_SETTLED:
        raise TransitionNotAllowed(
            _("This follow-up is finished and can no longer be changed."), status=proven.status
        )
    if proven.evidence_file is not None and not why.strip():
        raise ValidationError(
            {"why": _("There is a file already. Say why this one takes its place.")}
        )
    proven.evidence_file = store_file(owner=owner, upload=upload, by=by)
    return record(proven, by=by, role=role, why=why or "evidence brought")
