"""The story of a record, on a page of its own."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from agreements.models import Agreement
from audit.checkpoints import last_note
from config.reasons import spoken
from config.templatetags.jejak import in_short, role_word
from cooperation.models import Agency, Candidate, Innovation
from cooperation.pdf import Told, look_of
from cooperation.pdf import history_sheet as sheet_of
from cooperation.permissions import house_of
from cooperation.reports import history_of, today_of, zone_of
from cooperation.views.papers import pdf_response
from documents.words import date_long
from visits.models import Visit

RECORDS = {
    model._meta.model_name: model for model in (Visit, Candidate, Agreement, Innovation, Agency)
}
PAGE_SIZE = 25
ON_PAPER = 500
# Further back nobody pages by hand; the number must stay one the database can count to.
LAST_PAGE = 10_000


def history(request, kind, pk):
    """Who changed what, when and why; `?page=` goes further back."""
    record = _found(request, kind, pk)
    number = _page_number(request.GET.get("page", "1"))
    page = history_of(record, request.user, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    context = {
        "record": record,
        "kind": kind,
        "page": page,
        "number": number,
        "anchor": last_note(),
    }
    return render(request, "history.html", context)


@never_cache
def history_sheet(request, kind, pk):
    """The story as far as the reader may read it, on paper and so in Indonesian."""
    record = _found(request, kind, pk)
    with translation.override("id"):
        page = history_of(record, request.user, limit=ON_PAPER)
        zone = zone_of(request.user)
        sheet = sheet_of(
            look_of(house_of(request.user) or _owner_of(record)),
            reference=str(record),
            entries=[_told(entry, zone) for entry in page.entries],
            more=page.more,
            day=today_of(request.user),
        )
    return pdf_response(sheet.printed().content, f"riwayat-{kind}-{record.pk}.pdf")


def _told(entry, zone) -> Told:
    local = timezone.localtime(entry.at, zone)
    said = {"+": _("added"), "-": _("removed")}.get(entry.kind, _("changed"))
    return Told(
        when=f"{date_long(local.date())} {local:%H.%M}",
        who="\n".join(filter(None, [entry.actor, role_word(entry.role), entry.agency])),
        what=f"{said} {entry.part}" + (f": {entry.what}" if entry.what else ""),
        why=spoken(entry) if entry.why else "",
        changes=tuple(
            (
                str(change.label),
                in_short(change.before_text, change.before) or "" if entry.kind == "~" else "",
                in_short(change.after_text, change.after) or _("not recorded"),
            )
            for change in entry.changes
        ),
    )


def _owner_of(record) -> Agency:
    return record if isinstance(record, Agency) else record.owner


def _found(request, kind, pk):
    if kind not in RECORDS:
        raise Http404
    return get_object_or_404(RECORDS[kind].objects.visible_to(request.user), pk=pk)


def _page_number(text):
    return min(int(text), LAST_PAGE) if text.isdecimal() and len(text) < 9 and int(text) else 1
