"""The papers of a visit: files that were attached, and the memorandum."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cooperation.forms import REFUSALS, show_refusal
from cooperation.models import IssuedDocument
from cooperation.permissions import Permission, may
from visits.forms import AttachmentForm, MemorandumForm, RemovalForm
from visits.pdf import render_memorandum
from visits.services import (
    attach_file,
    issue_memorandum,
    prepare_memorandum,
    remove_attachment,
)
from visits.views.asking import ask, removed, tell
from visits.views.detail import found, visit_page


@require_POST
def file_new(request, pk):
    visit = found(request, pk)
    form = AttachmentForm(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data
        try:
            attach_file(
                visit,
                kind=given["kind"],
                title=given["title"],
                upload=given["file"],
                by=request.user,
            )
        except REFUSALS as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("The file is attached."))
            return redirect("visit", pk)
    return visit_page(request, pk, upload=form)


@never_cache
def file(request, pk, file):
    """The bytes of an attached file; whoever sees the visit may have them, and nobody else."""
    visit = found(request, pk)
    attachment = get_object_or_404(visit.attachments.select_related("file"), pk=file)
    stored = attachment.file
    # Never shown in place: whatever is in it must not run under our name.
    return FileResponse(
        stored.file.open("rb"),
        as_attachment=True,
        filename=stored.name,
        content_type=stored.content_type,
        headers={"X-Content-Type-Options": "nosniff"},
    )


@require_POST
def file_remove(request, pk, file):
    visit = found(request, pk)
    attachment = get_object_or_404(visit.attachments.all(), pk=file)
    return removed(
        request, visit, lambda **said: remove_attachment(attachment, by=request.user, **said)
    )


@never_cache
def memorandum(request, pk):
    """The memorandum as it was issued last; until then, the draft."""
    visit = _found_of_own(request, pk)
    latest = visit.memoranda.select_related("agency", "signatory_detail").order_by("-pk").first()
    if latest is not None and latest.issued_id is not None:
        return _paper(IssuedDocument.objects.get(pk=latest.issued_id).content, visit)
    agency = latest.agency if latest is not None else visit.owner
    with_nip = may(request.user, Permission.PERSONAL_READ, visit.owner)
    content = render_memorandum(visit, agency=agency, memorandum=latest, with_nip=with_nip)
    return _paper(content, visit)


@require_POST
def memorandum_new(request, pk):
    """Prepare the memorandum with what is usual; its head is corrected on the next page."""
    visit = _found_of_own(request, pk)
    prepare_memorandum(visit, agency=visit.owner, by=request.user)
    return redirect("visit_memorandum_head", pk)


def memorandum_head(request, pk):
    visit = _found_of_own(request, pk)
    draft = _draft(visit)
    if draft is None:
        raise Http404
    form = MemorandumForm(request.POST or None, record=draft)
    return ask(
        request,
        visit,
        form,
        title=_("Head of the memorandum"),
        permission=Permission.VISIT_REPORT,
        save=lambda: prepare_memorandum(
            visit, agency=draft.agency, by=request.user, **form.options(), **form.head()
        ),
    )


@require_POST
def memorandum_issue(request, pk):
    """Keep the exact paper."""
    visit = _found_of_own(request, pk)
    draft = _draft(visit)
    if draft is None:
        raise Http404
    form = RemovalForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else None
    try:
        issue_memorandum(draft, by=request.user, expected_version=version)
    except REFUSALS as error:
        tell(request, error)
    else:
        messages.success(request, _("Issued. These bytes no longer change."))
    return redirect("visit", pk)


def _draft(visit):
    drafts = visit.memoranda.filter(issued__isnull=True)
    return drafts.select_related("agency", "signatory_detail").order_by("-pk").first()


def _found_of_own(request, pk):
    """A memorandum is for the owner's eyes: for other parties it is not there."""
    visit = found(request, pk)
    if not visit.belongs_to(request.user):
        raise Http404
    return visit


def _paper(content, visit):
    return HttpResponse(
        bytes(content),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{visit.reference}.pdf"'},
    )
