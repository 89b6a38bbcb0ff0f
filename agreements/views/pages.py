"""The register of agreements, and the page of one."""

from functools import partial

from django.contrib import messages
from django.db.models import OuterRef, Subquery
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from agreements.checks import problems_of
from agreements.filters import AgreementFilter
from agreements.forms import AgreementMoveForm, CommentForm
from agreements.models import Agreement, Revision
from agreements.reports import LOOK_AHEAD, dates_for
from agreements.services import move, text_for
from agreements.services.initials import pending_initials, why_not_initial
from agreements.services.own_work import is_own_work
from agreements.views.relatives import family_of
from agreements.views.remarks import places_in, remarks_on
from agreements.views.writers import writers_of
from agreements.workflow import SIGNED_STATUSES, TRANSITIONS, Action, Status
from cooperation.models import heavy_of
from cooperation.pdf import Columns
from cooperation.permissions import Permission, may, may_somewhere
from cooperation.reports import headlines_of, today_of
from cooperation.views.as_of import answers_as_of
from cooperation.views.lists import offer_agencies, page_of
from cooperation.views.sheets import on_paper, wants_paper
from cooperation.views.steps import steps_for, take_step
from cooperation.views.thread import name_for, thread_of

BRIEF_HISTORY = 5
FOLDED = (
    *("status", "kind", "affair", "period", "since", "until"),
    "expiring_within",
)
STANDINGS = {
    "coming": gettext_lazy("not begun yet"),
    "active": gettext_lazy("in force"),
    "expiring": gettext_lazy("ends soon"),
    "expired": gettext_lazy("term is over"),
}


COLUMNS = Columns(
    "Daftar Naskah Kerja Sama",
    ["Naskah", "Para pihak", "Status", "Tanda tangan", "Berakhir"],
    [5.5, 4, 4, 2.8, 2.8],
)


def agreement_list(request):
    """The register: what is in force, being drafted, about to end."""
    seen = Agreement.objects.visible_to(request.user)
    rows = seen.with_last_day().select_related("owner").prefetch_related("parties__agency")
    filterset = AgreementFilter(
        request.GET, queryset=rows.annotate(sent_title=_sent_title(request.user)), request=request
    )
    today = today_of(request.user)
    if wants_paper(request):
        cells = partial(_cells, user=request.user, today=today)
        return on_paper(request, filterset.form, filterset.qs, COLUMNS, cells)
    page = page_of(request, filterset.qs)
    offer_agencies(filterset, ["agency"], seen, "parties__agency")
    context = {
        "filter": filterset,
        "page": page,
        "rows": [_row(found, request.user, today) for found in page],
        "first": [filterset.form[name] for name in ("agency", "in_force")],
        "folded": [filterset.form[name] for name in FOLDED],
        # Of thousands nobody chooses from a list: its own page leads here.
        "carried": [filterset.form["candidate"]],
        "may_add": may_somewhere(request.user, Permission.AGREEMENT_CREATE),
        "may_import": may_somewhere(request.user, Permission.AGREEMENT_IMPORT),
    }
    return render(request, "agreements/agreement_list.html", context)


@answers_as_of
def agreement(request, pk):
    return agreement_page(request, pk)


@require_POST
def agreement_move(request, pk):
    found = get_object_or_404(seen_agreements(request.user), pk=pk)
    refused = take_step(request, found, TRANSITIONS, move, form=AgreementMoveForm)
    if refused is not None:
        return agreement_page(request, pk, refused=refused)
    messages.success(request, _("Done. The step is in the history."))
    return redirect("agreement", pk)


def seen_agreements(user):
    return Agreement.objects.visible_to(user).select_related(
        *("owner", "candidate__owner", "candidate__innovation", "parent__owner", "drafted_by")
    )


