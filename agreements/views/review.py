"""What colleagues say of a text, and who initials it in which order."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agreements.content import standing_text
from agreements.forms import CommentForm, CommentMoveForm, step_rows
from agreements.services import comment as write_comment
from agreements.services import move_comment, set_review_steps
from agreements.views.drafting import writable
from agreements.views.pages import agreement_page, seen_agreements
from agreements.views.remarks import places_in
from agreements.workflow import COMMENT_TRANSITIONS
from cooperation.forms import REFUSALS, said_of


@require_POST
def agreement_comment(request, pk):
    """Say something of the text, or answer what was said."""
    found = _of_own_house(request.user, pk)
    content, _revision = standing_text(found)
    form = CommentForm(
        request.POST,
        places=places_in(content),
        comments=found.comments.filter(answer_to__isnull=True),
    )
    if form.is_valid():
        try:
            said = write_comment(found, by=request.user, **form.cleaned_data)
        except REFUSALS as error:
            form.refuse(error)
        else:
            messages.success(request, _("The comment is written."))
            return redirect(_at(found, said.answer_to or said))
    return agreement_page(request, pk, remark=form)


@require_POST
def comment_move(request, pk, comment):
    found = _of_own_house(request.user, pk)
    row = get_object_or_404(found.comments, pk=comment)
    form = CommentMoveForm(request.POST)
    if request.POST.get("action") not in COMMENT_TRANSITIONS or not form.is_valid():
        raise BadRequest(_("This page knows no such step."))
    sent = form.cleaned_data
    try:
        move_comment(
            row, sent["action"], by=request.user, why=sent["why"], expected_version=sent["version"]
        )
    except REFUSALS as error:
        messages.error(request, said_of(error))
    else:
        messages.success(request, _("Done. The step is in the history."))
    return redirect(_at(found, row))


def review_steps(request, pk):
    """The chain of initials of a draft: one position a row, an empty row is none."""
    found = writable(request.user, pk)
    rows = step_rows(request.POST or None, agreement=found)
    head = rows.head
    if request.method == "POST" and rows.is_valid():
        try:
            set_review_steps(
                found,
                steps=rows.steps(),
                by=request.user,
                expected_version=head.cleaned_data["version"],
            )
        except REFUSALS as error:
            rows.refuse(error)
        else:
            messages.success(request, _("The order of the initials is saved."))
            return redirect("agreement", pk)
    context = {"agreement": found, "rows": rows, "head": head}
    return render(request, "agreements/review_steps.html", context)


def _of_own_house(user, pk):
    """The other parties read what was sent to them, and nothing of how it came about."""
    found = get_object_or_404(seen_agreements(user), pk=pk)
    if not found.belongs_to(user):
        raise Http404
    return found


def _at(found, said):
    return f"{reverse('agreement', args=[found.pk])}#comment-{said.pk}"
