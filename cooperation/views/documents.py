"""What was issued: the register, “is this our file?”, and the public page behind every code."""

import re

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.throttling import throttled
from cooperation.filters import DocumentFilter
from cooperation.models import DocumentKind, IssuedDocument, StoredFile
from cooperation.views.lists import offer_agencies, page_of

SHA256 = re.compile(r"[0-9a-fA-F]{64}")
CHECKS_A_MINUTE = 30


def document_list(request):
    """Every paper that the reader's houses issued, the newest first."""
    seen = IssuedDocument.objects.visible_to(request.user)
    rows = seen.light().select_related("owner", "revision__agreement", "visit_paper__visit")
    filterset = DocumentFilter(request.GET, queryset=rows, request=request)
    page = page_of(request, filterset.qs.defer("revision__content"))
    offer_agencies(filterset, ["owner"], seen, "owner")
    first = [filterset.form[name] for name in ("kind", "since", "until", "revoked", "owner")]
    context = {"filter": filterset, "first": first, "page": page}
    return render(request, "cooperation/document_list.html", context)


@never_cache
def document_check(request):
    """Whether a file is one of ours, by its SHA-256: the file itself is never sent here."""
    asked = "".join(request.GET.get("sha256", "").split())
    context = {"asked": asked, "is_hash": bool(SHA256.fullmatch(asked))}
    if context["is_hash"]:
        found = papers_with(asked.lower(), request.user)
        context |= {"found": [told(document, signed=signed) for document, signed in found]}
    return render(request, "cooperation/document_check.html", context)


@login_not_required
@require_safe
@never_cache
@throttled(name="verify", most=CHECKS_A_MINUTE, seconds=60)
def verify(request, token):
    """What anybody may know of a paper that bears this address.

    One that was revoked, one that was never issued and one of chance answer the same.
    """
    found = IssuedDocument.objects.light().standing().filter(token=token)
    document = found.select_related("owner", "revision__agreement").first()
    if document is None:
        return render(request, "cooperation/verify_unknown.html", status=404)
    context = {"paper": told(document), "hashes": " ".join(_hashes(document))}
    return render(request, "cooperation/verify.html", context)


def papers_with(sha256: str, user) -> list[tuple[IssuedDocument, bool]]:
    """(paper, whether the file is a signed copy of it) for whoever holds a file of this hash.

    Who holds the very bytes may know what they are; that one was taken back is for the house.
    """
    documents = IssuedDocument.objects.light().select_related("owner", "revision__agreement")
    issued = documents.filter(sha256=sha256)
    own = set(issued.visible_to(user).values_list("pk", flat=True))
    known = [paper for paper in issued if paper.revoked_on is None or paper.pk in own]
    copies = StoredFile.objects.filter(sha256=sha256, signed_copy__isnull=False)
    signed = documents.standing().filter(
        revision__signed_copies__file__in=copies, kind=DocumentKind.AGREEMENT
    )
    return [(paper, False) for paper in known] + [(paper, True) for paper in signed]


def told(document: IssuedDocument, *, signed: bool = False) -> dict:
    """What is told of a paper to whoever holds it: nothing that does not stand on it."""
    return {
        "document": document,
        "numbers": document.number.splitlines(),
        "parties": document.parties.splitlines(),
        "status": _status(document),
        "is_signed_copy": signed,
    }


def _status(document) -> str:
    if document.revoked_on is not None:
        return _("Taken back")
    revision = getattr(document, "revision", None)
    if revision is not None and revision.agreement.signed_on:
        return str(revision.agreement.get_status_display())
    return _("Issued")


def _hashes(document) -> list[str]:
    """That of the paper as it was issued, and those of the signed copies of it."""
    revision = getattr(document, "revision", None)
    if revision is None:
        return [document.sha256]
    copies = StoredFile.objects.filter(signed_copy__revision=revision)
    return [document.sha256, *copies.values_list("sha256", flat=True)]