def agreement_page(request, pk, *, refused=None, remark=None):
    """`refused`, `remark`: forms that came back, with what is wrong with them."""
    user = request.user
    found = get_object_or_404(seen_agreements(user), pk=pk)
    own = found.belongs_to(user)
    content, revision = text_for(found, user)
    revisions = list(_revisions(found, own, user))
    steps = steps_for(
        found,
        user,
        form=AgreementMoveForm,
        refused=refused,
        but=_refused_now(found, user, revisions),
    )
    writable = found.status == Status.DRAFTING
    context = {
        "agreement": found,
        "own": own,
        "name": content["title"] if content else name_for(found, user),
        "text": content,
        # As listed: the one that was read with its text would fetch the bytes that were issued.
        "revision": next((one for one in revisions if one == revision), None),
        "steps": steps,
        "standing": _standing(found, found.owner.today()),
        "stations": thread_of(found.candidate, user, here=found),
        "parties": _parties(found, content),
        "remarks": (remarks := remarks_on(found, user, content, own=own)),
        "remark": remark or _comment_form(request, content, remarks),
        "initials": _initials(found, own, revisions),
        "problems": problems_of(found) if own and writable else [],
        "revisions": revisions,
        "issued_once": any(one.issued_id for one in revisions),
        "above": _above(found, user),
        "family": family_of(found, user),
        "may_correct": found.status in SIGNED_STATUSES
        and may(user, Permission.AGREEMENT_CORRECT, found.owner),
        "may_follow": found.status in SIGNED_STATUSES
        and may(user, Permission.AGREEMENT_CREATE, found.owner),
        "dates": dates_for(user, Permission.AGREEMENT_VIEW, agreement=found, ahead=LOOK_AHEAD)
        if own
        else [],
        "reports": found.reports.all() if own else [],
        "may_report_on": found.status in SIGNED_STATUSES
        and may(user, Permission.AGREEMENT_REPORT, found.owner),
        "effective_end": found.effective_ends_on if found.is_frozen else None,
        "may_write": writable and may(user, Permission.AGREEMENT_CREATE, found.owner),
        "writers": writers_of(found, besides=user) if writable and own else [],
        "may_note": found.status != Status.VOID
        and may(user, Permission.AGREEMENT_CREATE, found.owner),
        "history": headlines_of(found, user, limit=BRIEF_HISTORY),
    }
    return render(request, "agreements/agreement.html", context)


def _row(found, user, today):
    """What the register says of one: of a draft, its own people see more than the others."""
    own = found.belongs_to(user)
    return {
        "agreement": found,
        "title": found.title if own else found.sent_title or found.reference,
        "standing": _standing(found, today),
    }


def _cells(found, *, user, today) -> list[str]:
    """The same on paper."""
    row = _row(found, user, today)
    ends_on = found.effective_ends_on if found.signed_on else None
    standing = [str(row["standing"]["word"])] if row["standing"] else []
    return [
        "\n".join([row["title"], found.get_kind_display(), found.reference]),
        "\n".join(str(party.agency) for party in found.parties.all()),
        "\n".join([found.get_status_display(), *standing]),
        date_format(found.signed_on, "j M Y") if found.signed_on else "belum",
        date_format(ends_on, "j M Y") if ends_on else "–",
    ]


def _sent_title(user):
    sent = Revision.objects.sent_to(user).filter(agreement=OuterRef("pk"))
    return Subquery(sent.order_by("-number").values("content__title")[:1])


def _standing(found, today):
    """What the dates make of it: its name for the badge, and its word."""
    standing = found.standing_on(today)
    return {"status": standing, "word": STANDINGS[standing]} if standing else None


def _revisions(found, own, user):
    revisions = found.revisions.select_related("submitted_by", "issued").defer(
        "content", *heavy_of("issued")
    )
    return revisions if own else revisions.sent_to(user)


def _refused_now(found, user, revisions):
    """The actions that the table has, and that would be refused as things stand."""
    latest = revisions[0] if revisions else None
    if latest is None:
        return {Action.INITIAL, Action.APPROVE, Action.ISSUE, Action.SIGN}
    issued = latest.issued is not None and latest.issued.revoked_on is None
    refused = {Action.ISSUE} if issued else {Action.SIGN}
    if found.status == Status.INTERNAL_REVIEW:
        refused |= _refused_in_review(found, user, latest)
    return refused


def _refused_in_review(found, user, latest):
    """First the chain of initials, then the approval; and nobody passes on own work."""
    if pending_initials(latest):
        cannot = why_not_initial(found, latest, user)
        return {Action.APPROVE, Action.INITIAL} if cannot else {Action.APPROVE}
    own = is_own_work(found, latest, user)
    return {Action.INITIAL, Action.APPROVE} if own else {Action.INITIAL}


def _parties(found, content):
    """The parties as the reader's text names them, with the number and day that became known."""
    rows = {party.pk: party for party in found.parties.select_related("agency")}
    if content is None:
        return [({"agency": party.agency.name}, party) for party in rows.values()]
    return [(named, rows.get(named["id"])) for named in content["parties"]]


def _comment_form(request, content, remarks):
    """`?about=` is the key of what the reader has something to say about."""
    if not remarks.may_comment:
        return None
    return CommentForm(places=places_in(content), about=request.GET.get("about"))


def _initials(found, own, revisions):
    """The chain as it stands: of the revision that is read, or as it is arranged for the next."""
    if not own:
        return []
    if found.status == Status.DRAFTING or not revisions:
        return found.review_steps.select_related("person")
    return revisions[0].initials.select_related("person", "given_by")


def _above(found, user):
    if found.parent is None:
        return None
    seen = Agreement.objects.visible_to(user).filter(pk=found.parent_id).exists()
    return {"record": found.parent, "name": name_for(found.parent, user)} if seen else None
