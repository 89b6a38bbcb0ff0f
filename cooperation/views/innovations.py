"""Innovations: what we show, who adopted it, with what result."""

from django.contrib import messages
from django.db.models import Count, OuterRef, Subquery
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cooperation.filters import InnovationFilter
from cooperation.forms import REFUSALS, HouseForm, InnovationForm
from cooperation.models import Adoption, Candidate, Innovation
from cooperation.permissions import NotPermitted, Permission, may, may_somewhere
from cooperation.services import add_innovation, edit_innovation
from cooperation.views.adopters import adopters_of
from cooperation.views.as_of import answers_as_of
from cooperation.views.lists import houses_of, offer_agencies, page_of

LATEST = 25


def innovation_list(request):
    seen = Innovation.objects.visible_to(request.user)
    rows = seen.select_related("owner", "affair").annotate(
        adopted=_count_of(Adoption.objects.visible_to(request.user)),
        followed=_count_of(Candidate.objects.visible_to(request.user)),
    )
    filterset = InnovationFilter(request.GET, queryset=rows, request=request)
    page = page_of(request, filterset.qs)
    offer_agencies(filterset, ["owner"], seen, "owner")
    may_add = may_somewhere(request.user, Permission.INNOVATION_EDIT)
    first = [filterset.form[name] for name in ("kind", "affair", "owner")]
    context = {"filter": filterset, "first": first, "page": page, "may_add": may_add}
    return render(request, "cooperation/innovation_list.html", context)


@answers_as_of
def innovation(request, pk):
    seen = Innovation.objects.visible_to(request.user)
    found = get_object_or_404(seen.select_related("owner", "affair", "secondary_affair"), pk=pk)
    candidates = Candidate.objects.visible_to(request.user).filter(innovation=found)
    visits = showings_of(found, request.user)
    context = {
        "innovation": found,
        "provinces": adopters_of(found, request.user),
        "candidates": candidates.select_related("owner", "adopter")[:LATEST],
        "visits": visits.select_related("owner").order_by("-pk")[:LATEST],
        "may_edit": may(request.user, Permission.INNOVATION_EDIT, found.owner),
    }
    return render(request, "cooperation/innovation.html", context)


def innovation_new(request):
    houses = houses_of(request.user, Permission.INNOVATION_EDIT)
    if not houses:
        raise NotPermitted(Permission.INNOVATION_EDIT)
    house = HouseForm(request.POST or None, houses=houses)
    form = InnovationForm(request.POST or None)
    if request.method == "POST" and all([house.is_valid(), form.is_valid()]):
        try:
            made = add_innovation(
                owner=house.cleaned_data["owner"], by=request.user, **form.values()
            )
        except REFUSALS as error:
            form.refuse(error)
        else:
            messages.success(request, _("The innovation is written down."))
            return redirect("innovation", made.pk)
    return render(request, "cooperation/innovation_form.html", {"form": form, "house": house})


def innovation_edit(request, pk):
    found = get_object_or_404(
        Innovation.objects.visible_to(request.user).select_related("owner"), pk=pk
    )
    if not may(request.user, Permission.INNOVATION_EDIT, found.owner):
        raise NotPermitted(Permission.INNOVATION_EDIT, found.owner)
    form = InnovationForm(request.POST or None, record=found)
    if request.method == "POST" and form.is_valid():
        try:
            edit_innovation(found, by=request.user, changes=form.changes(), **form.options())
        except REFUSALS as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved. What was changed is in the history."))
            return redirect("innovation", pk)
    return render(request, "cooperation/innovation_form.html", {"form": form, "innovation": found})


def showings_of(innovation, user):
    """The visits, as far as this person sees them, in which it was shown."""
    shown = innovation.showings
    discussions = shown.model._meta.get_field("discussion").related_model
    visits = discussions._meta.get_field("visit").related_model.objects
    return visits.visible_to(user).filter(pk__in=shown.values("discussion__visit"))


def _count_of(rows):
    counted = rows.filter(innovation=OuterRef("pk")).order_by().values("innovation")
    return Subquery(counted.annotate(count=Count("pk")).values("count"))
