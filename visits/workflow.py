"""The life of a visit. This table is the only place that knows it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cooperation.permissions import Permission
from cooperation.workflow import Ask, row


class Status(TextChoices):
    REGISTERED = "registered", _("Registered")
    UNDER_REVIEW = "under_review", _("Under review")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    SCHEDULED = "scheduled", _("Scheduled")
    IN_PROGRESS = "in_progress", _("In progress")
    COMPLETED = "completed", _("Completed")
    REPORTED = "reported", _("Reported")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")
    NO_SHOW = "no_show", _("Did not come")


class Action(TextChoices):
    DISPOSE = "dispose", _("Pass on for a decision")
    ACCEPT = "accept", _("Accept")
    DECLINE = "decline", _("Decline")
    SCHEDULE = "schedule", _("Schedule")
    RESCHEDULE = "reschedule", _("Reschedule")
    START = "start", _("Start")
    COMPLETE = "complete", _("Complete")
    REPORT = "report", _("Hand in the report")
    CLOSE = "close", _("Close")
    REOPEN = "reopen", _("Reopen")
    CANCEL = "cancel", _("Cancel the visit")
    NO_SHOW = "no_show", _("Note that nobody came")


class EntryMode(TextChoices):
    """How a visit came into the book, and so where its life starts."""

    NORMAL = "normal", _("By letter")
    PLANNED = "planned", _("Planned without a date")
    WALK_IN = "walk_in", _("Walk-in")
    RETROSPECTIVE = "retrospective", _("Afterwards")


FIRST_STATUS = {
    EntryMode.NORMAL: Status.REGISTERED,
    EntryMode.PLANNED: Status.SCHEDULED,
    EntryMode.WALK_IN: Status.IN_PROGRESS,
    EntryMode.RETROSPECTIVE: Status.COMPLETED,
}


class Requester(TextChoices):
    GUEST = "guest", _("The guest")
    HOST = "host", _("The host")


_S, _A, _P = Status, Action, Permission

STARTS = Ask("scheduled_start", _("start"), "datetime", required=True)
ENDS = Ask("scheduled_end", _("end"), "datetime")
VENUE = Ask("venue", _("venue"))
INSTRUCTION = Ask("instruction", _("instruction"), "text", required=True)
TO_UNIT = Ask("to_unit", _("passed on to"), "agency")
OFFICIAL = Ask("deciding_official", _("decided by"), required=True)
REQUESTED_BY = Ask("requested_by", _("at the wish of"), "choice", required=True, choices=Requester)
ACTUAL_START = Ask("actual_start", _("actual start"), "datetime")
ACTUAL_END = Ask("actual_end", _("actual end"), "datetime")
HEADCOUNTS = Ask("headcounts", _("people who came, per delegation"), "headcounts")
NO_TOPIC = Ask("no_topic_note", _("why there was no topic"), "text")

TRANSITIONS = {
    step.action: step
    for step in [
        row(_A.DISPOSE, _S.REGISTERED, _S.UNDER_REVIEW, _P.VISIT_DECIDE, INSTRUCTION, TO_UNIT),
        row(_A.ACCEPT, _S.UNDER_REVIEW, _S.ACCEPTED, _P.VISIT_DECIDE, OFFICIAL),
        row(_A.DECLINE, _S.UNDER_REVIEW, _S.DECLINED, _P.VISIT_DECIDE, OFFICIAL, reason=True),
        row(_A.SCHEDULE, _S.ACCEPTED, _S.SCHEDULED, _P.VISIT_LOG, STARTS, ENDS, VENUE),
        row(
            _A.RESCHEDULE,
            _S.SCHEDULED,
            _S.SCHEDULED,
            _P.VISIT_LOG,
            STARTS,
            ENDS,
            REQUESTED_BY,
            reason=True,
        ),
        row(_A.START, _S.SCHEDULED, _S.IN_PROGRESS, _P.VISIT_LOG, ACTUAL_START),
        row(
            _A.COMPLETE,
            {_S.SCHEDULED, _S.IN_PROGRESS},
            _S.COMPLETED,
            _P.VISIT_LOG,
            ACTUAL_START,
            ACTUAL_END,
            HEADCOUNTS,
            NO_TOPIC,
        ),
        row(_A.REPORT, _S.COMPLETED, _S.REPORTED, _P.VISIT_REPORT),
        row(_A.CLOSE, _S.REPORTED, _S.CLOSED, _P.VISIT_CLOSE),
        row(_A.REOPEN, {_S.REPORTED, _S.CLOSED}, _S.COMPLETED, _P.VISIT_REOPEN, reason=True),
        row(
            _A.CANCEL,
            {_S.REGISTERED, _S.UNDER_REVIEW, _S.ACCEPTED, _S.SCHEDULED, _S.IN_PROGRESS},
            _S.CANCELLED,
            _P.VISIT_LOG,
            REQUESTED_BY,
            reason=True,
        ),
        row(_A.NO_SHOW, _S.SCHEDULED, _S.NO_SHOW, _P.VISIT_LOG),
    ]
}
