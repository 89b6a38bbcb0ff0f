from datetime import timedelta

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from agreements.clauses import TERM_UNITS, AgreementKind
from agreements.models.parts import Party
from agreements.workflow import (
    FROZEN,
    SIGNED_STATUSES,
    TRANSITIONS,
    EndReason,
    Status,
)
from audit.models import TrackedQuerySet
from cooperation.models import (
    Candidate,
    CooperationKind,
    NumberedRecord,
    StoredFile,
)
from cooperation.models.agencies import keys_in_reach
from cooperation.models.text import Line, Prose
from cooperation.permissions import Permission
from cooperation.workflow import steps_from
from documents.words import number_with_words

LONGEST_UNPLACED = 200_000

# Which kinds bind: signing the first of these realises the candidate; a KB leaves it in agreement.
BINDING_KINDS = frozenset(
    {
        AgreementKind.COOPERATION_AGREEMENT,
        AgreementKind.SYNERGY_NOTE,
        AgreementKind.FOREIGN_MOU,
        AgreementKind.STATEMENT,
    }
)


class EntryMode(models.TextChoices):
    NORMAL = "normal", _("Drafted here")
    IMPORT = "import", _("Imported when already signed")


class TermUnit(models.TextChoices):
    YEAR = "year", _("years")
    MONTH = "month", _("months")
    DAY = "day", _("days")


class ReportingPeriod(models.TextChoices):
    """How often the carrying out is reported; custom differs, so an office chooses."""

    QUARTER = "quarter", _("every three months")
    SEMESTER = "semester", _("every six months")
    YEAR = "year", _("every year")


# In months.
PERIOD_MONTHS = {
    ReportingPeriod.QUARTER: 3,
    ReportingPeriod.SEMESTER: 6,
    ReportingPeriod.YEAR: 12,
}


class AgreementQuerySet(TrackedQuerySet):
    def visible_to(self, user, among=None):
        """`among` are the only keys that are asked about."""
        mine = keys_in_reach(user, Permission.AGREEMENT_VIEW)
        units = keys_in_reach(user, Permission.AGREEMENT_VIEW, units_only=True)
        reading = Party.objects.filter(agency__in=mine, shared_at__isnull=False)
        unit_of_owner = Party.objects.filter(
            agency__in=units, agency__path__startswith=F("agreement__owner__path")
        )
        if among is not None:
            reading = reading.filter(agreement__in=among)
            unit_of_owner = unit_of_owner.filter(agreement__in=among)
        seen = (
            Q(owner__in=mine)
            | Q(pk__in=reading.values("agreement"))
            | Q(pk__in=unit_of_owner.values("agreement"))
        )
        return self.filter(seen) if among is None else self.filter(seen, pk__in=among)

    def with_last_day(self):
        """Annotate `last_day`: the end of the term after all that was signed about it."""
        return self.annotate(last_day=last_day())

    def in_force(self, today):
        """Signed, begun, and neither ended nor past the last day."""
        begun = Q(starts_on__isnull=True) | Q(starts_on__lte=today)
        running = Q(last_day__isnull=True) | Q(last_day__gte=today)
        return self.with_last_day().filter(begun, running, status=Status.SIGNED)

    def expiring(self, today, days):
        """In force, with the last day within so many days."""
        return self.in_force(today).filter(last_day__lte=today + timedelta(days=days))


def last_day() -> Coalesce:
    """The last day of the term: that of the addendum signed last that names one, or its own."""
    extending = Agreement.objects.filter(
        base=OuterRef("pk"), status=Status.SIGNED, ends_on__isnull=False
    )
    latest = extending.order_by("-signed_on", "-pk").values("ends_on")[:1]
    return Coalesce(Subquery(latest), F("ends_on"))


