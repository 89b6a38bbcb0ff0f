"""The dates that matter: what ends, what is owed, what has not come yet, and by when.

What is found follows from the records as they stand: once the number is noted or the renewal is
signed, its date is not found any more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery, TextChoices
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agreements.models import Agreement, EntryMode, NumberStatus, Party, Revision
from agreements.models.agreement import AgreementQuerySet
from agreements.reports.periods import is_reported, periods_of
from agreements.workflow import SignatureMethod, Status
from cooperation.models import Agency, TimeZone
from cooperation.models.agencies import keys_in_reach
from cooperation.permissions import Permission

# So many days before the last day it is said, each time to those who mind the agreement.
EXPIRY_STEPS = (90, 60, 30, 7, 0)
# How far pages look ahead; and for how long they still show that a term is over.
LOOK_AHEAD = 90
# Long, and needed for no date.
UNREAD = ("recitals", "unplaced", "source_note", "council_reason", "status_reason", "end_evidence")


class Kind(TextChoices):
    EXPIRY = "expiry", _("End of the term")
    RENEWAL = "renewal", _("Notice of renewal")
    REPORT = "report", _("Report on the carrying out")
    NUMBER = "number", _("Number of a party")
    SIGNATURE = "signature", _("Signature")
    ORIGINAL = "original", _("Signed original")


@dataclass(frozen=True)
class DueDate:
    """Something to be told from `due_on` on; `by`: when it happens, or has to be done."""

    agreement: Agreement
    kind: Kind
    due_on: date
    by: date
    facts: dict[str, Any]  # what else is to be said, as JSON
    today: date  # the owner's own day

    @property
    def code(self) -> str:
        """What tells it from every other one of this agreement, together with `due_on`."""
        return f"{self.kind}_{self.facts['days']}" if self.kind == Kind.EXPIRY else str(self.kind)

    @property
    def days_left(self) -> int:
        return (self.by - self.today).days

    @property
    def is_late(self) -> bool:
        return self.days_left < 0

    @property
    def what(self) -> str:
        """What it is about, in the reader's language."""
        match self.kind:
            case Kind.EXPIRY:
                return _t("The term is over") if self.is_late else _t("The term ends")
            case Kind.RENEWAL:
                return _t("Tell the partner if it is to be renewed")
            case Kind.REPORT:
                return _t("Report on %(first)s – %(last)s") % {
                    "first": _day(self.facts["period_from"]),
                    "last": _day(self.facts["period_until"]),
                }
            case Kind.NUMBER:
                return _t("Number not known yet: %(parties)s") % self._parties()
            case Kind.SIGNATURE:
                return _t("Not signed yet: %(parties)s") % self._parties()
            case Kind.ORIGINAL:
                return _t("Signed original not received yet: %(parties)s") % self._parties()

    @property
    def when(self) -> str:
        """ "31 Dec 2026, in 30 days", in the reader's language."""
        return f"{date_format(self.by, 'j M Y')}, {self._how_long()}"

    def _how_long(self) -> str:
        days = abs(self.days_left)
        if not days:
            return _t("today")
        if self.is_late:
            return ngettext("%(days)d day past", "%(days)d days past", days) % {"days": days}
        return ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}

    def _parties(self) -> dict[str, str]:
        return {"parties": ", ".join(self.facts["parties"])}


def dates_that_matter(
    today: date | None = None, *, agreements: AgreementQuerySet | None = None, ahead: int = 0
) -> list[DueDate]:
    """Everything that is due today or before, and what is to come within `ahead` days.

    `today` is each owner's own local day unless it is given. The most pressing come first. The
    number of queries is the same for one agreement and for a thousand.
    """
    rows = Agreement.objects.all() if agreements is None else agreements
    latest = today or max(timezone.localdate(timezone=Agency(time_zone=z).zone) for z in TimeZone)
    found = [
        due
        for agreement in _with_dates(rows, latest + timedelta(days=ahead))
        for due in _dates_of(agreement, today or agreement.owner.today(), ahead)
    ]
    return sorted(found, key=lambda due: (due.by, due.agreement.pk, due.kind))


def dates_for(user, permission: Permission, *, agreement=None, ahead: int = 0) -> list[DueDate]:
    """The dates of what this person's own agencies keep; those of one agreement, if it is named.

    A term that has been over for long presses nobody any more.
    """
    mine = keys_in_reach(user, permission)
    rows = Agreement.objects.filter(owner__in=mine).with_last_day()
    if agreement is not None:
        rows = rows.filter(pk=agreement.pk)
    recently = timezone.localdate() - timedelta(days=LOOK_AHEAD)
    rows = rows.filter(Q(last_day__isnull=True) | Q(last_day__gte=recently))
    return dates_that_matter(agreements=rows, ahead=ahead)


def _with_dates(agreements, until):
    """The agreements that may have a date by then, with all that is needed to reckon it."""
    issued = Revision.objects.filter(
        agreement=OuterRef("pk"), issued__isnull=False, issued__revoked_on__isnull=True
    )
    renewal = Agreement.objects.filter(
        renews=OuterRef("pk"), status__in=(Status.SIGNED, Status.SUPERSEDED)
    )
    entered = Agreement.history.filter(id=OuterRef("pk"), history_type="+")
    rows = agreements.with_last_day().annotate(
        is_renewed=Exists(renewal),
        issued_on=Subquery(issued.order_by("-number").values("issued__issued_on")[:1]),
        entered_at=Subquery(entered.values("history_date")[:1]),
    )
    return (
        rows.filter(_may_matter(until))
        .select_related("owner")
        .prefetch_related(Prefetch("parties", Party.objects.select_related("agency")), "reports")
        .defer(*UNREAD)
        .order_by("pk")
    )


