"""One form on a page of its own, which htmx can also open in place."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cooperation.forms import REFUSALS
from cooperation.permissions import NotPermitted, Permission, may
from visits.forms import RemovalForm


def ask(request, visit, form, *, title, permission, save, at=None, **context):
    """Show the form, or save what it says and go back to the visit.

    Whatever the service refuses comes back to the form with everything that was typed.
    """
    _demand(request.user, permission, at or visit.owner)
    if request.method == "POST" and form.is_valid():
        try:
            save()
        except REFUSALS as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved. What was changed is in the history."))
            return redirect("visit", visit.pk)
    return render(
        request, "visits/part.html", {"visit": visit, "form": form, "title": title, **context}
    )


def removed(request, visit, take_out, *, permission=Permission.VISIT_LOG, at=None):
    """Take a part out and go back to the visit, where a refusal is said, too."""
    _demand(request.user, permission, at or visit.owner)
    form = RemovalForm(request.POST)
    if not form.is_valid():
        raise BadRequest(_("This page knows no such step."))
    try:
        take_out(why=form.cleaned_data["why"], expected_version=form.cleaned_data["version"])
    except REFUSALS as error:
        tell(request, error)
    else:
        messages.success(request, _("Removed. What it said is in the history."))
    return redirect("visit", visit.pk)


def _demand(user, permission, at):
    """Before anything is said of what was sent. The services ask again."""
    if not may(user, permission, at):
        raise NotPermitted(permission, at)


def tell(request, error):
    """Say a refusal on the next page, where there is no form for it to come back to."""
    for message in getattr(error, "messages", [str(error)]):
        messages.error(request, message)