class Agreement(NumberedRecord):
    """What two or more agencies agree on, from the first draft to the end of its term."""

    number_prefix = "NASKAH"
    view_permission = Permission.AGREEMENT_VIEW
    owner_only_fields = frozenset(
        {"council_reason", "funding_source", "drafted_by", "status_reason", "end_evidence"}
        | {"unplaced", "template", "last_key", "source_note", "reporting_period"}
    )
    draft_fields = frozenset(
        {"title", "title_label", "recitals", "place", "dated_on", "starts_on", "ends_on"}
        | {"signed_apart", "term_text", "original_count", "renewal_notice_days", "council_required"}
        | {"term_count", "term_unit", "amount", "amends", "renews"}
    )
    untold_fields = frozenset({"last_key"})

    candidate = models.ForeignKey(
        Candidate, models.PROTECT, related_name="agreements", verbose_name=_("candidate")
    )
    kind = models.CharField(
        _("kind"), max_length=24, choices=AgreementKind, default=AgreementKind.JOINT_AGREEMENT
    )
    cooperation_kind = models.CharField(
        _("kind of cooperation"),
        max_length=24,
        choices=CooperationKind,
        default=CooperationKind.KSDD_VOLUNTARY,
    )
    title = Line(_("title"))
    title_label = Line(_("printed kind"), max_length=80, blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("under which agreement"),
    )
    entry_mode = models.CharField(
        _("how it was entered"),
        max_length=10,
        choices=EntryMode,
        default=EntryMode.NORMAL,
        editable=False,
    )
    # An addendum changes one text; `base` is the text at the beginning of such a chain, so that
    # what holds now is found in one step. A renewal follows one that comes to its end.
    amends = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="addenda",
        verbose_name=_("which agreement it changes"),
    )
    base = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="family",
        editable=False,
        verbose_name=_("the agreement at the beginning"),
    )
    renews = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="renewals",
        verbose_name=_("which agreement it renews"),
    )
    recitals = Prose(_("considering"), blank=True)
    place = Line(_("place of signing"), max_length=80, blank=True)
    dated_on = models.DateField(_("dated"), null=True, blank=True)
    # The opening then names no day and no place: each signature does.
    signed_apart = models.BooleanField(
        _("signed on different days or in different places"), default=False
    )
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    term_count = models.PositiveSmallIntegerField(
        _("term"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    term_unit = models.CharField(
        _("unit of the term"), max_length=5, choices=TermUnit, default=TermUnit.YEAR
    )
    term_text = Line(_("term in words"), blank=True)
    amount = models.DecimalField(
        _("value in rupiah"),
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    funding_source = Line(_("funding"), blank=True)
    council_required = models.BooleanField(_("the council must approve"), default=False)
    council_reason = Prose(_("why the council must approve"), blank=True)
    original_count = models.PositiveSmallIntegerField(_("originals"), null=True, blank=True)
    renewal_notice_days = models.PositiveSmallIntegerField(
        _("notice before the end, in days"), default=90
    )

    reporting_period = models.CharField(
        _("reported on"), max_length=8, choices=ReportingPeriod, blank=True
    )
    # From which template it was drafted, e.g. "jejak:joint_agreement@1" or "office:4@2".
    template = Line(_("template"), max_length=80, blank=True, editable=False)
    # Articles and paragraphs bear keys by which links, comments and comparisons know them; the
    # last one given, so that none is ever given twice.
    last_key = models.PositiveIntegerField(default=0, editable=False)
    # What an imported text held that belongs to no article: kept until somebody has placed it.
    unplaced = Prose(_("text without a place yet"), max_length=LONGEST_UNPLACED, blank=True)
    source_note = Prose(_("where it was entered from"), blank=True, editable=False)
    scan = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("scan of the signed paper"),
    )
    scan_missing = models.BooleanField(_("the scan is missing"), default=False, editable=False)

    status = models.CharField(
        _("status"), max_length=18, choices=Status, default=Status.DRAFTING, editable=False
    )
    status_since = models.DateField(_("status since"), editable=False)
    status_reason = Prose(_("reason"), blank=True, editable=False)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("drafted by"),
    )
    signed_on = models.DateField(_("signed on"), null=True, blank=True, editable=False)
    ended_on = models.DateField(_("ended on"), null=True, blank=True, editable=False)
    end_reason = models.CharField(
        _("ground of the end"), max_length=20, choices=EndReason, blank=True, editable=False
    )
    end_evidence = Prose(_("evidence of the end"), blank=True, editable=False)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["-year", "-number", "-pk"]
        indexes = [
            models.Index(fields=["owner", "status"], name="agreement_by_owner_status"),
            models.Index(
                fields=["ends_on"], name="agreement_by_last_day", condition=Q(status="signed")
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "year", "number"],
                name="agreement_numbered_once_per_owner_and_year",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="agreement_does_not_end_before_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(status__in=Status.values), name="agreement_status_is_in_the_table"
            ),
            models.CheckConstraint(
                condition=Q(status__in=SIGNED_STATUSES, signed_on__isnull=False)
                | (~Q(status__in=SIGNED_STATUSES) & Q(signed_on__isnull=True)),
                name="agreement_signed_on_iff_signed",
            ),
            models.CheckConstraint(
                condition=(Q(status=Status.ENDED, ended_on__isnull=False) & ~Q(end_reason=""))
                | (~Q(status=Status.ENDED)),
                name="agreement_is_ended_on_a_day_for_a_ground",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.VOID) | ~Q(status_reason=""),
                name="agreement_is_void_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
                name="agreement_is_not_under_itself",
            ),
            models.CheckConstraint(
                condition=Q(amends__isnull=True, base__isnull=True)
                | (
                    Q(amends__isnull=False, base__isnull=False, kind=AgreementKind.ADDENDUM)
                    & ~Q(amends=F("pk"))
                    & ~Q(base=F("pk"))
                ),
                name="agreement_that_amends_is_an_addendum_to_another",
            ),
            models.CheckConstraint(
                condition=Q(renews__isnull=True) | ~Q(renews=F("pk")),
                name="agreement_does_not_renew_itself",
            ),
            models.CheckConstraint(
                condition=Q(term_count__isnull=True) | Q(term_count__gte=1),
                name="agreement_term_is_at_least_one",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="agreement_amount_is_not_negative",
            ),
            models.CheckConstraint(
                condition=~Q(entry_mode=EntryMode.IMPORT)
                | Q(scan__isnull=False)
                | Q(scan_missing=True),
                name="agreement_imported_has_a_scan_or_says_it_is_missing",
            ),
        ]

    def __str__(self):
        # Without the title: it may be a draft, and this is read by whoever sees the number.
        return f"{self.reference} {self.get_kind_display()}"

    def shared_since(self, user):
        """A party that came later reads the story from when it was sent a text."""
        mine = keys_in_reach(user, Permission.AGREEMENT_VIEW)
        return self.parties.filter(agency__in=mine).aggregate(first=Min("shared_at"))["first"]

    @property
    def term_in_words(self) -> str:
        """The term as the paper has it: what was typed, or "3 (tiga) tahun"."""
        if self.term_text or self.term_count is None:
            return self.term_text
        return f"{number_with_words(self.term_count)} {TERM_UNITS[self.term_unit]}"

    @property
    def is_frozen(self) -> bool:
        return self.status in FROZEN

    @property
    def next_steps(self):
        return steps_from(TRANSITIONS, self.status)

    @property
    def effective_ends_on(self):
        """The last day of the term after all that was signed about it; None: it has none."""
        if hasattr(self, "last_day"):  # read along with a list
            return self.last_day
        extending = self.family.filter(status=Status.SIGNED, ends_on__isnull=False)
        latest = extending.order_by("-signed_on", "-pk").first() if self.pk else None
        return latest.ends_on if latest else self.ends_on

    def standing_on(self, today) -> str:
        """What the dates make of it: coming, active, expiring or expired; "" if not signed."""
        if self.status != Status.SIGNED:
            return ""
        if self.starts_on and self.starts_on > today:
            return "coming"
        ends_on = self.effective_ends_on
        if ends_on is None:
            return "active"
        if ends_on < today:
            return "expired"
        return "expiring" if (ends_on - today).days <= self.renewal_notice_days else "active"
