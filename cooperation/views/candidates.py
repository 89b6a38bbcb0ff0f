"""Candidates: what might come of a visit, where it stands, who holds it."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cooperation.filters import CandidateFilter
from cooperation.forms import REFUSALS, CandidateForm, HouseForm
from cooperation.models import Adoption, Candidate, FollowUp
from cooperation.pdf import Columns
from cooperation.permissions import NotPermitted, Permission, may, may_somewhere
from cooperation.reports import headlines_of, today_of
from cooperation.services import (
    edit_candidate,
    identify_candidate,
    indicator_named,
    move_candidate,
)
from cooperation.views.as_of import answers_as_of
from cooperation.views.lists import houses_of, offer_agencies, page_of
from cooperation.views.sheets import on_paper, wants_paper
from cooperation.views.steps import came_from, steps_for, take_step
from cooperation.views.thread import thread_of
from cooperation.workflow import CANDIDATE_TRANSITIONS, CandidateStatus

BRIEF_HISTORY = 5
DRAFTABLE = frozenset(
    {CandidateStatus.AGREED, CandidateStatus.IN_AGREEMENT, CandidateStatus.REALISED}
)
FOLDED = (
    "status",
    "kind",
    "period",
    "innovation",
    "topic",
    "affair",
    "since",
    "until",
)


COLUMNS = Columns(
    "Daftar Calon Kerja Sama",
    ["Calon kerja sama", "Pemberi dan penerima", "Status", "Sejak"],
    [6, 5, 3, 2.5],
)

RELATED = ("innovation", "adopter", "evidence_file")  # of an adoption


def candidate_list(request):
    seen = Candidate.objects.visible_to(request.user)
    rows = seen.select_related("owner", "provider", "adopter", "innovation")
    late = FollowUp.objects.overdue(today_of(request.user)).filter(candidate=OuterRef("pk"))
    rows = rows.annotate(has_late=Exists(late))
    filterset = CandidateFilter(request.GET, queryset=rows, request=request)
    if wants_paper(request):
        return on_paper(request, filterset.form, filterset.qs, COLUMNS, _cells)
    page = page_of(request, filterset.qs)
    offer_agencies(filterset, ["agency"], seen, "owner", "provider", "adopter")
    context = {
        "filter": filterset,
        "page": page,
        "first": [filterset.form[name] for name in ("agency", "overdue")],
        "folded": [filterset.form[name] for name in FOLDED],
        # Whoever asks for either side chooses the agency above; a link may ask more precisely.
        "carried": [filterset.form[name] for name in ("provider", "adopter")],
        "may_add": may_somewhere(request.user, Permission.CANDIDATE_IDENTIFY),
    }
    return render(request, "cooperation/candidate_list.html", context)


@answers_as_of
def candidate(request, pk):
    return _candidate_page(request, pk)


@require_POST
def candidate_move(request, pk):
    found = get_object_or_404(_seen(request.user), pk=pk)
    refused = take_step(request, found, CANDIDATE_TRANSITIONS, move_candidate)
    if refused is not None:
        return _candidate_page(request, pk, refused=refused)
    messages.success(request, _("Done. The step is in the history."))
    return redirect(came_from(request) or reverse("candidate", args=[pk]))


def candidate_new(request):
    """Open a candidate by hand: without a visit, or after one that nobody wrote it down in."""
    houses = houses_of(request.user, Permission.CANDIDATE_IDENTIFY)
    if not houses:
        raise NotPermitted(Permission.CANDIDATE_IDENTIFY)
    house = HouseForm(request.POST or None, houses=houses)
    owner = house.cleaned_data["owner"] if house.is_bound and house.is_valid() else houses[0]
    form = CandidateForm(
        request.POST or None, user=request.user, owner=owner, initial={"provider": owner}
    )
    if request.method == "POST" and all([house.is_valid(), form.is_valid()]):
        try:
            made = _identify(form, owner, request.user)
        except REFUSALS as error:
            form.refuse(error)
        else:
            messages.success(request, _("The candidate is written down."))
            return redirect("candidate", made.pk)
    return render(request, "cooperation/candidate_new.html", {"form": form, "house": house})


def candidate_edit(request, pk):
    found = get_object_or_404(_seen(request.user), pk=pk)
    if not may(request.user, Permission.CANDIDATE_IDENTIFY, found.owner):
        raise NotPermitted(Permission.CANDIDATE_IDENTIFY, found.owner)
    form = CandidateForm(request.POST or None, record=found, user=request.user, owner=found.owner)
    if request.method == "POST" and form.is_valid():
        try:
            _edit(form, found, request.user)
        except REFUSALS as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved. What was changed is in the history."))
            return redirect("candidate", pk)
    return render(request, "cooperation/candidate_edit.html", {"form": form, "candidate": found})


@transaction.atomic
def _identify(form, owner, user):
    return identify_candidate(
        owner=owner, by=user, **_with_indicator(form.values(), form, owner, user)
    )


@transaction.atomic
def _edit(form, found, user):
    changes = _with_indicator(form.changes(), form, found.owner, user)
    edit_candidate(found, by=user, changes=changes, **form.options())


def _with_indicator(facts, form, owner, user):
    """An indicator that was named anew is taken up together with the candidate, or not at all."""
    if new := form.new_indicator_facts():
        facts["indicator"] = indicator_named(owner=owner, by=user, **new)
    return facts


def _seen(user):
    return Candidate.objects.visible_to(user).select_related(
        "owner", "provider", "adopter", "innovation__owner", "topic", "initiating_unit", "indicator"
    )


def _candidate_page(request, pk, *, refused=None):
    adoptions = Prefetch("adoptions", Adoption.objects.select_related(*RELATED))
    found = get_object_or_404(_seen(request.user).prefetch_related(adoptions), pk=pk)
    user = request.user
    own = found.belongs_to(user)
    alive = found.status != CandidateStatus.DROPPED
    context = {
        "candidate": found,
        "own": own,
        "innovation": _named(found, user),
        "steps": steps_for(found, user, refused=refused),
        "stations": thread_of(found, user, here=found),
        "follow_ups": _follow_ups(found, user),
        "adoptions": found.adoptions.all(),
        "measured": measured(found),
        "may_edit": may(user, Permission.CANDIDATE_IDENTIFY, found.owner),
        "may_plan": alive and may(user, Permission.FOLLOW_UP_PLAN, found.owner),
        "may_adopt": may(user, Permission.ADOPTION_RECORD, found.owner),
        "draft": _where_to_draft(found, user),
        "history": headlines_of(found, user, limit=BRIEF_HISTORY),
    }
    return render(request, "cooperation/candidate.html", context)


def _where_to_draft(found, user):
    """Where an agreement of it is drafted, once it is agreed in principle; "" for who may not."""
    if found.status not in DRAFTABLE or not may(user, Permission.AGREEMENT_CREATE, found.owner):
        return ""
    return f"{reverse('agreement_new')}?candidate={found.pk}"


def _named(found, user):
    """Its innovation, where the reader sees it: not all that is offered is published."""
    innovation = found.innovation
    if innovation is None or innovation.published:
        return innovation
    return innovation if may(user, Permission.VISIT_VIEW, innovation.owner) else None


def _follow_ups(found, user):
    """What was promised, each with the steps that this person may take."""
    rows = found.follow_ups.select_related(
        "unit", "assignee", "finished_by", "verified_by", "evidence_file"
    )
    offered = []
    for row in rows:
        row.candidate = found  # known already: not fetched again for each
        offered.append((row, steps_for(row, user)))
    return offered


def measured(candidate):
    """The values of its indicator, each against where it began and where it was to arrive."""
    rows = candidate.measurements.select_related("indicator", "agency")
    return [(row, verdict(candidate, row)) for row in rows]


def verdict(candidate, measurement):
    """“reached”, “better”, “worse” or “unchanged”; "" where there is nothing to compare with."""
    begin, target = candidate.baseline_value, candidate.target_value
    if (
        measurement.indicator_id != candidate.indicator_id
        or measurement.agency_id != candidate.adopter_id
    ):
        return ""
    sign = -1 if measurement.indicator.lower_is_better else 1
    if target is not None and sign * measurement.value >= sign * target:
        return "reached"
    if begin is None:
        return ""
    if measurement.value == begin:
        return "unchanged"
    return "better" if sign * measurement.value > sign * begin else "worse"


def _cells(candidate) -> list[str]:
    return [
        f"{candidate.title}\n{candidate.reference}",
        f"{candidate.provider} → {candidate.adopter}",
        candidate.get_status_display(),
        date_format(candidate.status_since, "j M Y"),
    ]
