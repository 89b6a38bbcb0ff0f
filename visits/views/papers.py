"""The papers of a visit: files that were attached, and what the office writes about it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cooperation.forms import REFUSALS, show_refusal
from cooperation.models import Agency
from cooperation.permissions import Permission
from cooperation.views.keys import key_said
from cooperation.views.papers import file_response, pdf_response
from visits.forms import AttachmentForm, PaperHeadForm, RemovalForm
from visits.models import PaperKind, VisitPaper
from visits.services import (
    attach_file,
    issue_paper,
    paper_for,
    prepare_paper,
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
    return file_response(attachment.file)


@require_POST
def file_remove(request, pk, file):
    visit = found(request, pk)
    attachment = get_object_or_404(visit.attachments.all(), pk=file)
    return removed(
        request, visit, lambda **said: remove_attachment(attachment, by=request.user, **said)
    )


@never_cache
def memorandum(request, pk):
    return paper(request, pk, PaperKind.MEMORANDUM)


@never_cache
def paper(request, pk, kind):
    """The paper as it was issued last; until then, a draft. `?agency=`: under whose letterhead.

    Without that, under the letterhead of the reader's own party.
    """
    visit = found(request, pk)
    agency = _agency_asked(request)
    shown = paper_for(visit, request.user, kind=_kind(kind), agency=agency)
    if shown is None:
        raise Http404
    return pdf_response(shown.content, shown.name)


@never_cache
def issued(request, pk, part):
    """The very bytes of one paper that was issued, also where a later one has replaced it."""
    visit = _found_of_own(request, pk)
    papers = visit.papers.select_related("issued")
    kept = get_object_or_404(papers, issued=part)
    return pdf_response(bytes(kept.issued.content), f"{visit.reference}-{kept.kind}.pdf")


@require_POST
def paper_new(request, pk, kind):
    """Prepare the paper with what is usual; its head is corrected on the next page."""
    visit = _found_of_own(request, pk)
    prepare_paper(visit, kind=_kind(kind), agency=visit.owner, by=request.user)
    return redirect("visit_paper_head", pk, kind)


def paper_head(request, pk, kind):
    visit = _found_of_own(request, pk)
    draft = _draft(visit, kind)
    form = PaperHeadForm(request.POST or None, record=draft)
    return ask(
        request,
        visit,
        form,
        title=_("Head of the paper: %s") % draft.get_kind_display(),
        permission=Permission.VISIT_REPORT,
        save=lambda: prepare_paper(
            visit,
            kind=kind,
            agency=draft.agency,
            by=request.user,
            **form.options(),
            **form.head(),
        ),
    )


@require_POST
def paper_issue(request, pk, kind):
    """Keep the exact paper."""
    visit = _found_of_own(request, pk)
    draft = _draft(visit, kind)
    form = RemovalForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else None
    try:
        issue_paper(draft, by=request.user, expected_version=version)
    except REFUSALS as error:
        tell(request, error)
    else:
        messages.success(request, _("Issued. These bytes no longer change."))
    return redirect("visit", pk)


def _kind(text) -> PaperKind:
    if text not in PaperKind:
        raise Http404
    return PaperKind(text)


def _draft(visit, kind) -> VisitPaper:
    drafts = visit.papers.filter(kind=_kind(kind), issued__isnull=True)
    draft = drafts.select_related("agency", "signatory_detail").order_by("-pk").first()
    if draft is None:
        raise Http404
    return draft


def _agency_asked(request) -> Agency | None:
    """The agency of `?agency=`; one that is not there, and what is no number, are alike."""
    asked = request.GET.get("agency", "")
    if not asked:
        return None
    return get_object_or_404(Agency.objects.visible_to(request.user), pk=key_said(asked))


def _found_of_own(request, pk):
    """The papers of the house are for its own eyes: for other parties they are not there."""
    visit = found(request, pk)
    if not visit.belongs_to(request.user):
        raise Http404
    return visit
