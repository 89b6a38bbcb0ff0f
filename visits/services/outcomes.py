"""What comes of a topic: nothing, a letter, or a candidate that somebody saw in it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit.recording import record
from cooperation.models import Agency, Candidate, Innovation
from cooperation.permissions import Permission
from cooperation.services import identify_candidate
from visits.models import Discussion, Outcome
from visits.services.discussions import open_discussion
from visits.services.parts import refuse_unseen
from visits.services.talks import set_outcome_of


@transaction.atomic
def set_outcome(
    discussion,
    *,
    outcome: str,
    note: str = "",
    candidate: Candidate | None = None,
    by,
    why: str = "",
    expected_version: int | None = None,
) -> Discussion:
    """Say what comes of the topic; `candidate` names one that the person can see."""
    permission = Permission.CANDIDATE_IDENTIFY if candidate else Permission.VISIT_REPORT
    discussion, _visit, role = open_discussion(
        discussion, by, why, expected_version, permission=permission
    )
    if (outcome == Outcome.CANDIDATE) != (candidate is not None):
        raise ValidationError(
            {"candidate": _("Choose a candidate exactly if that is the outcome.")}
        )
    refuse_unseen(by, candidate=candidate)
    discussion.candidate = candidate
    set_outcome_of(discussion, outcome, note)
    return record(discussion, by=by, role=role, why=why or "outcome noted")


@transaction.atomic
def open_candidate_from(
    discussion,
    *,
    title: str,
    provider: Agency,
    adopter: Agency,
    innovation: Innovation | None = None,
    owner: Agency | None = None,
    note: str = "",
    by,
    why: str = "",
    on=None,
    expected_version: int | None = None,
    **facts,
) -> Candidate:
    """Open a candidate that somebody saw in this topic, and make it the topic's outcome.

    It belongs to the visit's owner, or to a unit of it where `owner` names one (whose own people
    may identify, but not for the whole house). Further facts as identify_candidate takes them.
    """
    # Opening a candidate carries the story on, also long after the report: it corrects nothing.
    discussion, visit, role = open_discussion(
        discussion, by, why or title, expected_version, permission=Permission.CANDIDATE_IDENTIFY
    )
    owner = owner or visit.owner
    if not owner.is_within(visit.owner):
        raise ValidationError({"owner": _("%s is no unit of the visit's owner.") % owner})
    if discussion.candidate_id is not None:
        raise ValidationError({"candidate": _("A candidate came of this topic already.")})
    if owner == visit.owner:  # a unit's own people need not know the words of the whole house
        facts.setdefault("topic", discussion.topic)
    candidate = identify_candidate(
        owner=owner,
        title=title,
        provider=provider,
        adopter=adopter,
        innovation=innovation,
        by=by,
        why=why,
        on=on,
        **facts,
    )
    discussion.candidate = candidate
    set_outcome_of(discussion, Outcome.CANDIDATE, note or discussion.outcome_note)
    record(discussion, by=by, role=role, why=why or "candidate opened")
    return candidate
