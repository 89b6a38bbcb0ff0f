"""Who opened or downloaded a record, on a page: for its owner's people, the auditor among them."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from agreements.models import Agreement
from audit.readings import readings_of
from audit.recording import root_key_of
from cooperation.models import Candidate
from cooperation.views.lists import page_of
from visits.models import Visit

RECORDS = {model._meta.model_name: model for model in (Visit, Candidate, Agreement)}


@never_cache
def readings(request, kind, pk):
    """The newest first. Partners see neither this page nor that it exists."""
    if kind not in RECORDS:
        raise Http404
    seen = RECORDS[kind].objects.visible_to(request.user).select_related("owner")
    record = get_object_or_404(seen, pk=pk)
    if not record.belongs_to(request.user):
        raise Http404
    page = page_of(request, readings_of(root_key_of(record)))
    context = {"record": record, "kind": kind, "page": page}
    return render(request, "readings.html", context)
