"""The steps of an agreement's life: what each of them refuses, and what it leaves behind."""

from collections.abc import Callable
from typing import NoReturn

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.checks import Weight, problems_of
from agreements.content import latest_revision
from agreements.models import BINDING_KINDS, Agreement, CouncilApproval, Party, Revision
from agreements.services.comments import refuse_open_comments
from agreements.services.family import supersede_by
from agreements.services.initials import (
    ask_for_initials,
    give_initial,
    refuse_pending_initials,
    return_initial,
)
from agreements.services.issuing import issue_for_signature, revoke_issued
from agreements.services.notices import tell_answered
from agreements.services.number_book import use_numbers, void_numbers
from agreements.services.own_work import is_own_work
from agreements.services.texts import freeze
from agreements.workflow import (
    TRANSITIONS,
    Action,
    EndReason,
    NotReady,
    PartnerAnswer,
    SignatureMethod,
    Status,
)
from audit.recording import locked, record
from cooperation.models import Candidate
from cooperation.services import begin, finish, realise_by_agreement, return_to_agreed, share
from cooperation.services.moves import Move
from cooperation.workflow import CandidateStatus, ReasonRequired, TransitionNotAllowed

LIFELESS = frozenset({Status.VOID, Status.ENDED, Status.SUPERSEDED})


def move(
    agreement: Agreement,
    action: str,
    *,
    by,
    why: str = "",
    on=None,
    expected_version: int | None = None,
    facts: dict | None = None,
) -> Agreement:
    """Take one step of TRANSITIONS, or refuse.

    Raises NotPermitted, StaleRecord, TransitionNotAllowed (NotReady, ReasonRequired),
    ValidationError.
    """
    action = Action(action)
    options = {"by": by, "why": why, "on": on, "expected_version": expected_version}
    if action == Action.ISSUE:
        # Drawn before its transaction, so it cannot be one with the others.
        return issue_for_signature(agreement, **options, facts=facts)
    with transaction.atomic():
        step = begin(TRANSITIONS, Agreement, agreement.pk, action, **options, facts=facts)
        take = STEPS.get(action)
        moved = finish(step, take(step) if take else None)
        if action == Action.SIGN and moved.status == Status.SIGNED:
            use_numbers(moved, by=by, role=step.role)
            supersede_by(moved)
        return moved


def _submit(step: Move) -> None:
    problems = problems_of(step.record)
    blocking = [problem for problem in problems if problem.weight == Weight.BLOCKS]
    if blocking:
        raise NotReady(blocking, action=step.step.action, status=step.record.status)
    unusual = [problem for problem in problems if problem.weight == Weight.NEEDS_REASON]
    if unusual and not step.why:
        message = " ".join(map(str, unusual))
        raise ReasonRequired(message, action=step.step.action, status=step.record.status)
    revision = freeze(step.record, by=step.by, role=step.role, on=step.on, why=step.reason)
    ask_for_initials(step, revision)


def _initial(step: Move) -> None:
    give_initial(step, _latest(step))


def _return(step: Move) -> None:
    return_initial(step, _latest(step))


def _approve(step: Move) -> None:
    revision = _latest(step)
    refuse_pending_initials(step, revision)
    if is_own_work(step.record, revision, step.by):
        _refuse(step, _("Nobody approves own work. Ask a colleague of the legal section."))
    revision.sent_at = timezone.now()
    _keep(step, revision)
    share(step.record)
    for party in step.record.parties.filter(shared_at__isnull=True):
        party.shared_at = revision.sent_at
        _keep(step, party)


def _partner_changes(step: Move) -> None:
    _note_answer(step, PartnerAnswer.WANTS_CHANGES)
    tell_answered(step)


def _partner_agrees(step: Move) -> Status:
    agreement = step.record
    refuse_open_comments(step)
    _note_answer(step, PartnerAnswer.AGREES)
    tell_answered(step)
    # Only ever switched on here: what was known to need the council cannot slip past it.
    agreement.council_required |= bool(step.facts.get("council_required"))
    agreement.council_reason = step.facts.get("council_reason", agreement.council_reason)
    return Status.AWAITING_COUNCIL if agreement.council_required else Status.READY_TO_SIGN


def _council_approves(step: Move) -> None:
    refuse_open_comments(step)
    _note_council(step, approved=True)


def _council_refuses(step: Move) -> None:
    _note_council(step, approved=False)


