"""What might come of a visit: opened where somebody saw it, then moved step by step."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit.recording import locked, record
from cooperation.models import Candidate, Indicator, Innovation, Topic
from cooperation.permissions import Permission, require
from cooperation.services.moves import begin, finish, share
from cooperation.services.numbers import next_number
from cooperation.workflow import (
    CANDIDATE_OPEN,
    CANDIDATE_TRANSITIONS,
    CandidateAction,
    CandidateStatus,
    TransitionNotAllowed,
    step_for,
)

FACTS = frozenset(
    {
        "kind",
        "cooperation_kind",
        "innovation",
        "topic",
        "initiating_unit",
        "description",
        "priority",
        "in_planning_document",
        "planning_reference",
        "screening_note",
        "indicator",
        "baseline_value",
        "baseline_period",
        "target_value",
        "target_on",
    }
)
EDITABLE = FACTS | {"title", "provider", "adopter"}


@transaction.atomic
def identify_candidate(
    *, owner, title, provider, adopter, by, why="", on=None, **facts
) -> Candidate:
    """Open a candidate: somebody saw something that one agency could take over from another.

    Raises NotPermitted, ValidationError.
    """
    role = require(by, Permission.CANDIDATE_IDENTIFY, owner)
    on = on or owner.today()
    _check(owner, provider, adopter, facts, by)
    candidate = Candidate(
        owner=owner,
        year=on.year,
        number=next_number(owner, "candidate", year=on.year),
        title=title,
        provider=provider,
        adopter=adopter,
        identified_on=on,
        status_since=on,
        **facts,
    )
    return record(candidate, by=by, role=role, why=why or "identified")


@transaction.atomic
def open_agreed(*, owner, title, provider, adopter, by, on, why="", **facts) -> Candidate:
    """A candidate for an agreement that came about without one: both sides agree already."""
    candidate = identify_candidate(
        owner=owner, title=title, provider=provider, adopter=adopter, by=by, why=why, on=on, **facts
    )
    candidate.status = CandidateStatus.AGREED
    role = require(by, Permission.AGREEMENT_CREATE, owner)
    return record(candidate, by=by, role=role, why=f"agreed outside: {why}".removesuffix(": "))


@transaction.atomic
def edit_candidate(candidate, *, by, changes: dict, why="", expected_version=None) -> Candidate:
    """Change what is known of it. A candidate that has ended is corrected only with a reason."""
    role = require(by, Permission.CANDIDATE_IDENTIFY, candidate.owner)
    candidate = locked(Candidate, candidate.pk, expected_version=expected_version)
    if candidate.status not in CANDIDATE_OPEN | {CandidateStatus.PARKED} and not why.strip():
        raise ValidationError({"why": _("This candidate has ended. Say why it is corrected.")})
    unknown = set(changes) - EDITABLE
    if unknown:
        raise ValidationError({name: _("This cannot be changed here.") for name in unknown})
    for name, value in changes.items():
        setattr(candidate, name, value)
    _check(candidate.owner, candidate.provider, candidate.adopter, changes, by)
    return record(candidate, by=by, role=role, why=why)


@transaction.atomic
def move_candidate(
    candidate, action, *, by, why="", on=None, expected_version=None, facts=None
) -> Candidate:
    """Take one step of CANDIDATE_TRANSITIONS, or refuse."""
    move = begin(
        CANDIDATE_TRANSITIONS,
        Candidate,
        candidate.pk,
        CandidateAction(action),
        by=by,
        why=why,
        on=on,
        expected_version=expected_version,
        facts=facts,
    )
    if move.step.automatic:
        raise TransitionNotAllowed(_("This happens by itself, with the agreement."), action=action)
    candidate = move.record
    target = move.step.target
    if action == CandidateAction.PARK:
        if move.facts["parked_until"] <= move.on:
            raise ValidationError(
                {"parked_until": _("Choose a day after the one on which it is parked.")}
            )
        candidate.parked_from, candidate.parked_until = candidate.status, move.facts["parked_until"]
    elif candidate.status == CandidateStatus.PARKED:
        target = target or candidate.parked_from
        candidate.parked_from, candidate.parked_until = "", None
    if action == CandidateAction.OFFER:
        share(candidate)
    for name in ("letter_number", "letter_date"):
        if name in move.facts:
            setattr(candidate, name, move.facts[name])
    if action == CandidateAction.DROP:
        _refuse_living_agreements(candidate)
    return finish(move, target)


def link_agreement(candidate, *, by, role, on, why="") -> Candidate:
    """The first agreement is drafted: taken inside that act, whose permission was asked there."""
    return _automatic(candidate, CandidateAction.LINK_AGREEMENT, by=by, role=role, on=on, why=why)


def realise_by_agreement(candidate, *, by, role, on, why="") -> Candidate:
    """The first binding agreement is signed."""
    return _automatic(candidate, CandidateAction.REALISE, by=by, role=role, on=on, why=why)


def return_to_agreed(candidate, *, by, role, on, why="") -> Candidate:
    """Its only agreement was voided before it bound anybody."""
    return _automatic(candidate, CandidateAction.RETURN, by=by, role=role, on=on, why=why)


def _automatic(candidate, action, *, by, role, on, why):
    candidate = locked(Candidate, candidate.pk)
    step = step_for(CANDIDATE_TRANSITIONS, candidate, action, why=why or str(action))
    candidate.status, candidate.status_since = step.target, on
    return record(candidate, by=by, role=role, why=f"{action}: {why}".removesuffix(": "))


def _check(owner, provider, adopter, facts, by):
    problems = {}
    if provider == adopter:
        problems["adopter"] = _("Provider and adopter are the same agency. Choose another one.")
    elif not (provider.is_within(owner) or adopter.is_within(owner)):
        problems["provider"] = (
            _("%s is neither provider nor adopter. Choose one of its agencies.") % owner
        )
    if set(facts) - EDITABLE:
        problems |= {name: _("This cannot be set here.") for name in set(facts) - EDITABLE}
    # What is named must be seen: an id alone would tell what another agency keeps.
    seen = {
        "innovation": Innovation.objects.visible_to(by),
        "topic": Topic.objects.visible_to(by),
        "indicator": Indicator.objects.visible_to(by),
    }
    for name, rows in seen.items():
        named = facts.get(name)
        if named is not None and not rows.filter(pk=named.pk).exists():
            problems[name] = _("This is not one you can see. Choose from the list.")
    if problems:
        raise ValidationError(problems)


def _refuse_living_agreements(candidate):
    if candidate.agreements.exclude(status__in=["void", "ended", "superseded"]).exists():
        raise TransitionNotAllowed(
            _("An agreement of this candidate is still alive. Void or end it first."),
            action=CandidateAction.DROP,
            status=candidate.status,
        )
