"""Bringing in what was written elsewhere: a text into a draft, and agreements already signed."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from agreements.forms import ImportForm, SignedForm, signed_party_rows
from agreements.services import import_signed, import_text, read_text, read_upload
from agreements.views.drafting import writable
from agreements.views.pages import seen_agreements
from cooperation.forms import REFUSALS, HouseForm, said_of
from cooperation.permissions import NotPermitted, Permission
from cooperation.views.lists import houses_of

IMPORT = Permission.AGREEMENT_IMPORT


def agreement_import(request, pk):
    """Read a text, show what was understood, and put it into the draft once that is confirmed."""
    found = writable(request.user, pk)
    form = ImportForm(request.POST or None, request.FILES or None)
    context = {"agreement": found, "form": form}
    if request.method == "POST" and "use" in request.POST:
        try:
            _use(found, request)
        except REFUSALS as error:
            messages.error(request, said_of(error))
            context["read"] = _sent(request.POST)
        else:
            messages.success(request, _("The text stands in the draft. Read it through."))
            return redirect("agreement_articles", pk)
    elif request.method == "POST" and form.is_valid():
        try:
            read = _read(form)
        except ValidationError as error:
            form.refuse(error)
        else:
            context["read"] = {
                "articles": read.articles,
                "unplaced": read.unplaced,
                "notes": read.notes,
                "version": found.version,
            }
    return render(request, "agreements/import.html", context)


def signed_import(request):
    """Enter an agreement that was signed before it came here, with its scan."""
    houses = houses_of(request.user, IMPORT)
    if not houses:
        raise NotPermitted(IMPORT)
    sent = request.POST or None
    house = HouseForm(sent, houses=houses)
    form, parties = SignedForm(sent, request.FILES or None), signed_party_rows(sent)
    valid = [one.is_valid() for one in (house, form, *parties)] if sent else [False]
    if all(valid):
        try:
            made = _enter(request, house, form, parties)
        except REFUSALS as error:
            _show(error, form, parties)
        else:
            messages.success(request, _("The agreement is entered as signed."))
            return redirect("agreement", made.pk)
    context = {"house": house, "form": form, "parties": parties}
    return render(request, "agreements/signed_import.html", context)


@never_cache
def agreement_scan(request, pk):
    """The scan of an agreement that was entered; for the people of its owner."""
    found = get_object_or_404(seen_agreements(request.user).select_related("scan"), pk=pk)
    if not found.belongs_to(request.user) or found.scan is None:
        raise Http404
    # Never shown in place: whatever is in it must not run under our name.
    return FileResponse(
        found.scan.file.open("rb"),
        as_attachment=True,
        filename=found.scan.name,
        content_type=found.scan.content_type,
        headers={"X-Content-Type-Options": "nosniff"},
    )


def _read(form):
    upload = form.cleaned_data["file"]
    if upload is not None:
        return read_upload(upload, most_bytes=settings.MAX_UPLOAD_BYTES)
    return read_text(form.cleaned_data["text"])


def _sent(data):
    rows = zip(data.getlist("heading"), data.getlist("body"), strict=False)
    return {
        "articles": [
            {"heading": heading, "body": body.replace("\r\n", "\n")} for heading, body in rows
        ],
        "unplaced": data.get("unplaced", "").replace("\r\n", "\n"),
        "notes": [],
        "version": data.get("version", ""),
    }


def _use(found, request):
    sent = _sent(request.POST)
    version = sent["version"]
    import_text(
        found,
        articles=sent["articles"],
        unplaced=sent["unplaced"],
        by=request.user,
        expected_version=int(version) if version.isdecimal() and len(version) < 10 else 0,
    )


def _enter(request, house, form, parties):
    text = form.cleaned_data["text"]
    read = read_text(text) if text.strip() else None
    rows = [row.values() for row in parties if row.has_changed() or not row.is_extra]
    return import_signed(
        owner=house.cleaned_data["owner"],
        parties=rows,
        articles=read.articles if read else (),
        unplaced=read.unplaced if read else "",
        scan=form.cleaned_data["scan"],
        scan_missing=form.cleaned_data["scan_missing"],
        by=request.user,
        **form.facts(),
    )


def _show(error, form, parties):
    if not isinstance(error, ValidationError) or not hasattr(error, "error_dict"):
        form.refuse(error)
        return
    for path, problems in error.error_dict.items():
        first, *rest = path.split(".")
        if first == "parties" and rest and int(rest[0]) < len(parties):
            row = parties[int(rest[0])]
            row.add_error(rest[-1] if rest[-1] in row.fields else None, problems)
        else:
            form.add_error(first if first in form.fields else None, problems)
