"""Opening a text and writing its head, while it is being drafted."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from agreements.forms import AgreementForm, CandidateChoice, party_rows
from agreements.services import draft_agreement, edit_agreement
from agreements.views.kin import kin_asked_for
from agreements.views.pages import seen_agreements
from cooperation.forms import REFUSALS, HouseForm
from cooperation.models import Candidate
from cooperation.permissions import NotPermitted, Permission, may
from cooperation.views.keys import key_said
from cooperation.views.lists import houses_of


def agreement_new(request):
    """Open a draft; `?candidate=` fills in what is known of it."""
    houses = houses_of(request.user, Permission.AGREEMENT_CREATE)
    if not houses:
        raise NotPermitted(Permission.AGREEMENT_CREATE)
    kin = kin_asked_for(request)
    candidate = kin.candidate if kin else _candidate_asked_for(request)
    sent = request.POST or None
    house = HouseForm(sent, houses=houses)
    owner = house.cleaned_data["owner"] if house.is_bound and house.is_valid() else houses[0]
    choice = CandidateChoice(sent, user=request.user, owner=owner, initial={"candidate": candidate})
    known = kin.facts if kin else _known_of(candidate)
    form = AgreementForm(sent, user=request.user, initial=known)
    sides = [candidate.provider, candidate.adopter] if candidate else [owner]
    rows = kin.parties if kin else ()
    parties = party_rows(sent, agencies=sides, user=request.user, known=rows)
    if sent and _all_valid(house, choice, form, *parties):
        try:
            made = _draft(request.user, owner, choice, form, parties)
        except REFUSALS as error:
            _show(error, choice, form, parties)
        else:
            messages.success(request, _("The draft is opened. Read it through before submitting."))
            return redirect("agreement", made.pk)
    context = {"house": house, "choice": choice, "form": form, "parties": parties}
    return render(request, "agreements/agreement_new.html", context)


def agreement_edit(request, pk):
    found = writable(request.user, pk)
    form = AgreementForm(request.POST or None, record=found, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            edit_agreement(found, by=request.user, changes=form.changes(), **form.options())
        except REFUSALS as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved. What was changed is in the history."))
            return redirect("agreement", pk)
    context = {"form": form, "agreement": found}
    return render(request, "agreements/agreement_edit.html", context)


def writable(user, pk):
    """One that this person sees and may write in; whether it is being drafted, the service asks."""
    found = get_object_or_404(seen_agreements(user), pk=pk)
    if not may(user, Permission.AGREEMENT_CREATE, found.owner):
        raise NotPermitted(Permission.AGREEMENT_CREATE, found.owner)
    return found


def _all_valid(*forms):
    """Whether all are, with each of them asked, so that each shows what is wrong with it."""
    return False not in {form.is_valid() for form in forms}


def _candidate_asked_for(request):
    key = request.GET.get("candidate", "")
    if not key:
        return None
    seen = Candidate.objects.visible_to(request.user)
    return get_object_or_404(
        seen.select_related("provider", "adopter", "innovation"), pk=key_said(key)
    )


def _known_of(candidate):
    if candidate is None:
        return {}
    return {"title": candidate.title, "cooperation_kind": candidate.cooperation_kind}


def _draft(user, owner, choice, form, parties):
    rows = [row.values() for row in parties if row.has_changed() or not row.is_extra]
    return draft_agreement(
        candidate=choice.cleaned_data["candidate"],
        template=choice.cleaned_data["template"],
        owner=owner,
        parties=rows,
        by=user,
        **form.values(),
    )


def _show(error, choice, form, parties):
    """What is wrong, at the form it concerns ("parties.0.agency", "candidate")."""
    if not isinstance(error, ValidationError) or not hasattr(error, "error_dict"):
        form.refuse(error)
        return
    for path, problems in error.error_dict.items():
        one, name = _place_of(path, choice, form, parties)
        one.add_error(name if name in one.fields else None, problems)


def _place_of(path, choice, form, parties):
    first, *rest = path.split(".")
    if first == "parties" and rest and int(rest[0]) < len(parties):
        return parties[int(rest[0])], rest[-1]
    return (choice, first) if first in choice.fields else (form, first)
