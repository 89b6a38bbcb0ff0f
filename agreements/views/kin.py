"""What follows a signed agreement: addendum, renewal, PKS under it, the text in force."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from agreements.clauses import PRINTED_KINDS
from agreements.forms import CorrectionForm
from agreements.models import Agreement, AgreementKind
from agreements.services import correct_signed, text_as_seen
from agreements.views.pages import seen_agreements
from cooperation.forms import REFUSALS
from cooperation.models import Candidate
from cooperation.permissions import NotPermitted, Permission, may
from cooperation.views.keys import key_said

SIGNATORY = ("agency", "signatory_name", "signatory_title", "signatory_office_status")
# How it is asked for → what is drafted then; None: the same kind again.
KIN: dict[str, AgreementKind | None] = {
    "amends": AgreementKind.ADDENDUM,
    "renews": None,
    "parent": AgreementKind.COOPERATION_AGREEMENT,
}


@dataclass(frozen=True)
class Kin:
    """What is known of a new text from the one that it changes, renews or carries out.

    Never a signature, a number or a day of signing: those are the old paper's own.
    """

    candidate: Candidate
    facts: dict[str, Any]
    parties: list[dict[str, Any]]


def kin_asked_for(request) -> Kin | None:
    """`?amends=7`, `?renews=7` or `?parent=7`."""
    for name, kind in KIN.items():
        key = request.GET.get(name, "")
        if not key:
            continue
        old = get_object_or_404(seen_agreements(request.user), pk=key_said(key))
        return _from(old, name, kind)
    return None


def agreement_in_force(request, pk):
    found = get_object_or_404(seen_agreements(request.user), pk=pk)
    base = found.base or found
    text = text_as_seen(found, request.user)
    if text is None or base.signed_on is None:
        raise Http404
    context = {"agreement": found, "base": base, "text": text, "ends_on": base.effective_ends_on}
    return render(request, "agreements/in_force.html", context)


def agreement_correct(request, pk):
    """Correct what is noted beside a signed text."""
    found = get_object_or_404(seen_agreements(request.user), pk=pk)
    if not may(request.user, Permission.AGREEMENT_CORRECT, found.owner):
        raise NotPermitted(Permission.AGREEMENT_CORRECT, found.owner)
    form = CorrectionForm(request.POST or None, record=found)
    if request.method == "POST" and form.is_valid():
        try:
            correct_signed(found, changes=form.changes(), by=request.user, **form.options())
        except REFUSALS as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved. What was changed is in the history."))
            return redirect("agreement", pk)
    return render(request, "agreements/correct.html", {"form": form, "agreement": found})


def _from(old: Agreement, name: str, kind: AgreementKind | None) -> Kin:
    facts = {
        name: old,
        "kind": kind or old.kind,
        "title": _title(old, name),
        "cooperation_kind": old.cooperation_kind,
        "place": old.place,
    }
    ends_on = old.effective_ends_on
    if name == "renews" and ends_on:
        facts["starts_on"] = ends_on + timedelta(days=1)
    parties = [
        {field: getattr(party, field) for field in SIGNATORY}
        for party in old.parties.select_related("agency")
    ]
    return Kin(old.candidate, facts, parties)


def _title(old, name):
    if name != "amends":
        return old.title
    label = old.title_label or PRINTED_KINDS[old.kind]
    return f"Perubahan atas {label} tentang {old.title}"[:250]
