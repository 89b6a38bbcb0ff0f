"""Reports on pages. What is counted is reckoned in the apps' own reports; here it is laid out."""

from functools import reduce
from operator import or_

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from cooperation.models import Agency, Candidate, GovernmentAffair
from cooperation.pdf import look_of, status_report
from cooperation.permissions import NotPermitted, Permission, house_of, may_somewhere
from cooperation.reports import Scope, follow_up_status
from cooperation.views.papers import pdf_response
from cooperation.workflow import CandidateStatus
from documents.words import date_long


class ScopeForm(forms.Form):
    """What the report is about; left empty, everything."""

    since = forms.DateField(
        label=_("identified since"), required=False, widget=forms.DateInput({"type": "date"})
    )
    until = forms.DateField(
        label=_("identified until"), required=False, widget=forms.DateInput({"type": "date"})
    )
    agency = forms.ModelChoiceField(
        label=_("agency"), queryset=Agency.objects.none(), required=False, empty_label=_("any")
    )
    affair = forms.ModelChoiceField(
        label=_("government affair"),
        queryset=GovernmentAffair.objects.all(),
        required=False,
        empty_label=_("any"),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        # Who takes part in what the reader may see: a list to choose from, not a directory.
        seen = Candidate.objects.visible_to(user).order_by()
        sides = [Q(pk__in=seen.values(side)) for side in ("owner", "provider", "adopter")]
        field = self.fields["agency"]
        field.queryset = Agency.objects.filter(reduce(or_, sides))  # type: ignore[attr-defined]

    def clean(self):
        facts = super().clean() or self.cleaned_data
        since, until = facts.get("since"), facts.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day is before the first one. Correct one of them."))
        return facts


class StatusForm(ScopeForm):
    """The same, on a day of the past if one is named."""

    as_of = forms.DateField(
        label=_("as it stood on"), required=False, widget=forms.DateInput({"type": "date"})
    )
    field_order = ("since", "until", "as_of")


def report_follow_up_status(request):
    """What was promised, who owes what, what is late, what came of it."""
    if not may_somewhere(request.user, Permission.REPORT_VIEW):
        raise NotPermitted(Permission.REPORT_VIEW)
    form = StatusForm(request.GET, user=request.user)
    report, as_of = None, None
    if form.is_valid():
        asked = dict(form.cleaned_data)
        as_of = asked.pop("as_of")
        try:
            report = follow_up_status(request.user, Scope(**asked), as_of=as_of)
        except ValidationError as error:
            form.add_error(None, error)
    if report is not None and request.GET.get("format") == "pdf":
        return _on_paper(request, report, form.cleaned_data)
    query = request.GET.copy()
    query["format"] = "pdf"
    context = {
        "form": form,
        "report": report,
        "paper": query.urlencode(),
        "past": as_of if report else None,
    }
    return render(request, "reports/follow_up_status.html", context)


def _on_paper(request, report, asked) -> HttpResponse:
    """The same figures on paper, under the letterhead of the reader's own house."""
    with translation.override("id"):
        stages = {status.value: str(status.label) for status in CandidateStatus}
        document = status_report(
            report, look_of(house_of(request.user)), scope=_scope_in_words(asked), stages=stages
        )
    name = f"status-tindak-lanjut-{report['as_of'].isoformat()}.pdf"
    return pdf_response(document.printed().content, name)


def _scope_in_words(asked) -> str:
    said = [
        f"keadaan pada {date_long(asked['as_of'])}" if asked["as_of"] else "",
        f"sejak {date_long(asked['since'])}" if asked["since"] else "",
        f"sampai {date_long(asked['until'])}" if asked["until"] else "",
        asked["agency"].name if asked["agency"] else "",
        asked["affair"].name if asked["affair"] else "",
    ]
    return "; ".join(filter(None, said)) or "Semua yang dapat dilihat"
