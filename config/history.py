"""The story of a record, on a page of its own."""

import csv
from datetime import datetime, time, timedelta

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from agreements.models import Agreement
from api.tables import BOM, harmless
from audit.checkpoints import last_note
from audit.recording import root_key_of
from audit.timeline import Asked, Page, fields_told
from config.readings import RECORDS as READ
from config.reasons import spoken
from config.templatetags.jejak import in_short, role_word
from cooperation.models import Agency, Candidate, Innovation
from cooperation.pdf import Told, look_of
from cooperation.pdf import history_sheet as sheet_of
from cooperation.permissions import house_of
from cooperation.reports import JOINED_BY, history_of, reaches_of, thread_of, today_of, zone_of
from cooperation.views.papers import pdf_response
from documents.words import date_long
from visits.models import Visit

RECORDS = {
    model._meta.model_name: model for model in (Visit, Candidate, Agreement, Innovation, Agency)
}
COLUMNS = (
    *("at", "actor", "role", "agency", "why", "kind", "record", "part", "what", "version"),
    *("field", "before", "after", "request_id", "client", "address"),
)
KINDS = {"+": "added", "~": "changed", "-": "removed"}
PAGE_SIZE = 25
ON_PAPER = 500
IN_A_TABLE = 5_000
# Further back nobody pages by hand; the number must stay one the database can count to.
LAST_PAGE = 10_000


class AskedForm(forms.Form):
    """What is looked for in a story; left empty, everything."""

    person = forms.CharField(label=_("person"), required=False, max_length=100)
    field = forms.ChoiceField(label=_("what changed"), required=False)
    since = forms.DateField(
        label=_("from"), required=False, widget=forms.DateInput({"type": "date"})
    )
    until = forms.DateField(
        label=_("until"), required=False, widget=forms.DateInput({"type": "date"})
    )
    thread = forms.BooleanField(label=_("with the whole thread"), required=False)

    def __init__(self, *args, record, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.zone = zone_of(user)
        if record._meta.label_lower not in JOINED_BY:
            del self.fields["thread"]
        told = fields_told(reaches_of(record, user, thread="thread" in self.data))
        named = sorted(told.items(), key=lambda one: one[1])
        choices: list[tuple[str, str]] = [("", _t("any")), *named]
        self.fields["field"].choices = choices  # type: ignore[attr-defined]

    def asked(self) -> dict:
        """For `history_of`. The days are the reader's own, both inclusive."""
        facts = self.cleaned_data
        asked = Asked(
            person=facts["person"].strip(),
            field=facts["field"],
            since=self._midnight(facts["since"]),
            until=self._midnight(facts["until"], days=1),
        )
        return {"asked": asked, "thread": facts.get("thread", False)}

    def _midnight(self, day, *, days=0):
        if day is None:
            return None
        return datetime.combine(day + timedelta(days), time(), self.zone)


def history(request, kind, pk):
    """Who changed what, when and why; `?page=` goes further back, `?format=csv` takes it along."""
    record = record_seen(request, kind, pk)
    form = AskedForm(request.GET, record=record, user=request.user)
    asked = form.asked() if form.is_valid() else None
    if asked is not None and request.GET.get("format") == "csv":
        return _as_table(request, record, kind, asked)
    number = _page_number(request.GET.get("page", "1"))
    page = Page([], more=False)
    if asked is not None:
        window = {"offset": (number - 1) * PAGE_SIZE, "limit": PAGE_SIZE}
        page = history_of(record, request.user, **asked, **window)
    context = {
        "record": record,
        "kind": kind,
        "page": page,
        "number": number,
        "form": form,
        "anchor": last_note(),
        "others": others_of(record, request.user) if asked and asked["thread"] else {},
        "query": _query_of(request.GET),
        "has_readings": kind in READ and record.belongs_to(request.user),
    }
    return render(request, "history.html", context)


@never_cache
def history_sheet(request, kind, pk):
    """The story as far as the reader may read it, on paper and so in Indonesian."""
    record = record_seen(request, kind, pk)
    with translation.override("id"):
        form = AskedForm(request.GET, record=record, user=request.user)
        if not form.is_valid():
            return redirect(f"{reverse('history', args=[kind, pk])}?{request.GET.urlencode()}")
        page = history_of(record, request.user, **form.asked(), limit=ON_PAPER)
        zone = zone_of(request.user)
        sheet = sheet_of(
            look_of(house_of(request.user) or _owner_of(record)),
            reference=str(record),
            entries=[_told(entry, zone) for entry in page.entries],
            more=page.more,
            day=today_of(request.user),
        )
    return pdf_response(sheet.printed().content, f"riwayat-{kind}-{record.pk}.pdf")


def _as_table(request, record, kind, asked) -> HttpResponse:
    """One row for each field that changed, for a spreadsheet; the newest first."""
    page = history_of(record, request.user, **asked, limit=IN_A_TABLE)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="riwayat-{kind}-{record.pk}.csv"'
    response["Cache-Control"] = "private, no-store"
    response.write(BOM)
    table = csv.writer(response)
    table.writerow(COLUMNS)
    for entry in page.entries:
        head: list = [entry.at.isoformat(), entry.actor, entry.role, entry.agency, entry.why]
        head += [KINDS[entry.kind], entry.root, entry.part, entry.what, entry.version]
        tail = [entry.request_id, entry.client, entry.address]
        told = [(each.field, each.before_text, each.after_text) for each in entry.changes]
        for change in told or [("", "", "")]:
            table.writerow([harmless(cell) for cell in [*head, *change, *tail]])
    if page.more:
        table.writerow([f"# only the newest {IN_A_TABLE} entries; ask for a shorter time"])
    return response


def others_of(record, user) -> dict:
    """The other records of the thread by the names that entries have for them."""
    return {root_key_of(each): each for each in thread_of(record, user)}


def _query_of(sent) -> str:
    """What was asked, for the links to other pages and forms of the same."""
    query = sent.copy()
    for name in ("page", "format"):
        query.pop(name, None)
    return query.urlencode()


def _told(entry, zone) -> Told:
    local = timezone.localtime(entry.at, zone)
    said = {"+": _t("added"), "-": _t("removed")}.get(entry.kind, _t("changed"))
    return Told(
        when=f"{date_long(local.date())} {local:%H.%M}",
        who="\n".join(filter(None, [entry.actor, role_word(entry.role), entry.agency])),
        what=f"{said} {entry.part}" + (f": {entry.what}" if entry.what else ""),
        why=spoken(entry) if entry.why else "",
        changes=tuple(
            (
                str(change.label),
                in_short(change.before_text, change.before) or "" if entry.kind == "~" else "",
                in_short(change.after_text, change.after) or _t("not recorded"),
            )
            for change in entry.changes
        ),
    )


def _owner_of(record) -> Agency:
    return record if isinstance(record, Agency) else record.owner


def record_seen(request, kind, pk):
    """The record of this kind and key, if this person may see it; 404 where not."""
    if kind not in RECORDS:
        raise Http404
    return get_object_or_404(RECORDS[kind].objects.visible_to(request.user), pk=pk)


def _page_number(text):
    return min(int(text), LAST_PAGE) if text.isdecimal() and len(text) < 9 and int(text) else 1
