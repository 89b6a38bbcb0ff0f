"""The file that proves that something was done, or is at work: taken away, and brought."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cooperation.forms import REFUSALS, EvidenceForm
from cooperation.models import Adoption, FollowUp
from cooperation.permissions import NotPermitted, Permission, may
from cooperation.services import bring_evidence
from cooperation.views.papers import file_response


@never_cache
def follow_up_evidence(request, pk):
    return _file(_follow_up(request.user, pk))


@never_cache
def adoption_evidence(request, pk):
    return _file(_adoption(request.user, pk))


def follow_up_evidence_new(request, pk):
    follow_up = _follow_up(request.user, pk)
    if not may(request.user, Permission.FOLLOW_UP_DO, follow_up.unit):
        raise NotPermitted(Permission.FOLLOW_UP_DO, follow_up.unit)
    return _bring(request, follow_up, back=reverse("follow_up", args=[pk]))


def adoption_evidence_new(request, pk):
    adoption = _adoption(request.user, pk)
    owner = adoption.candidate.owner
    if not may(request.user, Permission.ADOPTION_RECORD, owner):
        raise NotPermitted(Permission.ADOPTION_RECORD, owner)
    return _bring(request, adoption, back=reverse("candidate", args=[adoption.candidate_id]))


def _follow_up(user, pk) -> FollowUp:
    rows = FollowUp.objects.visible_to(user)
    return get_object_or_404(
        rows.select_related("candidate__owner", "unit", "evidence_file"), pk=pk
    )


def _adoption(user, pk) -> Adoption:
    rows = Adoption.objects.visible_to(user)
    related = ("candidate__owner", "innovation", "adopter", "evidence_file")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def _file(proven):
    if proven.evidence_file is None:
        raise Http404
    return file_response(proven.evidence_file)


def _bring(request, proven, *, back):
    form = EvidenceForm(request.POST or None, request.FILES or None, record=proven)
    if request.method == "POST" and form.is_valid():
        try:
            bring_evidence(
                proven,
                upload=form.cleaned_data["file"],
                by=request.user,
                why=form.cleaned_data["why"],
                expected_version=form.cleaned_data["version"],
            )
        except REFUSALS as error:
            form.refuse(error)
        else:
            messages.success(request, _("The file is kept as evidence."))
            return redirect(back)
    context = {"form": form, "proven": proven, "back": back}
    return render(request, "cooperation/evidence.html", context)
