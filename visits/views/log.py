"""Logging a visit on one page."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cooperation.permissions import NotPermitted, Permission
from cooperation.services.agencies import add_agency
from visits.forms import INCOMING, OUTGOING, LogSheet, Typed, usual_owner
from visits.reports import duplicates_of
from visits.services import attach_file, log_visit


def visit_new(request):
    """The empty page, the page with a row more or less, or the visit that was logged on it."""
    user, owner = request.user, usual_owner(request.user)
    if owner is None:
        raise NotPermitted(Permission.VISIT_LOG)
    direction = OUTGOING if request.GET.get("direction") == OUTGOING else INCOMING
    if request.method != "POST":
        return _page(request, LogSheet(user, owner, direction=direction))
    if "save" not in request.POST:
        typed = Typed(
            request.POST, add=request.POST.get("add", ""), drop=request.POST.get("drop", "")
        )
        return _page(request, LogSheet(user, owner, typed=typed))

    sheet = LogSheet(user, owner, data=request.POST, files=request.FILES)
    visit = _log(sheet, user) if sheet.is_valid() else None
    if visit is None:
        return _page(request, sheet)
    messages.success(request, _("Logged as %s.") % visit.reference)
    _warn_of_duplicates(request, visit)
    return redirect("visit", visit.pk)


def _page(request, sheet):
    return render(request, "visits/visit_new.html", {"sheet": sheet})


def _log(sheet, user):
    """The visit with its files and the agencies that are new with it, or nothing of all that."""
    try:
        with transaction.atomic():
            agencies = sheet.settle_agencies(lambda form: _take_up(form, user))
            visit = log_visit(by=user, **sheet.content(agencies))
            for file in sheet.enclosed.attachments():
                attach_file(visit, by=user, **file)
            return visit
    except ValidationError as error:
        if not sheet.has_errors:
            sheet.show(error)
        return None


def _take_up(form, user):
    try:
        return add_agency(by=user, **form.new_agency())
    except ValidationError as error:
        form.show_new_agency(error)
        raise


def _warn_of_duplicates(request, visit):
    day = visit.owner.local(visit.starts).date() if visit.starts else None
    for delegation in visit.delegations.select_related("agency"):
        same = duplicates_of(
            owner=visit.owner,
            agency=delegation.agency,
            letter_number=visit.letter_number,
            day=day,
            other_than=visit,
        )
        for other in same[:3]:
            warning = _("This may be the same visit as %s. Cancel one of them if it is.")
            messages.warning(request, warning % other.reference)
