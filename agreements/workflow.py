"""The life of an agreement. This table is the only place that knows it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cooperation.permissions import Permission
from cooperation.workflow import LETTER_DATE, LETTER_NUMBER, Ask, TransitionNotAllowed, row


class Locked(TransitionNotAllowed):
    """The text is not being drafted any more: nobody changes it where it stands."""


class NotReady(TransitionNotAllowed):
    """The draft still lacks something; `problems` are those of `agreements.checks`."""

    def __init__(self, problems, *, action, status):
        self.problems = problems
        super().__init__(" ".join(map(str, problems)), action=action, status=status)


class Status(TextChoices):
    DRAFTING = "drafting", _("Drafting")
    INTERNAL_REVIEW = "internal_review", _("Internal review")
    PARTNER_REVIEW = "partner_review", _("With the partner")
    AWAITING_COUNCIL = "awaiting_council", _("Awaiting the council")
    READY_TO_SIGN = "ready_to_sign", _("Ready to sign")
    PARTIALLY_SIGNED = "partially_signed", _("Partially signed")
    SIGNED = "signed", _("Signed")
    ENDED = "ended", _("Ended")
    SUPERSEDED = "superseded", _("Superseded")
    VOID = "void", _("Void")


class Action(TextChoices):
    SUBMIT = "submit", _("Submit for review")
    INITIAL = "initial", _("Initial the text")
    RETURN = "return", _("Return to the drafter")
    APPROVE = "approve", _("Approve and send to the partner")
    PARTNER_CHANGES = "partner_changes", _("Partner wants changes")
    PARTNER_AGREES = "partner_agrees", _("Partner agrees")
    COUNCIL_APPROVES = "council_approves", _("Council approves")
    COUNCIL_REFUSES = "council_refuses", _("Council refuses")
    ISSUE = "issue", _("Issue for signature")
    UNLOCK = "unlock", _("Unlock")
    SIGN = "sign", _("Note a signature")
    SUPERSEDE = "supersede", _("Supersede by the renewal")
    END = "end", _("End")
    VOID = "void", _("Void the agreement")


class PartnerAnswer(TextChoices):
    AGREES = "agrees", _("Agrees")
    WANTS_CHANGES = "wants_changes", _("Wants changes")


class InitialResult(TextChoices):
    PENDING = "pending", _("Pending")
    GIVEN = "given", _("Given")
    RETURNED = "returned", _("Returned")


class SignatureMethod(TextChoices):
    WET = "wet", _("By hand")
    ELECTRONIC = "electronic", _("Electronic")
    MIXED = "mixed", _("Mixed")


class CommentStatus(TextChoices):
    OPEN = "open", _("Not settled")
    RESOLVED = "resolved", _("Resolved")
    CLOSED = "closed", _("Closed")


class CommentAction(TextChoices):
    RESOLVE = "resolve", _("Resolve")
    REOPEN = "reopen", _("Reopen")
    CLOSE = "close", _("Close")


class EndReason(TextChoices):
    """PP 28/2018 art. 9(1) and 22; a change of leader is not among them."""

    TERM_ENDED = "term_ended", _("The term has ended")
    GOAL_REACHED = "goal_reached", _("The goal is reached")
    PARTIES_AGREE = "parties_agree", _("The parties agree to end it")
    REGULATION = "regulation", _("A change of regulation makes it impossible")
    OBJECT_LOST = "object_lost", _("The object is lost or destroyed")
    COURT_RULING = "court_ruling", _("A final court ruling")
    BANKRUPTCY = "bankruptcy", _("Bankruptcy")
    SUPERSEDED = "superseded", _("Superseded by a renewal")
    DATA_ERROR = "data_error", _("Recorded by mistake")


_S, _A, _P = Status, Action, Permission

BEFORE_SIGNED = frozenset(
    {
        _S.DRAFTING,
        _S.INTERNAL_REVIEW,
        _S.PARTNER_REVIEW,
        _S.AWAITING_COUNCIL,
        _S.READY_TO_SIGN,
        _S.PARTIALLY_SIGNED,
    }
)
# From here on the text is what was approved: nobody edits it, and the watermark is gone.
FROZEN = frozenset({_S.READY_TO_SIGN, _S.PARTIALLY_SIGNED, _S.SIGNED, _S.ENDED, _S.SUPERSEDED})
SIGNED_STATUSES = frozenset({_S.SIGNED, _S.ENDED, _S.SUPERSEDED})

PARTY = Ask("party", _("party"), "party", required=True)
SIGNED_PLACE = Ask("signed_place", _("place of signing"), required=True)
METHOD = Ask("signature_method", _("how it was signed"), "choice", choices=SignatureMethod)
END_REASON = Ask("end_reason", _("ground"), "choice", required=True, choices=EndReason)
EVIDENCE = Ask("evidence", _("evidence"), "text", required=True)
COUNCIL = Ask("council_required", _("the council must approve"), "yes")
COUNCIL_WHY = Ask("council_reason", _("why the council must approve"), "text")

TRANSITIONS = {
    step.action: step
    for step in [
        row(_A.SUBMIT, _S.DRAFTING, _S.INTERNAL_REVIEW, _P.AGREEMENT_DRAFT),
        # The next pending step of the chain of initials (paraf); the status stays.
        row(_A.INITIAL, _S.INTERNAL_REVIEW, _S.INTERNAL_REVIEW, _P.AGREEMENT_INITIAL),
        row(_A.RETURN, _S.INTERNAL_REVIEW, _S.DRAFTING, _P.AGREEMENT_INITIAL, reason=True),
        row(_A.APPROVE, _S.INTERNAL_REVIEW, _S.PARTNER_REVIEW, _P.AGREEMENT_APPROVE),
        row(
            _A.PARTNER_CHANGES,
            _S.PARTNER_REVIEW,
            _S.DRAFTING,
            _P.AGREEMENT_NEGOTIATE,
            EVIDENCE,
            reason=True,
        ),
        # To awaiting_council where the council must approve, else straight to ready_to_sign.
        row(
            _A.PARTNER_AGREES,
            _S.PARTNER_REVIEW,
            None,
            _P.AGREEMENT_NEGOTIATE,
            EVIDENCE,
            COUNCIL,
            COUNCIL_WHY,
        ),
        row(
            _A.COUNCIL_APPROVES,
            _S.AWAITING_COUNCIL,
            _S.READY_TO_SIGN,
            _P.AGREEMENT_NEGOTIATE,
            LETTER_NUMBER,
            LETTER_DATE,
        ),
        row(
            _A.COUNCIL_REFUSES,
            _S.AWAITING_COUNCIL,
            _S.DRAFTING,
            _P.AGREEMENT_NEGOTIATE,
            LETTER_NUMBER,
            LETTER_DATE,
            reason=True,
        ),
        row(_A.ISSUE, _S.READY_TO_SIGN, _S.READY_TO_SIGN, _P.AGREEMENT_ISSUE),
        row(_A.UNLOCK, _S.READY_TO_SIGN, _S.DRAFTING, _P.AGREEMENT_DRAFT, reason=True),
        # To signed with the last party's signature, else to partially_signed.
        row(
            _A.SIGN,
            {_S.READY_TO_SIGN, _S.PARTIALLY_SIGNED},
            None,
            _P.AGREEMENT_NEGOTIATE,
            PARTY,
            SIGNED_PLACE,
            METHOD,
        ),
        # On the day from which the renewal counts.
        row(_A.SUPERSEDE, _S.SIGNED, _S.SUPERSEDED, _P.AGREEMENT_NEGOTIATE, automatic=True),
        row(_A.END, _S.SIGNED, _S.ENDED, _P.AGREEMENT_END, END_REASON, EVIDENCE, reason=True),
        row(_A.VOID, BEFORE_SIGNED, _S.VOID, _P.AGREEMENT_VOID, reason=True),
    ]
}

_C, _D = CommentStatus, CommentAction
COMMENT_TRANSITIONS = {
    step.action: step
    for step in [
        row(_D.RESOLVE, _C.OPEN, _C.RESOLVED, _P.AGREEMENT_COMMENT),
        row(_D.REOPEN, {_C.RESOLVED, _C.CLOSED}, _C.OPEN, _P.AGREEMENT_COMMENT, reason=True),
        row(_D.CLOSE, {_C.OPEN, _C.RESOLVED}, _C.CLOSED, _P.AGREEMENT_COMMENT),
    ]
}
