"""The story of a record, and of its whole thread, as far as a person may read it."""

from typing import Any

from audit import timeline
from audit.timeline import EVERYTHING, Asked, Entry, Page, Reach, entries_over
from cooperation.models import Agency, Candidate, NumberedRecord
from cooperation.permissions import Permission, current_memberships, may

# How each record that stands in a thread leads to the candidates that join it.
JOINED_BY = {
    "cooperation.candidate": "pk",
    "visits.visit": "discussions__visit",
    "agreements.agreement": "agreements",
}


def history_of(
    record, user, *, asked: Asked = EVERYTHING, thread=False, offset=0, limit=20
) -> Page:
    """The story of a record as far as this person may read it, the newest first.

    With `thread`, those of all the records that it is connected with, as one. `asked` narrows it.
    """
    reaches = reaches_of(record, user, thread=thread)
    return entries_over(reaches, viewer=user, asked=asked, offset=offset, limit=limit)


def reaches_of(record, user, *, thread=False) -> list[Reach]:
    """How far this person reads: into the record alone, or into its whole thread."""
    records = [record, *thread_of(record, user)] if thread else [record]
    return [reach for each in records if (reach := _reach(each, user))]


def _reach(record, user) -> Reach | None:
    """The owner's people read all of it; the other parties from the moment it was shared, without
    what is for the owner's eyes. What is public (an agency, a published innovation) has a story
    for its own people only.
    """
    if isinstance(record, NumberedRecord):
        if record.belongs_to(user):
            return Reach(record)
        # A unit of the owner's that the record names reads it from the start.
        unit = any(held.agency.is_within(record.owner) for held in current_memberships(user))
        return Reach(record, None if unit else record.shared_since(user), whole=False)
    owner = record if isinstance(record, Agency) else record.owner
    return Reach(record) if may(user, Permission.VISIT_VIEW, owner) else None


def thread_of(record, user) -> list:
    """The visits, candidates and agreements that this record is connected with, as far as seen.

    Visits and agreements stand above this package; they are reached by the relations that lead
    here, through the candidates that join them.
    """
    joined = Candidate._base_manager.filter(**{JOINED_BY[record._meta.label_lower]: record.pk})
    candidates = Candidate.objects.visible_to(user).filter(pk__in=joined.values("pk"))
    discussions: Any = Candidate._meta.get_field("discussions").related_model
    visits = discussions._meta.get_field("visit").related_model
    agreements: Any = Candidate._meta.get_field("agreements").related_model
    found = [
        *visits.objects.visible_to(user).filter(discussions__candidate__in=joined).distinct(),
        *candidates,
        *agreements.objects.visible_to(user).filter(candidate__in=joined),
    ]
    return [each for each in found if each != record]


def headlines_of(record, user, *, limit=5) -> list[Entry]:
    """The last entries of the story, for the side of the record's page."""
    if record.belongs_to(user):
        return timeline.headlines_of(record, limit=limit)
    return history_of(record, user, limit=limit).entries
