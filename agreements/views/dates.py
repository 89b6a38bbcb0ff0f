"""The dates that matter, and the reports on how agreements are carried out."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from agreements.forms import MonitoringForm
from agreements.reports import LOOK_AHEAD, Kind, dates_for, is_reported, periods_of
from agreements.services import report_on
from agreements.views.pages import seen_agreements
from cooperation.forms import REFUSALS
from cooperation.permissions import NotPermitted, Permission, may, may_somewhere
from cooperation.views.lists import page_of


def agreement_dates(request):
    """What ends, what is owed and what has not come yet; the most pressing first."""
    if not may_somewhere(request.user, Permission.AGREEMENT_VIEW):
        raise NotPermitted(Permission.AGREEMENT_VIEW)
    kind = request.GET.get("kind", "")
    rows = dates_for(request.user, Permission.AGREEMENT_VIEW, ahead=LOOK_AHEAD)
    if kind in Kind:
        rows = [due for due in rows if due.kind == kind]
    context = {"page": page_of(request, rows), "kinds": Kind.choices, "kind": kind}
    return render(request, "agreements/dates.html", context)


def monitoring_new(request, pk):
    found = get_object_or_404(seen_agreements(request.user), pk=pk)
    if not may(request.user, Permission.AGREEMENT_REPORT, found.owner):
        raise NotPermitted(Permission.AGREEMENT_REPORT, found.owner)
    form = MonitoringForm(request.POST or None, initial=_period_owed(found))
    if request.method == "POST" and form.is_valid():
        try:
            report_on(found, by=request.user, **form.cleaned_data)
        except REFUSALS as error:
            form.refuse(error)
        else:
            messages.success(request, _("The report is saved."))
            return redirect("agreement", pk)
    return render(request, "agreements/monitoring_new.html", {"form": form, "agreement": found})


def _period_owed(found):
    """The first period that nobody has reported on yet."""
    reports = list(found.reports.all())
    for period in periods_of(found, found.owner.today()):
        if not is_reported(period, reports):
            return {"period_from": period.starts_on, "period_until": period.ends_on}
    return {}
