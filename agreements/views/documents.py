from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from agreements.models import Agreement
from agreements.services import document_for

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
    response = HttpResponse(paper.content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{paper.name}"'
    return response
