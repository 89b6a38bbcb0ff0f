"""Personal details that somebody wants erased: asked for by one person, decided by another."""

from django.contrib import messages
from django.db.models import Count, OuterRef, Subquery
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cooperation.forms import REFUSALS, DecisionForm, ErasureForm, show_refusal
from cooperation.models import Agency, Erasure, ErasureStatus
from cooperation.permissions import (
    GRANTS,
    NotPermitted,
    Permission,
    Role,
    current_memberships,
    may,
    may_somewhere,
)
from cooperation.services import approve_erasure, ask_erasure, refuse_erasure
from cooperation.views.lists import ROWS, page_of


@never_cache
def erasures(request):
    """Ask for one, decide on those that wait, see what was decided."""
    user = request.user
    may_ask = may_somewhere(user, Permission.PERSONAL_READ)
    if not may_ask and not may_somewhere(user, Permission.PERSONAL_ERASE):
        raise NotPermitted(Permission.PERSONAL_ERASE)
    offices = Agency.objects.filter(pk__in=_offices(user))
    form, refused = ErasureForm(offices=offices), None
    if request.method == "POST":
        if request.POST.get("action") == "ask":
            form = ErasureForm(request.POST, offices=offices)
            done = _asked(form, user)
        else:
            refused = DecisionForm(request.POST)
            done = _decided(request, refused)
        if done:
            messages.success(request, done)
            return redirect("erasures")
    context = {
        "form": form if may_ask else None,
        "refused": refused,
        "page": page_of(request, _rows(user)),
        "waiting": [_waiting(row, user, refused) for row in _undecided(user)],
    }
    return render(request, "cooperation/erasures.html", context)


def _offices(user) -> list[int]:
    """Where this person keeps personal details."""
    return [
        held.agency_id
        for held in current_memberships(user)
        if Permission.PERSONAL_READ in GRANTS[Role(held.role)]
    ]


def _rows(user):
    rows = Erasure.objects.visible_to(user).select_related("owner", "asked_by", "decided_by")
    told = Erasure.history.filter(id=OuterRef("pk")).order_by("-version")
    return rows.annotate(reason=Subquery(told.values("history_change_reason")[:1]))


def _undecided(user):
    rows = _rows(user).filter(status=ErasureStatus.ASKED)
    return rows.annotate(rows=Count("details")).order_by("pk")[:ROWS]


def _waiting(row, user, refused):
    form = DecisionForm(initial={"erasure": row.pk, "version": row.version})
    if refused is not None and refused.data.get("erasure") == str(row.pk):
        form = refused
    may_decide = may(user, Permission.PERSONAL_ERASE, row.owner) and row.asked_by_id != user.pk
    return {"row": row, "form": form if may_decide else None}


def _asked(form, user) -> str:
    if not form.is_valid():
        return ""
    try:
        erasure = ask_erasure(**form.cleaned_data, by=user)
    except REFUSALS as error:
        show_refusal(form, error)
        return ""
    return _("Asked for. A second person of your office decides; %(count)d rows are concerned.") % {
        "count": erasure.details.count()
    }


def _decided(request, form) -> str:
    if not form.is_valid():
        return ""
    found = get_object_or_404(
        Erasure.objects.visible_to(request.user), pk=form.cleaned_data["erasure"]
    )
    options = {
        "why": form.cleaned_data["why"],
        "expected_version": form.cleaned_data["version"],
    }
    approves = request.POST.get("action") == "approve"
    decide = approve_erasure if approves else refuse_erasure
    try:
        decided = decide(found, by=request.user, **options)
    except REFUSALS as error:
        show_refusal(form, error)
        return ""
    erased = decided.status == ErasureStatus.ERASED
    return _("Erased, for good.") if erased else _("Refused. The reason stands below, beside it.")
