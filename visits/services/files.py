"""The papers of a visit: the letter, the minutes, photos."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit.recording import locked, record, remove
from cooperation.permissions import Permission, require
from cooperation.services.files import store_file
from visits.models import Attachment, Visit


@transaction.atomic
def attach_file(visit, *, kind: str, title: str = "", upload, by, why: str = "") -> Attachment:
    """Attach an uploaded file. It may come late: a letter after the guests, minutes later still."""
    role = require(by, Permission.VISIT_REPORT, visit.owner)
    visit = locked(Visit, visit.pk)
    attachment = Attachment(visit=visit, kind=kind, title=title)
    attachment.clean_fields(exclude=["visit", "file"])
    attachment.file = store_file(owner=visit.owner, upload=upload, by=by)
    return record(attachment, by=by, role=role, why=why or "file attached")


@transaction.atomic
def remove_attachment(attachment, *, by, why: str, expected_version: int | None = None) -> None:
    """Take a file off the visit; what the history names is kept, but no longer shown."""
    role = require(by, Permission.VISIT_LOG, attachment.visit.owner)
    if not why.strip():
        raise ValidationError({"why": _("Say why the file is removed.")})
    locked(Visit, attachment.visit_id)
    attachment = locked(Attachment, attachment.pk, expected_version=expected_version)
    remove(attachment, by=by, role=role, why=why)
