"""The signed paper: signed here with a certificate, compared and kept when it comes back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from agreements.forms import CertificateForm, SignedCopyForm
from agreements.models import SignedCopy
from agreements.services import compare_signed as compare
from agreements.services import keep_signed_copy, sign_with_certificate
from agreements.views.pages import seen_agreements
from agreements.workflow import TRANSITIONS, Action
from cooperation.forms import REFUSALS
from cooperation.permissions import NotPermitted, Permission, may
from cooperation.views.papers import file_response
from cooperation.views.thread import name_for

COPIES = 25
BRING_BACK = Permission.AGREEMENT_ISSUE


@never_cache
def compare_signed(request, pk):
    """What came back signed, and whether it says what was approved; POST looks at another file."""
    found = _found(request, pk)
    if request.method != "POST":
        return _page(request, found)
    _require(request.user, BRING_BACK, found)
    form = SignedCopyForm(request.POST, request.FILES, agreement=found)
    if not form.is_valid():
        return _page(request, found, upload=form)
    sent = form.cleaned_data
    try:
        if "keep" not in request.POST:
            findings = compare(found, upload=sent["file"], by=request.user)
            return _page(request, found, upload=form, findings=findings)
        keep_signed_copy(
            found,
            upload=sent["file"],
            party=sent["party"],
            by=request.user,
            expected_version=sent["version"],
        )
    except REFUSALS as error:
        form.refuse(error)
        return _page(request, found, upload=form)
    messages.success(request, _("The signed copy is kept. What was found in it stands below."))
    return redirect("compare_signed", pk)


@sensitive_post_parameters("passphrase")
@require_POST
def sign_here(request, pk):
    """Sign for a party with the certificate that its signatory has brought."""
    found = _found(request, pk)
    _require(request.user, TRANSITIONS[Action.SIGN].permission, found)
    form = CertificateForm(request.POST, request.FILES, agreement=found)
    if not form.is_valid():
        return _page(request, found, certificate=form)
    sent = form.cleaned_data
    try:
        sign_with_certificate(
            sent["party"],
            pkcs12=sent["certificate"].read(),
            passphrase=sent["passphrase"],
            signed_place=sent["signed_place"],
            by=request.user,
            why=sent["why"],
            expected_version=sent["version"],
        )
    except REFUSALS as error:
        form.refuse(error)
        return _page(request, found, certificate=form)
    messages.success(request, _("Signed. The certificate and its passphrase were not kept."))
    return redirect("compare_signed", pk)


@never_cache
def signed_copy(request, pk, copy):
    """The bytes of a signed copy, as they came or were made."""
    found = _found(request, pk)
    kept = get_object_or_404(_copies(found, request.user), pk=copy)
    return file_response(kept.file)


def _found(request, pk):
    """An agreement whose paper the reader may have; others are not there."""
    found = get_object_or_404(seen_agreements(request.user), pk=pk)
    revisions = found.revisions.filter(issued__isnull=False)
    if not found.belongs_to(request.user):
        revisions = revisions.sent_to(request.user)
    if not revisions.exists():
        raise Http404
    return found


def _require(user, permission, found):
    if not may(user, permission, found.owner):
        raise NotPermitted(permission, found.owner)


def _copies(found, user):
    rows = SignedCopy.objects.read_by(user, found)
    return rows.select_related("file", "party__agency", "added_by")


def _page(request, found, *, upload=None, certificate=None, findings=None):
    may_add = may(request.user, BRING_BACK, found.owner)
    step = TRANSITIONS[Action.SIGN]
    may_sign = found.status in step.sources and may(request.user, step.permission, found.owner)
    context = {
        "agreement": found,
        "name": name_for(found, request.user),
        "own": found.belongs_to(request.user),
        "copies": _copies(found, request.user)[:COPIES],
        "findings": findings.as_data() | {"status": findings.text_status} if findings else None,
        "upload": (upload or SignedCopyForm(agreement=found)) if may_add else None,
        "certificate": (certificate or CertificateForm(agreement=found)) if may_sign else None,
    }
    return render(request, "agreements/compare_signed.html", context)