def _may_matter(until) -> Q:
    """A first sieve, so that not all that was ever signed is read; the days are reckoned later."""
    longest = max(EXPIRY_STEPS)
    ending = Q(last_day__lte=until + timedelta(days=longest)) | Q(
        last_day__isnull=False, renewal_notice_days__gt=longest
    )
    parties = Party.objects.filter(agreement=OuterRef("pk"))
    number = Exists(parties.filter(number_status=NumberStatus.PENDING))
    original = Exists(parties.filter(signed_on__isnull=False, original_received_on__isnull=True))
    # The term and the reports of an addendum are those of the text that it changes.
    term = Q(base__isnull=True) & (ending | ~Q(reporting_period=""))
    return (
        Q(status=Status.SIGNED) & (term | Q(number))
        | Q(status__in=(Status.SIGNED, Status.PARTIALLY_SIGNED)) & Q(original)
        | Q(status=Status.PARTIALLY_SIGNED)
        | Q(status=Status.READY_TO_SIGN, issued_on__isnull=False)
    )


def _dates_of(agreement, today, ahead) -> Iterator[DueDate]:
    until = today + timedelta(days=ahead)
    for kind, reckon in RECKONED.items():
        for due_on, by, facts in reckon(agreement, today, until):
            if due_on <= today or by <= until:
                yield DueDate(agreement, kind, due_on, by, facts, today)


def _expiry(agreement, today, _until):
    """The nearest step that has come, or else the next one: after a pause one mail, not five."""
    if not _has_own_term(agreement) or agreement.is_renewed:
        return
    last_day, known = agreement.last_day, _known_since(agreement)
    steps = [(last_day - timedelta(days=days), days) for days in EXPIRY_STEPS]
    told = [step for step in steps if step[0] >= known]
    if told:
        due_on, days = max((step for step in told if step[0] <= today), default=told[0])
        yield due_on, last_day, {"days": days, "ends_on": last_day.isoformat()}


def _renewal(agreement, today, _until):
    if not _has_own_term(agreement) or agreement.is_renewed or agreement.last_day < today:
        return
    by = agreement.last_day - timedelta(days=agreement.renewal_notice_days)
    if by >= _known_since(agreement):
        yield by, by, {"ends_on": agreement.last_day.isoformat()}


def _report(agreement, today, until):
    """The last period that is due, with how many are owed by now; or else the next one."""
    if agreement.status != Status.SIGNED or agreement.base_id is not None:
        return
    known, reports = _known_since(agreement), agreement.reports.all()
    owed = [
        period
        for period in periods_of(agreement, until)
        if period.due_on >= known and not is_reported(period, reports)
    ]
    due = [period for period in owed if period.due_on <= today]
    for period in due[-1:] or owed[:1]:
        yield (
            period.due_on,
            period.due_on,
            {
                "period_from": period.starts_on.isoformat(),
                "period_until": period.ends_on.isoformat(),
                "owed": len(due),
            },
        )


def _number(agreement, _today, _until):
    if agreement.status != Status.SIGNED:
        return
    unknown = [
        party for party in agreement.parties.all() if party.number_status == NumberStatus.PENDING
    ]
    if unknown:
        due_on = _known_since(agreement) + timedelta(days=settings.NUMBER_DAYS)
        yield due_on, due_on, _named(unknown)


def _signature(agreement, _today, _until):
    match agreement.status:
        case Status.READY_TO_SIGN:
            waits_since = agreement.issued_on
        case Status.PARTIALLY_SIGNED:
            waits_since = agreement.status_since
        case _:
            return
    unsigned = [party for party in agreement.parties.all() if party.signed_on is None]
    due_on = waits_since + timedelta(days=settings.SIGNATURE_DAYS)
    yield due_on, due_on, _named(unsigned)


def _original(agreement, _today, _until):
    """What the others signed by hand and the owner waits for; each signature has its own day."""
    awaited: dict[date, list[Party]] = {}
    for party in agreement.parties.all():
        if _is_awaited(party, agreement):
            since = max(filter(None, (party.signed_on, _entered_on(agreement))))
            awaited.setdefault(since + timedelta(days=settings.ORIGINAL_DAYS), []).append(party)
    for due_on, parties in awaited.items():
        yield due_on, due_on, _named(parties)


RECKONED = {
    Kind.EXPIRY: _expiry,
    Kind.RENEWAL: _renewal,
    Kind.REPORT: _report,
    Kind.NUMBER: _number,
    Kind.SIGNATURE: _signature,
    Kind.ORIGINAL: _original,
}


def _has_own_term(agreement) -> bool:
    return (
        agreement.status == Status.SIGNED
        and agreement.base_id is None
        and agreement.last_day is not None
    )


def _is_awaited(party, agreement) -> bool:
    return (
        party.signed_on is not None
        and party.original_received_on is None
        and party.signature_method != SignatureMethod.ELECTRONIC
        and agreement.status in (Status.SIGNED, Status.PARTIALLY_SIGNED)
        and not party.agency.is_within(agreement.owner)
    )


def _known_since(agreement) -> date:
    """From when on the office could mind the dates: nothing is told that lies before."""
    return max(filter(None, (agreement.signed_on, _entered_on(agreement))))


def _entered_on(agreement) -> date | None:
    """The day on which an agreement came here that was signed before."""
    if agreement.entry_mode != EntryMode.IMPORT or agreement.entered_at is None:
        return None
    return agreement.owner.local(agreement.entered_at).date()


def _named(parties) -> dict[str, Any]:
    return {"parties": [str(party.agency) for party in parties]}


def _day(stored: str) -> str:
    return date_format(date.fromisoformat(stored), "j M Y")
