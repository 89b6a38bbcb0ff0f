from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from agreements.models import Agreement
from agreements.services import document_for, initials_sheet_of
from cooperation.views.papers import pdf_response

LONGEST_NUMBER = 4


@never_cache
def agreement_document(request, pk):
    """The PDF as this person may read it; `?revision=` asks for an earlier text.

    What they may not read is not there: neither a draft of others nor an agreement not shared.
    """
    seen = Agreement.objects.visible_to(request.user).select_related("owner")
    found = get_object_or_404(seen, pk=pk)
    asked = request.GET.get("revision", "")
    if asked and not (asked.isdecimal() and len(asked) <= LONGEST_NUMBER):
        raise Http404
    paper = document_for(found, request.user, number=int(asked) if asked else None)
    if paper is None:
        raise Http404
    return pdf_response(paper.content, paper.name)


@never_cache
def agreement_issued(request, pk, issued):
    """The very bytes of one paper that was issued, also where it was taken back since."""
    found = get_object_or_404(Agreement.objects.visible_to(request.user), pk=pk)
    revisions = found.revisions.select_related("issued")
    if not found.belongs_to(request.user):
        revisions = revisions.sent_to(request.user).filter(issued__revoked_on__isnull=True)
    kept = get_object_or_404(revisions, issued=issued)
    return pdf_response(bytes(kept.issued.content), f"{found.reference}-r{kept.number}.pdf")


@never_cache
def initials_sheet(request, pk):
    """The routing sheet of the text that was submitted last. For the house that drafts it."""
    found = get_object_or_404(
        Agreement.objects.visible_to(request.user).select_related("owner"), pk=pk
    )
    paper = initials_sheet_of(found) if found.belongs_to(request.user) else None
    if paper is None:
        raise Http404
    return pdf_response(paper.content, paper.name)
