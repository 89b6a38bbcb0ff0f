"""The list of visits: who came or went, when, about what."""

from django.db.models import Prefetch
from django.forms import CheckboxSelectMultiple
from django.shortcuts import render
from django.utils.formats import date_format

from cooperation.pdf import Columns
from cooperation.permissions import Permission, may_somewhere
from cooperation.views.lists import page_of
from cooperation.views.sheets import on_paper, wants_paper
from visits.filters import VisitFilter
from visits.models import Delegation, Discussion, Host, Visit
from visits.workflow import Action

FOLDED = (
    *("status", "visit_type", "branch", "entry_mode", "affair", "topic", "period", "year"),
    "ordering",
)
# Agencies and the like are chosen on their own pages, which lead here: a list of all of them
# would be longer than the page. What was chosen there is kept and named.
CARRIED = ("agency", "host", "guest", "innovation", "province")
# Steps that turn a visit aside or back are never the one that is offered first.
ASIDE = frozenset({Action.RESCHEDULE, Action.CANCEL, Action.NO_SHOW, Action.DECLINE, Action.REOPEN})

SIDES = (
    Prefetch("hosts", Host.objects.select_related("agency")),
    Prefetch("delegations", Delegation.objects.select_related("agency")),
)


COLUMNS = Columns("Daftar Kunjungan", ["Waktu", "Kunjungan", "Topik", "Status"], [3, 6, 5, 2.5])


def visit_list(request):
    rows = Visit.objects.visible_to(request.user).select_related("owner")
    talks = Prefetch("discussions", Discussion.objects.select_related("topic"))
    rows = rows.prefetch_related(*SIDES, talks)
    filterset = VisitFilter(request.GET, queryset=rows, request=request)
    form = filterset.form
    if wants_paper(request):
        return on_paper(request, form, filterset.qs, COLUMNS, _cells)
    is_right = form.is_valid()
    for name in ("status", "visit_type", "branch"):
        # Ticked one by one: a box to scroll in, with a key held down, is nothing for a phone.
        form.fields[name].widget = CheckboxSelectMultiple(choices=form.fields[name].choices)
    context = {
        "filter": filterset,
        "page": page_of(request, filterset.qs),
        "folded": [form[name] for name in FOLDED],
        "carried": _carried(form) if is_right else [],
        "is_asked": any(request.GET.get(name) for name in form.fields),
        "may_log": may_somewhere(request.user, Permission.VISIT_LOG),
    }
    return render(request, "visits/visit_list.html", context)


def _carried(form):
    """What was chosen elsewhere: (name, label, value as sent, value as read)."""
    return [
        (name, form.fields[name].label, form.data.get(name), form.cleaned_data[name])
        for name in CARRIED
        if form.cleaned_data.get(name)
    ]


def _cells(visit) -> list[str]:
    starts = visit.starts and date_format(visit.owner.local(visit.starts), "j M Y")
    guests, hosts = (
        ", ".join(str(side.agency) for side in sides.all())
        for sides in (visit.delegations, visit.hosts)
    )
    topics = [str(talk.topic) for talk in visit.discussions.all()]
    what = f"{guests} → {hosts}"
    return [
        starts or "tidak tercatat",
        "\n".join(filter(None, [what, visit.theme, visit.reference])),
        "\n".join(topics) or "tidak tercatat",
        visit.get_status_display(),
    ]
