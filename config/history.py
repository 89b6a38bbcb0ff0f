"""The story of a record, on a page of its own."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render

from agreements.models import Agreement
from cooperation.models import Agency, Candidate, Innovation
from cooperation.reports import history_of
from visits.models import Visit

RECORDS = {
    model._meta.model_name: model for model in (Visit, Candidate, Agreement, Innovation, Agency)
}
PAGE_SIZE = 25
# Further back nobody pages by hand; the number must stay one the database can count to.
LAST_PAGE = 10_000


def history(request, kind, pk):
    """Who changed what, when and why; `?page=` goes further back."""
    if kind not in RECORDS:
        raise Http404
    record = get_object_or_404(RECORDS[kind].objects.visible_to(request.user), pk=pk)
    number = _page_number(request.GET.get("page", "1"))
    page = history_of(record, request.user, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    context = {"record": record, "kind": kind, "page": page, "number": number}
    return render(request, "history.html", context)


def _page_number(text):
    return min(int(text), LAST_PAGE) if text.isdecimal() and len(text) < 9 and int(text) else 1
