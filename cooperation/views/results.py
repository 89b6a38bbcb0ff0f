"""What came of a candidate: who uses it since when, and what was measured."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cooperation.forms import REFUSALS, AdoptionForm, MeasurementForm
from cooperation.models import Adoption, Candidate
from cooperation.permissions import NotPermitted, Permission, may
from cooperation.services import edit_adoption, record_adoption, record_measurement


def adoption_new(request, pk):
    candidate = _own_candidate(request.user, pk)
    form = AdoptionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            record_adoption(candidate, by=request.user, **form.values())
        except REFUSALS as error:
            form.refuse(error)
        else:
            messages.success(request, _("The adoption is recorded."))
            return redirect("candidate", pk)
    context = {"form": form, "candidate": candidate, "title": _("Record an adoption")}
    return render(request, "cooperation/result_form.html", context)


def adoption_edit(request, pk):
    adoptions = Adoption.objects.visible_to(request.user).select_related("candidate__owner")
    adoption = get_object_or_404(adoptions, pk=pk)
    candidate = _own_candidate(request.user, adoption.candidate_id)
    form = AdoptionForm(request.POST or None, record=adoption)
    if request.method == "POST" and form.is_valid():
        try:
            edit_adoption(adoption, by=request.user, changes=form.changes(), **form.options())
        except REFUSALS as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved. What was changed is in the history."))
            return redirect("candidate", candidate.pk)
    context = {"form": form, "candidate": candidate, "title": _("Edit the adoption")}
    return render(request, "cooperation/result_form.html", context)


def measurement_new(request, pk):
    candidate = _own_candidate(request.user, pk)
    form = MeasurementForm(request.POST or None, user=request.user, candidate=candidate)
    if request.method == "POST" and form.is_valid():
        try:
            record_measurement(candidate, by=request.user, **form.values())
        except REFUSALS as error:
            form.refuse(error)
        else:
            messages.success(request, _("The measurement is recorded."))
            return redirect("candidate", pk)
    context = {"form": form, "candidate": candidate, "title": _("Record a measurement")}
    return render(request, "cooperation/result_form.html", context)


def _own_candidate(user, pk):
    """One that this person sees, and may write results of."""
    seen = Candidate.objects.visible_to(user).select_related("owner", "adopter", "indicator")
    candidate = get_object_or_404(seen, pk=pk)
    if not may(user, Permission.ADOPTION_RECORD, candidate.owner):
        raise NotPermitted(Permission.ADOPTION_RECORD, candidate.owner)
    return candidate