def _unlock(step: Move) -> None:
    revoke_issued(step)


def _sign(step: Move) -> Status:
    agreement, party = step.record, _signing_party(step)
    _refuse_unissued(step)
    party.signed_on, party.signed_place = step.on, step.facts["signed_place"]
    party.signature_method = step.facts.get("signature_method", SignatureMethod.WET)
    if party.signature_method not in SignatureMethod:
        raise ValidationError({"signature_method": _("Choose one of the list.")})
    _keep(step, party)
    if agreement.parties.filter(signed_on__isnull=True).exists():
        return Status.PARTIALLY_SIGNED
    # The day of the last signature, in whichever order they were noted.
    agreement.signed_on = step.on = max(agreement.parties.values_list("signed_on", flat=True))
    candidate = agreement.candidate
    if agreement.kind in BINDING_KINDS and candidate.status == CandidateStatus.IN_AGREEMENT:
        realise_by_agreement(
            candidate, by=step.by, role=step.role, on=step.on, why=f"{agreement.reference} signed"
        )
    return Status.SIGNED


def _end(step: Move) -> None:
    agreement = step.record
    if step.facts["end_reason"] not in EndReason:
        raise ValidationError({"end_reason": _("Choose one of the grounds.")})
    if step.on < agreement.signed_on:
        raise ValidationError({"on": _("It cannot end before it was signed. Correct the day.")})
    agreement.end_reason = step.facts["end_reason"]
    agreement.end_evidence = step.facts["evidence"]
    agreement.ended_on = step.on


def _void(step: Move) -> None:
    agreement = step.record
    revoke_issued(step)
    void_numbers(agreement, by=step.by, role=step.role, why=step.why)
    # Locked before its other agreements are counted: a colleague may be opening one just now.
    candidate = locked(Candidate, agreement.candidate_id)
    others = candidate.agreements.exclude(pk=agreement.pk).exclude(status__in=LIFELESS)
    if candidate.status == CandidateStatus.IN_AGREEMENT and not others.exists():
        return_to_agreed(
            candidate, by=step.by, role=step.role, on=step.on, why=f"{agreement.reference} void"
        )


# Steps that are not here only change the status.
STEPS: dict[Action, Callable[[Move], Status | None]] = {
    Action.SUBMIT: _submit,
    Action.INITIAL: _initial,
    Action.RETURN: _return,
    Action.APPROVE: _approve,
    Action.PARTNER_CHANGES: _partner_changes,
    Action.PARTNER_AGREES: _partner_agrees,
    Action.COUNCIL_APPROVES: _council_approves,
    Action.COUNCIL_REFUSES: _council_refuses,
    Action.UNLOCK: _unlock,
    Action.SIGN: _sign,
    Action.END: _end,
    Action.VOID: _void,
}


def _latest(step) -> Revision:
    revision = latest_revision(step.record)
    if revision is None:
        _refuse(step, _("There is no revision of this text. Submit it first."))
    return revision


def _note_answer(step, answer):
    revision = _latest(step)
    revision.partner_answer = answer
    revision.partner_evidence = step.facts["evidence"]
    revision.answered_on = step.on
    _keep(step, revision)


def _note_council(step, *, approved):
    answer = CouncilApproval(
        agreement=step.record,
        approved=approved,
        letter_number=step.facts.get("letter_number", ""),
        letter_date=step.facts.get("letter_date"),
        answered_on=step.on,
    )
    _keep(step, answer)


def _signing_party(step) -> Party:
    named = step.facts["party"]
    key = named.pk if isinstance(named, Party) else named
    party = next((row for row in step.record.parties.all() if row.pk == key), None)
    if party is None:
        raise ValidationError({"party": _("Choose one of the parties of this agreement.")})
    if party.signed_on is not None:
        raise ValidationError({"party": _("%s has signed already.") % party})
    return party


def _refuse_unissued(step):
    latest = step.record.revisions.filter(pk=_latest(step).pk)
    if not latest.filter(issued__isnull=False, issued__revoked_on__isnull=True).exists():
        _refuse(step, _("Issue the paper for signature first: it is what the parties sign."))


def _keep(step, row):
    return record(row, by=step.by, role=step.role, why=step.reason)


def _refuse(step, message) -> NoReturn:
    raise TransitionNotAllowed(message, action=step.step.action, status=step.record.status)
