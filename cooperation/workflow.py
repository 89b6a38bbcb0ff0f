"""The life of a candidate and of a follow-up, and the grammar of every such table.

A transition is one row. Pages, API, documentation and tests read these rows; nobody else knows.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from cooperation.permissions import Permission


class Side(StrEnum):
    """Whose people may take a step."""

    OWNER = "owner"  # the agency that recorded the thing
    ASSIGNEE = "assignee"  # the agency that was asked to do it


@dataclass(frozen=True)
class Ask:
    """A fact that a step needs beside its note: what pages and API ask for.

    kind: line, text, date, datetime, yes, agency, party, headcounts or choice (of `choices`).
    """

    name: str
    label: str | Promise
    kind: str = "line"
    required: bool = False
    choices: type[TextChoices] | None = None


@dataclass(frozen=True)
class Transition:
    action: str
    sources: frozenset[str]
    target: str | None  # None: it stays where it is, or returns to where it was parked from
    permission: Permission
    side: Side = Side.OWNER
    reason: bool = False  # whether a reason is owed
    asks: tuple[Ask, ...] = field(default=())
    automatic: bool = False  # taken by the system inside another act, never asked for

    def agency_of(self, record):
        """Whose people take it on this record."""
        return record.unit if self.side == Side.ASSIGNEE else record.owner


class TransitionNotAllowed(Exception):
    """The record is not in a status from which this action can start, or its guard refuses."""

    def __init__(self, message, *, action=None, status=None):
        self.action, self.status = action, status
        super().__init__(message)


class ReasonRequired(TransitionNotAllowed):
    """This step has to say why."""


def row(action, sources, target, permission, *asks, side=Side.OWNER, reason=False, automatic=False):
    """One line of a table; `sources` is a status or several."""
    starts = frozenset([sources] if isinstance(sources, str) else sources)
    return Transition(action, starts, target, permission, side, reason, asks, automatic)


def step_for(table, record, action, *, why) -> Transition:
    """The row for this action if it may start here, or a refusal that says what is wrong."""
    step = table[action]
    if record.status not in step.sources:
        raise TransitionNotAllowed(
            _t("“%(action)s” is not possible while the status is “%(status)s”.")
            % {"action": step.action.label, "status": record.get_status_display()},
            action=action,
            status=record.status,
        )
    if step.reason and not why.strip():
        raise ReasonRequired(
            _t("“%(action)s” needs a reason. Write why.") % {"action": step.action.label},
            action=action,
            status=record.status,
        )
    return step


def steps_from(table, status) -> list[Transition]:
    """What could be done next, in the order of the table."""
    return [step for step in table.values() if status in step.sources and not step.automatic]


class CandidateStatus(TextChoices):
    IDENTIFIED = "identified", _("Identified")
    SCREENING = "screening", _("Screening")
    RECOMMENDED = "recommended", _("Recommended")
    APPROVED = "approved", _("Approved")
    OFFERED = "offered", _("Offered")
    AGREED = "agreed", _("Agreed in principle")
    IN_AGREEMENT = "in_agreement", _("In agreement")
    REALISED = "realised", _("Realised")
    PARKED = "parked", _("Parked")
    DROPPED = "dropped", _("Dropped")


class CandidateAction(TextChoices):
    SCREEN = "screen", _("Screen")
    RECOMMEND = "recommend", _("Recommend")
    APPROVE = "approve", _("Approve")
    OFFER = "offer", _("Offer")
    AGREE = "agree", _("Agree in principle")
    LINK_AGREEMENT = "link_agreement", _("Link the agreement")
    REALISE = "realise", _("Realise")
    PARK = "park", _("Park")
    RESUME = "resume", _("Resume")
    DROP = "drop", _("Drop")
    REOPEN = "reopen", _("Reopen")
    RETURN = "return", _("Return to agreed")


_S, _A, _P = CandidateStatus, CandidateAction, Permission
CANDIDATE_OPEN = frozenset(
    {
        _S.IDENTIFIED,
        _S.SCREENING,
        _S.RECOMMENDED,
        _S.APPROVED,
        _S.OFFERED,
        _S.AGREED,
        _S.IN_AGREEMENT,
    }
)
PARKED_UNTIL = Ask("parked_until", _("parked until"), "date", required=True)
LETTER_NUMBER = Ask("letter_number", _("letter number"))
LETTER_DATE = Ask("letter_date", _("letter date"), "date")

CANDIDATE_TRANSITIONS = {
    step.action: step
    for step in [
        row(_A.SCREEN, _S.IDENTIFIED, _S.SCREENING, _P.CANDIDATE_HANDLE),
        row(_A.RECOMMEND, _S.SCREENING, _S.RECOMMENDED, _P.CANDIDATE_HANDLE),
        row(_A.APPROVE, _S.RECOMMENDED, _S.APPROVED, _P.CANDIDATE_APPROVE),
        row(_A.OFFER, _S.APPROVED, _S.OFFERED, _P.CANDIDATE_HANDLE, LETTER_NUMBER, LETTER_DATE),
        row(_A.AGREE, _S.OFFERED, _S.AGREED, _P.CANDIDATE_HANDLE, LETTER_NUMBER, LETTER_DATE),
        row(_A.LINK_AGREEMENT, _S.AGREED, _S.IN_AGREEMENT, _P.AGREEMENT_CREATE, automatic=True),
        row(_A.REALISE, _S.IN_AGREEMENT, _S.REALISED, _P.CANDIDATE_HANDLE, reason=True),
        row(_A.RETURN, _S.IN_AGREEMENT, _S.AGREED, _P.AGREEMENT_VOID, automatic=True),
        row(_A.PARK, CANDIDATE_OPEN, _S.PARKED, _P.CANDIDATE_HANDLE, PARKED_UNTIL, reason=True),
        row(_A.RESUME, _S.PARKED, None, _P.CANDIDATE_HANDLE),
        row(_A.DROP, CANDIDATE_OPEN | {_S.PARKED}, _S.DROPPED, _P.CANDIDATE_DROP, reason=True),
        row(_A.REOPEN, _S.DROPPED, _S.SCREENING, _P.CANDIDATE_REOPEN, reason=True),
    ]
}


class FollowUpStatus(TextChoices):
    OPEN = "open", _("Open")
    IN_PROGRESS = "in_progress", _("In progress")
    DONE = "done", _("Done")
    VERIFIED = "verified", _("Verified")
    CANCELLED = "cancelled", _("Cancelled")


class FollowUpAction(TextChoices):
    START = "start", _("Start")
    FINISH = "finish", _("Finish")
    VERIFY = "verify", _("Verify")
    REJECT = "reject", _("Send back")
    CANCEL = "cancel", _("Cancel the follow-up")


FOLLOW_UP_UNFINISHED = frozenset({FollowUpStatus.OPEN, FollowUpStatus.IN_PROGRESS})
FOLLOW_UP_SETTLED = frozenset({FollowUpStatus.VERIFIED, FollowUpStatus.CANCELLED})
_F, _D = FollowUpStatus, FollowUpAction
EVIDENCE = Ask("evidence", _("evidence"), "text", required=True)

FOLLOW_UP_TRANSITIONS = {
    step.action: step
    for step in [
        row(_D.START, _F.OPEN, _F.IN_PROGRESS, _P.FOLLOW_UP_DO, side=Side.ASSIGNEE),
        row(_D.FINISH, _F.IN_PROGRESS, _F.DONE, _P.FOLLOW_UP_DO, EVIDENCE, side=Side.ASSIGNEE),
        row(_D.VERIFY, _F.DONE, _F.VERIFIED, _P.FOLLOW_UP_VERIFY),
        row(_D.REJECT, _F.DONE, _F.OPEN, _P.FOLLOW_UP_VERIFY, reason=True),
        row(_D.CANCEL, FOLLOW_UP_UNFINISHED, _F.CANCELLED, _P.FOLLOW_UP_PLAN, reason=True),
    ]
}
