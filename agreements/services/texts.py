"""Keeping a text as it stands: from then on it is read, and never changed."""

from agreements.content import content_of, fingerprint, latest_revision
from agreements.models import Agreement, Revision
from audit.recording import Command, record


def freeze(agreement: Agreement, *, by, role, on, why) -> Revision:
    """Keep the text as it stands, as the next revision."""
    latest = latest_revision(agreement)
    content = content_of(agreement)
    revision = Revision(
        agreement=agreement,
        number=latest.number + 1 if latest else 1,
        content=content,
        sha256=fingerprint(content),
        frozen_on=on,
        submitted_by=None if isinstance(by, Command) else by,
    )
    return record(revision, by=by, role=role, why=why)
