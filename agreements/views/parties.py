"""The parties of a text: who is bound, under which number, who signs."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agreements.forms import (
    NipForm,
    NumberForm,
    OriginalForm,
    PartyForm,
    RemovalForm,
    SignatureForm,
)
from agreements.models import Party
from agreements.services import (
    add_party,
    change_party,
    correct_signature,
    note_original,
    remove_party,
    set_party_number,
    set_signatory_nip,
    suggested_number,
)
from agreements.views.drafting import writable
from agreements.workflow import Status
from audit.readings import personal_details_shown
from cooperation.forms import REFUSALS, show_refusal
from cooperation.permissions import Permission, may


def party_new(request, pk):
    found = writable(request.user, pk)
    form = PartyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_party(found, by=request.user, **form.values())
        except REFUSALS as error:
            form.refuse(error)
        else:
            messages.success(request, _("The party is added."))
            return redirect("agreement", pk)
    return render(request, "agreements/party_new.html", {"form": form, "agreement": found})


def party(request, pk, party):
    """What is known of a party; its text changes while drafting, its number at any time."""
    found, row = _party(request.user, pk, party)
    form = PartyForm(request.POST or None, record=row, version=found.version)
    if request.method == "POST" and form.is_valid():
        try:
            change_party(row, by=request.user, changes=form.changes(), **form.options())
        except REFUSALS as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved. What was changed is in the history."))
            return redirect("agreement", pk)
    return _party_page(request, found, row, form=form)


@require_POST
def party_number(request, pk, party):
    return _note(request, pk, party, NumberForm, "number", set_party_number)


@require_POST
def party_original(request, pk, party):
    return _note(request, pk, party, OriginalForm, "original", note_original)


@require_POST
def party_signature(request, pk, party):
    """Correct a signature that was noted wrongly; only the legal section may."""
    return _note(request, pk, party, SignatureForm, "signature", _correct)


@require_POST
def party_nip(request, pk, party):
    return _note(request, pk, party, NipForm, "nip", set_signatory_nip)


@require_POST
def party_remove(request, pk, party):
    found, row = _party(request.user, pk, party)
    sent = RemovalForm(request.POST)
    if sent.is_valid():
        try:
            remove_party(row, by=request.user, expected_version=sent.cleaned_data["version"])
        except REFUSALS as error:
            show_refusal(sent, error)
        else:
            messages.success(request, _("The party is removed; the history keeps it."))
            return redirect("agreement", pk)
    form = PartyForm(record=row, version=found.version)
    return _party_page(request, found, row, form=form, removal=sent)


def _note(request, pk, party, form_class, name, write):
    """Note one thing beside the text, which does not change it."""
    found, row = _party(request.user, pk, party)
    form = form_class(request.POST)
    if form.is_valid():
        facts = dict(form.cleaned_data)
        try:
            write(row, by=request.user, expected_version=facts.pop("version"), **facts)
        except REFUSALS as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Saved. What was changed is in the history."))
            return redirect("agreement", pk)
    unchanged = PartyForm(record=row, version=found.version)
    return _party_page(request, found, row, form=unchanged, **{name: form})


def _correct(row, *, by, expected_version, why, **changes):
    return correct_signature(
        row, changes=changes, by=by, why=why, expected_version=expected_version
    )


def _party(user, pk, key):
    found = writable(user, pk)
    rows = Party.objects.filter(agreement=found).select_related("agency", "signatory_detail")
    return found, get_object_or_404(rows, pk=key)


def _party_page(request, found, row, *, form, **refused):
    """`refused`: forms that came back, by their names in the template."""
    version = {"version": found.version}
    fresh = {
        "suggestion": "" if row.number else suggested_number(row),
        "number": NumberForm(initial={"number": row.number, **version}),
        "removal": RemovalForm(initial=version),
        "nip": _nip_form(request.user, found, row),
        "original": _original_form(row, version),
        "signature": _signature_form(request.user, found, row, version),
    }
    drafting = form if found.status == Status.DRAFTING else None
    context = {"agreement": found, "party": row, "form": drafting, **fresh, **refused}
    return render(request, "agreements/party.html", context)


def _nip_form(user, found, row):
    if not may(user, Permission.PERSONAL_READ, found.owner):
        return None
    known = row.signatory_detail.nip if row.signatory_detail else ""
    if known:
        personal_details_shown()
    return NipForm(initial={"nip": known, "version": found.version})


def _original_form(row, version):
    if row.signed_on is None:
        return None
    return OriginalForm(initial={"received_on": row.original_received_on, **version})


def _signature_form(user, found, row, version):
    may_correct = may(user, Permission.AGREEMENT_CORRECT, found.owner)
    if row.signed_on is None or not may_correct:
        return None
    known = {name: getattr(row, name) for name in ("signed_on", "signed_place")}
    return SignatureForm(initial={**known, "signature_method": row.signature_method, **version})
