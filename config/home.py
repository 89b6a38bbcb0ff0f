"""The first page: what needs me, what is late, what came of it, by what I may do."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, prefetch_related_objects
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from agreements.models import Agreement, Comment, Initial
from agreements.reports import dates_for
from agreements.workflow import CommentStatus, InitialResult
from agreements.workflow import Status as AgreementStatus
from audit import checkpoints, results
from audit.models import Reading, ReadingKind
from cooperation.models import Candidate, FollowUp
from cooperation.models.agencies import keys_in_reach
from cooperation.permissions import Permission, may_somewhere
from cooperation.reports import today_of, zone_of
from cooperation.workflow import CandidateStatus, FollowUpStatus
from visits.models import Delegation, Host, Visit
from visits.workflow import Status as VisitStatus

# A home page is read at a glance: the longest-waiting first, the rest in the lists.
SHOWN = 6
WEEK = timedelta(days=7)
SIDES = (
    Prefetch("hosts", Host.objects.select_related("agency")),
    Prefetch("delegations", Delegation.objects.select_related("agency")),
)


@dataclass(frozen=True)
class Pile:
    """Some work that waits for this person: its first rows, and where all of it is."""

    title: str
    kind: str  # how a row is shown: visit, candidate, follow_up, agreement, date
    rows: list[Any]
    more: bool
    href: str  # the page of the whole list
    query: str = ""
    is_late: bool = False


def home(request):
    piles = [pile for pile in _piles(request.user) if pile.rows]
    visits = [row for pile in piles if pile.kind == "visit" for row in pile.rows]
    prefetch_related_objects(visits, *SIDES)  # once for all piles
    context = {
        "piles": piles,
        "today": today_of(request.user),
        "may_log": may_somewhere(request.user, Permission.VISIT_LOG),
        "may_report": may_somewhere(request.user, Permission.REPORT_VIEW),
        "may_erase": may_somewhere(request.user, Permission.PERSONAL_ERASE)
        or may_somewhere(request.user, Permission.PERSONAL_READ),
        "watched": _watched() if may_somewhere(request.user, Permission.AUDIT_READ) else None,
        "has_a_role": may_somewhere(request.user, Permission.VISIT_VIEW),
    }
    return render(request, "home.html", context)


def _piles(user):
    """What waits, the most pressing first; only what the roles of this person have to do with."""
    if may_somewhere(user, Permission.AGREEMENT_INITIAL):
        yield _initials(user)
    yield from _follow_ups(user)
    if may_somewhere(user, Permission.VISIT_DECIDE):
        yield _visits(
            user,
            _("Letters that wait for a decision"),
            Permission.VISIT_DECIDE,
            [VisitStatus.REGISTERED, VisitStatus.UNDER_REVIEW],
        )
    if may_somewhere(user, Permission.VISIT_REPORT):
        yield _visits(
            user,
            _("Visits without a report"),
            Permission.VISIT_REPORT,
            [VisitStatus.COMPLETED],
        )
    if may_somewhere(user, Permission.CANDIDATE_APPROVE):
        yield _candidates(user)
    if may_somewhere(user, Permission.AGREEMENT_APPROVE):
        yield _remarks(user)
        yield from _drafts(user)
    yield from _dates(user)
    yield _this_week(user)


def _visits(user, title, permission, statuses):
    rows = Visit.objects.filter(owner__in=keys_in_reach(user, permission), status__in=statuses)
    rows = rows.select_related("owner").order_by("status_since", "pk")
    query = "&".join(f"status={status}" for status in statuses)
    return _pile(title, "visit", rows, "visit_list", query)


def _this_week(user):
    """What is coming in the next seven days, and what is going on."""
    midnight = datetime.combine(today_of(user), time.min, zone_of(user))
    coming = Q(
        status=VisitStatus.SCHEDULED,
        scheduled_start__gte=midnight,
        scheduled_start__lt=midnight + WEEK,
    )
    rows = Visit.objects.visible_to(user).filter(coming | Q(status=VisitStatus.IN_PROGRESS))
    rows = rows.select_related("owner").order_by("scheduled_start", "pk")
    query = f"status={VisitStatus.SCHEDULED}&ordering=starts"
    return _pile(_("Visits today and this week"), "visit", rows, "visit_list", query)


def _follow_ups(user):
    today = today_of(user)
    seen = FollowUp.objects.visible_to(user).select_related("candidate", "unit", "assignee")
    told: list[int] = []
    if may_somewhere(user, Permission.FOLLOW_UP_VERIFY):
        mine = keys_in_reach(user, Permission.FOLLOW_UP_VERIFY)
        late = seen.overdue(today).filter(candidate__owner__in=mine).order_by("due_on", "pk")
        pile = _pile(
            _("Follow-ups that are late"), "follow_up", late, "follow_up_list", is_late=True
        )
        told = [row.pk for row in pile.rows]
        yield pile
        done = seen.filter(status=FollowUpStatus.DONE, candidate__owner__in=mine)
        done = done.exclude(assignee=user).order_by("due_on", "pk")
        query = f"status={FollowUpStatus.DONE}"
        yield _pile(_("Follow-ups to verify"), "follow_up", done, "follow_up_list", query)
    if may_somewhere(user, Permission.FOLLOW_UP_DO):
        units = keys_in_reach(user, Permission.FOLLOW_UP_DO)
        theirs = Q(assignee=user) | Q(assignee__isnull=True, unit__in=units)
        due = seen.unfinished().filter(theirs).exclude(pk__in=told).order_by("due_on", "pk")
        yield _pile(_("Follow-ups for me and my unit"), "follow_up", due, "follow_up_list")


def _candidates(user):
    mine = keys_in_reach(user, Permission.CANDIDATE_APPROVE)
    rows = Candidate.objects.filter(owner__in=mine, status=CandidateStatus.RECOMMENDED)
    rows = rows.select_related("owner", "provider", "adopter").order_by("status_since", "pk")
    query = f"status={CandidateStatus.RECOMMENDED}"
    return _pile(_("Candidates to approve"), "candidate", rows, "candidate_list", query)


def _dates(user):
    """What is due of the agreements that this person minds, the most pressing first."""
    permission = Permission.AGREEMENT_CREATE
    if may_somewhere(user, permission):
        due = dates_for(user, permission)
        late = any(one.is_late for one in due)
        title = _("Dates of agreements that are due")
        yield Pile(title, "date", due[:SHOWN], len(due) > SHOWN, "agreement_dates", is_late=late)


def _initials(user):
    """Texts at whose step of the chain of initials this person stands next."""
    pending = Initial.objects.filter(result=InitialResult.PENDING)
    before = pending.filter(revision=OuterRef("revision"), order__lt=OuterRef("order"))
    mine = pending.filter(~Exists(before), agreement=OuterRef("pk"), person=user)
    rows = Agreement.objects.filter(Exists(mine), status=AgreementStatus.INTERNAL_REVIEW)
    rows = rows.select_related("owner").order_by("status_since", "pk")
    query = f"status={AgreementStatus.INTERNAL_REVIEW}"
    return _pile(_("Texts that wait for my initials"), "agreement", rows, "agreement_list", query)


def _remarks(user):
    """Drafts on which somebody else has remarked, and nothing was settled yet."""
    remarked = Comment.objects.filter(
        agreement=OuterRef("pk"), status=CommentStatus.OPEN, answer_to__isnull=True
    ).exclude(author=user)
    mine = keys_in_reach(user, Permission.AGREEMENT_APPROVE)
    rows = Agreement.objects.filter(
        Exists(remarked), owner__in=mine, status=AgreementStatus.DRAFTING
    )
    rows = rows.select_related("owner").order_by("status_since", "pk")
    query = f"status={AgreementStatus.DRAFTING}"
    return _pile(_("Drafts with open comments"), "agreement", rows, "agreement_list", query)


def _watched() -> dict[str, Any]:
    """What an auditor looks at first: whether the record is sound, and what is unusual of late."""
    since = timezone.now() - WEEK
    return {
        "result": results.last_result(),
        "anchor": checkpoints.last_note(),
        "locked": User.objects.filter(locked_until__gte=since).count(),
        "personal": Reading.objects.filter(kind=ReadingKind.PERSONAL, at__gte=since).count(),
        "downloads": Reading.objects.filter(kind=ReadingKind.DOWNLOADED, at__gte=since).count(),
    }


def _drafts(user):
    mine = keys_in_reach(user, Permission.AGREEMENT_APPROVE)
    for title, status in (
        (_("Drafts to go on with"), AgreementStatus.DRAFTING),
        (_("Drafts to review"), AgreementStatus.INTERNAL_REVIEW),
    ):
        rows = Agreement.objects.filter(owner__in=mine, status=status)
        rows = rows.select_related("owner").order_by("status_since", "pk")
        yield _pile(title, "agreement", rows, "agreement_list", f"status={status}")


def _pile(title, kind, rows, href, query="", *, is_late=False):
    page = list(rows[: SHOWN + 1])
    return Pile(title, kind, page[:SHOWN], len(page) > SHOWN, href, query, is_late)
