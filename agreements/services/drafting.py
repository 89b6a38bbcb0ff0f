"""Opening a draft and changing what its head says."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.library import starting_articles, template_named
from agreements.models import Agreement, AgreementKind, Party, Template
from agreements.services.articles import arranged
from agreements.services.initials import copy_usual_steps
from agreements.services.parties import new_party, refuse_many
from agreements.services.writing import Problems, Writing, begin_writing, fill
from audit.recording import Command, locked, record
from cooperation.models import Agency, Candidate, CandidateKind
from cooperation.permissions import Permission, require
from cooperation.services import link_agreement, next_number
from cooperation.services.candidates import open_agreed
from cooperation.workflow import CandidateStatus

SIDES = 2  # of a candidate: who provides, who adopts
FACTS = frozenset(
    {"cooperation_kind", "title_label", "parent", "recitals", "place", "dated_on", "signed_apart"}
    | {"starts_on", "ends_on", "term_text", "funding_source", "council_required"}
    | {"council_reason", "original_count", "renewal_notice_days", "reporting_period"}
    | {"term_count", "term_unit", "amount", "amends", "renews", "unplaced"}
)
EDITABLE = FACTS | {"kind", "title"}
KIN = ("parent", "amends", "renews")  # under which it stands, which it changes, which it follows
# Drafting starts when both sides have agreed in principle; more texts may follow the first.
AGREED_IN_PRINCIPLE = frozenset(
    {CandidateStatus.AGREED, CandidateStatus.IN_AGREEMENT, CandidateStatus.REALISED}
)


@transaction.atomic
def draft_agreement(
    *,
    candidate: Candidate | None = None,
    owner: Agency,
    kind: str,
    title: str,
    parties: Sequence[Mapping[str, Any]],
    articles: Sequence[dict[str, Any]] | None = None,
    template: Template | None = None,
    by,
    why: str = "",
    on=None,
    **facts,
) -> Agreement:
    """Open a draft. Without `articles` it starts with those of a template, or of its kind.

    Without a candidate one is opened, agreed in principle: nothing is signed that nobody wanted.
    Raises NotPermitted, ValidationError with paths like "parties.0.agency".
    """
    role = require(by, Permission.AGREEMENT_CREATE, owner)
    on = on or owner.today()
    why = why or "drafted"
    agreement = Agreement(
        owner=owner,
        title=title,
        year=on.year,
        status_since=on,
        drafted_by=None if isinstance(by, Command) else by,
    )
    rows = filled(agreement, {"kind": kind, **facts}, parties, by=by, on=on)
    if candidate is None:
        candidate = own_candidate(agreement, rows, by=by, on=on, why=why)
    agreement.candidate = linked(candidate, agreement, by=by, role=role, on=on, why=why)
    agreement.number = next_number(owner, "agreement", year=on.year)
    _refuse_template(template, agreement)
    if articles is None:
        agreement.template = template_named(kind, template)
        articles = starting_articles(kind, owner, len(rows), template)
    text = arranged(agreement, [], articles)
    record(agreement, by=by, role=role, why=why)

    writing = Writing(agreement, by, role, why)
    for part in (*rows, *text):
        # Known to the row only now that it has a key.
        part.agreement = agreement
        writing.keep(part)
    copy_usual_steps(writing)
    return agreement


@transaction.atomic
def edit_agreement(
    agreement: Agreement,
    *,
    by,
    changes: Mapping[str, Any],
    why: str = "",
    expected_version: int | None = None,
) -> Agreement:
    """Change the head of a text that is being drafted.

    Raises NotPermitted, StaleRecord, Locked, ValidationError.
    """
    writing = begin_writing(agreement, by=by, why=why, expected_version=expected_version)
    _fill_head(writing.agreement, changes, by=by)
    return writing.keep(writing.agreement)


def filled(agreement, facts, parties, *, by, on):
    """The head filled in and the parties, none of it saved; or all that is wrong with them."""
    problems = Problems()
    with problems.noted():
        if on > agreement.owner.today():
            raise ValidationError(
                {"on": _("This day is still to come. Give the day on which it happened.")}
            )
    with problems.noted():
        _fill_head(agreement, facts, by=by)
    rows: list[Party] = []
    for place, party in enumerate(parties):
        with problems.noted(f"parties.{place}"):
            row = new_party(agreement, {"order": place + 1, **party})
            if any(row.agency == other.agency for other in rows):
                raise ValidationError({"agency": _("%s is a party already.") % row.agency})
            rows.append(row)
    with problems.noted():
        refuse_many(len(parties))
        _refuse_foreign(agreement.owner, rows)
    problems.refuse()
    return rows


def _fill_head(agreement, facts, *, by):
    fill(agreement, facts, EDITABLE)
    problems = {}
    if agreement.kind not in AgreementKind:
        problems["kind"] = _("Choose one of the kinds of agreement.")
    if agreement.starts_on and agreement.ends_on and agreement.ends_on < agreement.starts_on:
        problems["ends_on"] = _("It cannot end before it starts. Correct one of the days.")
    for name in KIN:
        if facts.get(name) is not None:
            problem = _problem_of_kin(agreement, name, facts[name], by)
            problems |= {name: problem} if problem else {}
    if agreement.amends_id and agreement.kind != AgreementKind.ADDENDUM:
        problems["amends"] = _("Only an addendum changes another agreement. Correct the kind.")
    if problems:
        raise ValidationError(problems)
    agreement.base = agreement.amends and (agreement.amends.base or agreement.amends)


def _problem_of_kin(agreement, name, kin, by):
    if not _sees(by, kin):
        return _("This is not one you can see. Choose from the list.")
    passed = {agreement.pk}
    while kin is not None:
        # Two colleagues may have put two texts under each other in the same moment.
        if kin.pk in passed:
            return _("An agreement is not its own kin. Choose another one.")
        passed.add(kin.pk)
        kin = getattr(kin, name)
    return ""


def _refuse_foreign(owner, rows):
    if not any(row.agency.is_within(owner) for row in rows):
        message = _("%s takes no part in this agreement. Add it, or one of its units, as a party.")
        raise ValidationError({"parties": message % owner})


def _sees(by, row):
    if isinstance(by, Command):
        return True
    return type(row).objects.visible_to(by).filter(pk=row.pk).exists()


def linked(candidate, agreement, *, by, role, on, why):
    """The candidate, now in agreement; refused where it is not for this text to move it."""
    if not _sees(by, candidate):
        _refuse_candidate(_("This is not one you can see. Choose from the list."))
    owner = agreement.owner
    if not (candidate.owner.is_within(owner) or owner.is_within(candidate.owner)):
        _refuse_candidate(
            _("This candidate is kept by %s. Leave it empty; one of your own is opened then.")
            % candidate.owner
        )
    candidate = locked(Candidate, candidate.pk)
    if candidate.status not in AGREED_IN_PRINCIPLE:
        _refuse_candidate(
            _("The candidate stands at “%s”. A text is drafted once it is agreed in principle.")
            % candidate.get_status_display()
        )
    if candidate.status == CandidateStatus.AGREED:
        return link_agreement(candidate, by=by, role=role, on=on, why=why)
    return candidate


def _refuse_template(template, agreement):
    if template is None:
        return
    if template.kind != agreement.kind or template.ended_on is not None:
        raise ValidationError(
            {"template": _("This template is for another kind of agreement. Choose another one.")}
        )
    if template.owner.code not in agreement.owner.lineage:
        raise ValidationError({"template": _("This is not one you can see. Choose from the list.")})


def _refuse_candidate(message):
    raise ValidationError({"candidate": message})


def own_candidate(agreement, rows, *, by, on, why):
    if len(rows) < SIDES:
        raise ValidationError({"parties": _("Add the other party, or choose a candidate.")})
    own = next(row.agency for row in rows if row.agency.is_within(agreement.owner))
    other = next(row.agency for row in rows if row.agency != own)
    return open_agreed(
        owner=agreement.owner,
        title=agreement.title,
        provider=own,
        adopter=other,
        kind=CandidateKind.OTHER,
        cooperation_kind=agreement.cooperation_kind,
        by=by,
        on=on,
        why=why,
    )
