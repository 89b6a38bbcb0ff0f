"""Agencies: everything between us and them, as far as the reader sees it."""

from django.db.models import Q
from django.shortcuts import get_object_or_404, render

from cooperation.filters import AgencyFilter
from cooperation.forms import agencies_like
from cooperation.models import Agency, Candidate, Innovation
from cooperation.permissions import Permission, may, may_somewhere
from cooperation.views.as_of import answers_as_of
from cooperation.views.lists import page_of
from cooperation.views.thread import name_for

LATEST = 10
SUGGESTED = 12


def agency_list(request):
    rows = Agency.objects.visible_to(request.user).select_related("region", "parent")
    filterset = AgencyFilter(request.GET, queryset=rows, request=request)
    page = page_of(request, filterset.qs)
    folded = [filterset.form["kind"]]
    context = {
        "filter": filterset,
        "folded": folded,
        "page": page,
        "may_add": may_somewhere(request.user, Permission.AGENCY_ADD),
    }
    return render(request, "cooperation/agency_list.html", context)


@answers_as_of
def agency(request, pk):
    agencies = Agency.objects.visible_to(request.user)
    found = get_object_or_404(agencies.select_related("region", "parent", "successor"), pk=pk)
    known = Agency.objects.known_as(found)
    context = {
        "agency": found,
        "former_names": found.former_names.all(),
        "may_arrange": may(request.user, Permission.PAPER_ARRANGE, found),
        "units": found.units.filter(ended_on__isnull=True)[: 5 * LATEST],
        "visits": _latest(_visits(known, request.user).order_by("-pk")),
        "candidates": _latest(_candidates(known, request.user)),
        "agreements": _named(_latest(_agreements(known, request.user)), request.user),
        "innovations": Innovation.objects.visible_to(request.user).filter(owner__in=known)[:LATEST],
    }
    return render(request, "cooperation/agency.html", context)


def agency_options(request):
    """Suggestions for a field in which the name of an agency is being typed."""
    words = next((value for value in request.GET.values() if value.strip()), "")
    found = agencies_like(words)[:SUGGESTED] if words else []
    return render(request, "cooperation/agency_options.html", {"agencies": found})


def _latest(rows):
    """The newest, and how many there are in all where that is more."""
    page = list(rows.select_related("owner")[: LATEST + 1])
    return {"rows": page[:LATEST], "more": len(page) > LATEST}


def _named(latest, user):
    return latest | {"rows": [(record, name_for(record, user)) for record in latest["rows"]]}


def _candidates(known, user):
    asked = Q(pk__in=Candidate.objects.filter(follow_ups__unit__in=known).values("pk"))
    part = Q(owner__in=known) | Q(provider__in=known) | Q(adopter__in=known) | asked
    return Candidate.objects.visible_to(user).filter(part)


def _visits(known, user):
    hosts, guests = (_above(name) for name in ("visits_received", "visits_made"))
    visits = hosts._meta.get_field("visit").related_model.objects.visible_to(user)
    received = hosts.objects.filter(agency__in=known).values("visit")
    made = guests.objects.filter(agency__in=known).values("visit")
    return visits.filter(Q(pk__in=received) | Q(pk__in=made))


def _agreements(known, user):
    parties = _above("agreement_parties")
    agreements = parties._meta.get_field("agreement").related_model.objects.visible_to(user)
    bound = parties.objects.filter(agency__in=known).values("agreement")
    return agreements.filter(Q(pk__in=bound) | Q(owner__in=known))


def _above(relation):
    """The model of a package above this one, by way of the relation that leads to an agency."""
    return Agency._meta.get_field(relation).related_model
