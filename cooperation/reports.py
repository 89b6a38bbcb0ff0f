"""What is read across the thread. Page, API and export call the same functions."""

from audit.timeline import Page, entries_of
from cooperation.models import Agency, NumberedRecord
from cooperation.permissions import Permission, current_memberships, may


def history_of(record, user, *, offset=0, limit=20) -> Page:
    """The story of a record as far as this person may read it, the newest first.

    The owner's people read all of it; the other parties from the moment it was shared, without
    what is for the owner's eyes. What is public (an agency, a published innovation) has a story
    for its own people only.
    """
    if isinstance(record, NumberedRecord):
        if record.belongs_to(user):
            return entries_of(record, viewer=user, offset=offset, limit=limit)
        # A unit of the owner's that the record names reads it from the start.
        unit = any(held.agency.is_within(record.owner) for held in current_memberships(user))
        since = None if unit else record.shared_at
        return entries_of(record, viewer=user, since=since, whole=False, offset=offset, limit=limit)
    owner = record if isinstance(record, Agency) else record.owner
    if may(user, Permission.VISIT_VIEW, owner):
        return entries_of(record, viewer=user, offset=offset, limit=limit)
    return Page([], more=False)
