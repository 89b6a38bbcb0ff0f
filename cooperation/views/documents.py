"""What was issued: the register, “is this our file?”, and the public page behind every code."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.throttling import throttled
from cooperation.filters import DocumentFilter
from cooperation.models import IssuedDocument
from cooperation.reports import FILE_HASH, file_hashes_of, papers_with, told
from cooperation.views.lists import offer_agencies, page_of

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
    context = {"asked": asked, "is_hash": bool(FILE_HASH.fullmatch(asked))}
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
    context = {"paper": told(document), "hashes": " ".join(file_hashes_of(document))}
    return render(request, "cooperation/verify.html", context)
