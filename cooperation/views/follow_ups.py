"""Follow-ups: who owes what by when."""

from django.contrib import messages
from django.db.models import Case, F, Value, When
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cooperation.filters import FollowUpFilter
from cooperation.forms import REFUSALS, FollowUpForm
from cooperation.models import Agency, Candidate, FollowUp
from cooperation.pdf import Columns
from cooperation.permissions import NotPermitted, Permission, may
from cooperation.services import edit_follow_up, move_follow_up, plan_follow_up
from cooperation.views.lists import offer_agencies, page_of
from cooperation.views.sheets import on_paper, wants_paper
from cooperation.views.steps import came_from, steps_for, take_step
from cooperation.workflow import FOLLOW_UP_SETTLED, FOLLOW_UP_TRANSITIONS, FOLLOW_UP_UNFINISHED

FOLDED = ("status", "assignee", "period", "due_since", "due_until")


COLUMNS = Columns(
    "Daftar Tindak Lanjut",
    ["Yang harus dikerjakan", "Penanggung jawab", "Tenggat", "Status"],
    [6, 5, 3, 2.5],
)


def follow_up_list(request):
    """Mine first, then my offices', then the others'; in each, what is due first."""
    # Whose they are decides the order, so that all of them are read for any page.
    seen = FollowUp.objects.all_visible_to(request.user)
    rows = seen.select_related("candidate__owner", "unit", "assignee")
    filterset = FollowUpFilter(request.GET, queryset=rows, request=request)
    rows = filterset.qs.order_by(*_nearest_first(request.user))
    if wants_paper(request):
        return on_paper(request, filterset.form, rows, COLUMNS, _cells)
    page = page_of(request, rows)
    offer_agencies(filterset, ["unit"], seen, "unit")
    context = {
        "filter": filterset,
        "page": page,
        "first": [filterset.form[name] for name in ("unit", "overdue")],
        "folded": [filterset.form[name] for name in FOLDED],
        # Of thousands nobody chooses from a list: its own page leads here.
        "carried": [filterset.form["candidate"]],
    }
    return render(request, "cooperation/follow_up_list.html", context)


def follow_up(request, pk):
    return _follow_up_page(request, pk)


@require_POST
def follow_up_move(request, pk):
    found = get_object_or_404(_seen(request.user), pk=pk)
    refused = take_step(request, found, FOLLOW_UP_TRANSITIONS, move_follow_up)
    if refused is not None:
        return _follow_up_page(request, pk, refused=refused)
    messages.success(request, _("Done. The step is in the history."))
    return redirect(came_from(request) or reverse("follow_up", args=[pk]))


def follow_up_new(request, pk):
    """Plan what is to be done for a candidate."""
    candidate = get_object_or_404(_candidates(request.user), pk=pk)
    if not may(request.user, Permission.FOLLOW_UP_PLAN, candidate.owner):
        raise NotPermitted(Permission.FOLLOW_UP_PLAN, candidate.owner)
    form = FollowUpForm(request.POST or None, candidate=candidate)
    if request.method == "POST" and form.is_valid():
        try:
            plan_follow_up(candidate=candidate, by=request.user, **form.values())
        except REFUSALS as error:
            form.refuse(error)
        else:
            messages.success(request, _("The follow-up is planned."))
            return redirect("candidate", pk)
    context = {"form": form, "candidate": candidate}
    return render(request, "cooperation/follow_up_new.html", context)


def follow_up_edit(request, pk):
    found = get_object_or_404(_seen(request.user), pk=pk)
    if not may(request.user, Permission.FOLLOW_UP_PLAN, found.owner):
        raise NotPermitted(Permission.FOLLOW_UP_PLAN, found.owner)
    form = FollowUpForm(request.POST or None, record=found, candidate=found.candidate)
    if request.method == "POST" and form.is_valid():
        try:
            edit_follow_up(found, by=request.user, changes=form.changes(), **form.options())
        except REFUSALS as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved. What was changed is in the history."))
            return redirect("follow_up", pk)
    context = {"form": form, "follow_up": found, "candidate": found.candidate}
    return render(request, "cooperation/follow_up_edit.html", context)


def _nearest_first(user):
    mine = When(assignee=user, status__in=FOLLOW_UP_UNFINISHED, then=Value(0))
    offices = Agency.objects.in_reach_of(user, Permission.FOLLOW_UP_DO)
    ours = When(unit__in=offices, status__in=FOLLOW_UP_UNFINISHED, then=Value(1))
    theirs = When(status__in=FOLLOW_UP_UNFINISHED, then=Value(2))
    return [Case(mine, ours, theirs, default=Value(3)), F("due_on").asc(nulls_last=True), "pk"]


def _seen(user):
    return FollowUp.objects.visible_to(user).select_related(
        *("candidate__owner", "candidate__provider", "candidate__adopter"),
        *("unit", "assignee", "finished_by", "verified_by", "evidence_file"),
    )


def _candidates(user):
    return Candidate.objects.visible_to(user).select_related("owner", "provider", "adopter")


def _follow_up_page(request, pk, *, refused=None):
    found = get_object_or_404(_seen(request.user), pk=pk)
    may_plan = may(request.user, Permission.FOLLOW_UP_PLAN, found.owner)
    context = {
        "follow_up": found,
        "candidate": found.candidate,
        "own": found.tells_reasons_to(request.user),
        "steps": steps_for(found, request.user, refused=refused),
        "may_bring": found.status not in FOLLOW_UP_SETTLED
        and may(request.user, Permission.FOLLOW_UP_DO, found.unit),
        "may_edit": may_plan and found.status in FOLLOW_UP_UNFINISHED,
    }
    return render(request, "cooperation/follow_up.html", context)


def _cells(follow_up) -> list[str]:
    due = date_format(follow_up.due_on, "j M Y") if follow_up.due_on else "tidak tercatat"
    who = [str(follow_up.assignee)] if follow_up.assignee else []
    return [
        f"{follow_up.title}\n{follow_up.candidate.title}",
        "\n".join([*who, str(follow_up.unit)]),
        f"{due}\nterlambat" if follow_up.is_overdue else due,
        follow_up.get_status_display(),
    ]
