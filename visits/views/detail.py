"""A visit on its page: what is known, what came of it, and the one step that comes next."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from audit.readings import personal_details_shown
from cooperation.models import heavy_of
from cooperation.permissions import Permission, may, roles_granting
from cooperation.reports import headlines_of
from cooperation.views.as_of import answers_as_of
from cooperation.views.steps import Steps, steps_for, take_step
from visits.forms import AttachmentForm, VisitForm, VisitMoveForm
from visits.models import (
    Attachment,
    Delegation,
    Discussion,
    Host,
    InnovationShown,
    Outcome,
    PaperKind,
    Participant,
    QuotedValue,
    Visit,
)
from visits.reports import conflicts, duplicates_of
from visits.services import READY, edit_visit, move
from visits.views.asking import ask
from visits.views.earlier import what_came_of_earlier
from visits.views.lists import ASIDE
from visits.views.promises import promises_of
from visits.views.thread import candidates_of, thread_of
from visits.workflow import TRANSITIONS, Status

BRIEF_HISTORY = 5
BESIDE = 3
# Whoever decides reads first what came of the last times.
UNDECIDED = frozenset({Status.REGISTERED, Status.UNDER_REVIEW})
# Before the day a collision can still be avoided; afterwards it is only a fact.
COMING = frozenset({Status.REGISTERED, Status.UNDER_REVIEW, Status.ACCEPTED, Status.SCHEDULED})
# A memorandum tells what happened: there is none of a visit that has not taken place.
HELD = frozenset({Status.COMPLETED, Status.REPORTED, Status.CLOSED})

TALKS = Discussion.objects.select_related(
    "topic__affair", "presenting_unit", "asked_by__agency"
).prefetch_related(
    Prefetch("innovations_shown", InnovationShown.objects.select_related("innovation__owner")),
    Prefetch("quoted_values", QuotedValue.objects.select_related("indicator", "agency")),
)
PARTS = (
    Prefetch("hosts", Host.objects.select_related("agency")),
    Prefetch("delegations", Delegation.objects.select_related("agency", "contact")),
    Prefetch("participants", Participant.objects.all()),
    Prefetch("discussions", TALKS),
    Prefetch("attachments", Attachment.objects.select_related("file")),
    "stops",
    "schedule_changes",
)


def found(request, pk, *parts) -> Visit:
    """The visit if the reader may see it; one of others and one that is not there answer alike."""
    rows = Visit.objects.visible_to(request.user).select_related("owner")
    return get_object_or_404(rows.prefetch_related(*parts), pk=pk)


@answers_as_of
def visit(request, pk):
    return visit_page(request, pk)


@require_POST
def visit_move(request, pk):
    record = found(request, pk)
    refused = take_step(request, record, TRANSITIONS, move, form=VisitMoveForm)
    if refused is not None:
        return visit_page(request, pk, refused=refused)
    messages.success(request, _("Done. The step is in the history."))
    return redirect("visit", pk)


def visit_edit(request, pk):
    record = found(request, pk)
    form = VisitForm(request.POST or None, visit=record, user=request.user, record=record)
    return ask(
        request,
        record,
        form,
        title=_("Correct the facts"),
        permission=Permission.VISIT_LOG,
        save=lambda: edit_visit(record, by=request.user, changes=form.changes(), **form.options()),
    )


def visit_page(request, pk, *, refused=None, upload=None):
    """The whole page; `refused` and `upload` are forms that came back with what is wrong."""
    user = request.user
    record = found(request, pk, *PARTS)
    own = record.belongs_to(user)
    talks = list(record.discussions.all())
    candidates = candidates_of(record, user)
    steps = _steps(record, user, refused)
    may_reach = may(user, Permission.PERSONAL_READ, record.owner)
    if may_reach and any(delegation.contact for delegation in record.delegations.all()):
        personal_details_shown()
    context = {
        "visit": record,
        "owner": record.owner,
        "own": own,
        "talks": [_talk(talk, candidates, user) for talk in talks],
        "stations": thread_of(record, talks, candidates, user),
        "steps": steps,
        "coming_next": _coming_next(record),
        "sides": _sides(record),
        "promises": promises_of(candidates, user),
        "may_log": may(user, Permission.VISIT_LOG, record.owner),
        "may_report": may(user, Permission.VISIT_REPORT, record.owner),
        "may_reach": may_reach,
        "upload": upload or AttachmentForm(),
        "tells_memorandum": record.status in HELD,
        "history": headlines_of(record, user, limit=BRIEF_HISTORY),
        "earlier": what_came_of_earlier(record, talks, user),
        "is_undecided": record.status in UNDECIDED,
    }
    if own:
        context |= _for_the_owner(record)
    return render(request, "visits/visit.html", context)


def _for_the_owner(record):
    return {
        "dispositions": record.dispositions.select_related("to_unit"),
        "papers": _papers(record),
        "collisions": list(conflicts(record)[:BESIDE]) if record.status in COMING else [],
        "duplicates": _duplicates(record) if record.status in COMING else [],
    }


def _papers(record):
    """Each kind that can be written by now or was written before, with what there is of it."""
    written = list(record.papers.select_related("agency", "issued").defer(*heavy_of("issued")))
    shelves: dict[str, list[dict]] = {"written": [], "other": []}
    for kind in PaperKind:
        rows = [paper for paper in written if paper.kind == kind]
        may_be_written = record.status in READY[kind]
        if not rows and not may_be_written:
            continue
        draft = next((paper for paper in rows if paper.issued_id is None), None)
        shelf = {"kind": kind, "draft": draft, "ready": may_be_written and draft is None}
        shelf["issued"] = [paper for paper in rows if paper.issued_id]
        # Every visit has its memorandum; of the others, those that somebody has begun.
        place = "written" if rows or kind == PaperKind.MEMORANDUM else "other"
        shelves[place].append(shelf)
    return shelves


def _duplicates(record):
    day = record.owner.local(record.starts).date() if record.starts else None
    same: dict[int, Visit] = {}
    for delegation in record.delegations.all()[:2]:
        rows = duplicates_of(
            owner=record.owner,
            agency=delegation.agency,
            letter_number=record.letter_number,
            day=day,
            other_than=record,
        )
        same |= {row.pk: row for row in rows[:BESIDE]}
    return list(same.values())


def _steps(record, user, refused):
    offered = steps_for(record, user, form=VisitMoveForm, refused=refused)
    if refused is not None or offered.next is None or offered.next.step.action not in ASIDE:
        return offered
    return Steps(None, [offered.next, *offered.others])


def _coming_next(record):
    """The step that carries the story on, and whose it is."""
    step = next((step for step in record.next_steps if step.action not in ASIDE), None)
    if step is None:
        return None
    roles = ", ".join(str(role.label) for role in roles_granting(step.permission))
    return {"step": step.action.label, "roles": roles}


def _talk(talk, candidates, user):
    """A topic with what the reader may do about it; its candidate only if the reader sees that."""
    unit = talk.presenting_unit
    owner = talk.visit.owner
    at = unit if unit is not None and unit.is_within(owner) else owner
    return {
        "row": talk,
        "candidate": next((one for one in candidates if one.pk == talk.candidate_id), None),
        "may_write": may(user, Permission.VISIT_REPORT, at),
        "may_identify": talk.outcome != Outcome.CANDIDATE
        and may(user, Permission.CANDIDATE_IDENTIFY, at),
    }


def _sides(record):
    """Hosts and delegations in the same words, each with its people; all in memory already."""
    people = list(record.participants.all())
    hosts = [("hosts", row, "receiver", "host_id") for row in record.hosts.all()]
    guests = [("delegations", row, "leader", "delegation_id") for row in record.delegations.all()]
    return [
        (
            {
                "kind": kind,
                "row": row,
                "name": getattr(row, f"{person}_name"),
                "position": getattr(row, f"{person}_position"),
                "status": getattr(row, f"{person}_office_status"),
            },
            [one for one in people if getattr(one, key) == row.pk],
        )
        for kind, row, person, key in hosts + guests
    ]
