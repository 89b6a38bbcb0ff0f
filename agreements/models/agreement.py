from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, Min, OuterRef, Q
from django.utils.translation import gettext_lazy as _

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
    Agency,
    Candidate,
    CooperationKind,
    NumberedRecord,
)
from cooperation.models.text import Line, Prose
from cooperation.permissions import Permission
from cooperation.workflow import steps_from


class AgreementKind(models.TextChoices):
    JOINT_AGREEMENT = "joint_agreement", "Kesepakatan Bersama (KB)"
    COOPERATION_AGREEMENT = "cooperation_agreement", "Perjanjian Kerja Sama (PKS)"
    SYNERGY_NOTE = "synergy_note", "Nota Kesepakatan"
    WORK_PLAN = "work_plan", "Rencana Kerja"
    LETTER_OF_INTENT = "letter_of_intent", "Pernyataan Kehendak (LoI)"
    FOREIGN_MOU = "foreign_mou", "Naskah Kerja Sama Luar Negeri (MoU)"
    ADDENDUM = "addendum", "Adendum"
    STATEMENT = "statement", "Surat Pernyataan Replikasi"


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


class AgreementQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        mine = Agency.objects.in_reach_of(user, Permission.AGREEMENT_VIEW)
        bound = Party.objects.filter(agreement=OuterRef("pk"), agency__in=mine)
        unit_of_owner = bound.filter(agency__path__startswith=OuterRef("owner__path"))
        reading = bound.filter(shared_at__isnull=False)
        return self.filter(Q(owner__in=mine) | Q(Exists(unit_of_owner)) | Q(Exists(reading)))

    def in_force(self, today):
        """Signed, begun, and neither ended nor past the last day."""
        begun = Q(starts_on__isnull=True) | Q(starts_on__lte=today)
        running = Q(ends_on__isnull=True) | Q(ends_on__gte=today)
        return self.filter(begun, running, status=Status.SIGNED)

    def expiring(self, today, days):
        """In force, with the last day within so many days."""
        return self.in_force(today).filter(ends_on__lte=today + timedelta(days=days))


class Agreement(NumberedRecord):
    """What two or more agencies agree on, from the first draft to the end of its term."""

    number_prefix = "NASKAH"
    view_permission = Permission.AGREEMENT_VIEW
    owner_only_fields = frozenset(
        {"council_reason", "funding_source", "drafted_by", "status_reason", "end_evidence"}
    )
    draft_fields = frozenset(
        {"title", "title_label", "recitals", "place", "dated_on", "starts_on", "ends_on"}
        | {"signed_apart", "term_text", "original_count", "renewal_notice_days", "council_required"}
    )

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
    recitals = Prose(_("considering"), blank=True)
    place = Line(_("place of signing"), max_length=80, blank=True)
    dated_on = models.DateField(_("dated"), null=True, blank=True)
    # The opening then names no day and no place: each signature does.
    signed_apart = models.BooleanField(
        _("signed on different days or in different places"), default=False
    )
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    term_text = Line(_("term in words"), blank=True)
    funding_source = Line(_("funding"), blank=True)
    council_required = models.BooleanField(_("the council must approve"), default=False)
    council_reason = Prose(_("why the council must approve"), blank=True)
    original_count = models.PositiveSmallIntegerField(_("originals"), null=True, blank=True)
    renewal_notice_days = models.PositiveSmallIntegerField(
        _("notice before the end, in days"), default=90
    )

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
        ]

    def __str__(self):
        # Without the title: it may be a draft, and this is read by whoever sees the number.
        return f"{self.reference} {self.get_kind_display()}"

    def shared_since(self, user):
        """A party that came later reads the story from when it was sent a text."""
        mine = Agency.objects.in_reach_of(user, Permission.AGREEMENT_VIEW)
        return self.parties.filter(agency__in=mine).aggregate(first=Min("shared_at"))["first"]

    @property
    def is_frozen(self) -> bool:
        return self.status in FROZEN

    @property
    def next_steps(self):
        return steps_from(TRANSITIONS, self.status)

    def standing_on(self, today) -> str:
        """What the dates make of it: coming, active, expiring or expired; "" if not signed."""
        if self.status != Status.SIGNED:
            return ""
        if self.starts_on and self.starts_on > today:
            return "coming"
        if self.ends_on is None:
            return "active"
        if self.ends_on < today:
            return "expired"
        return "expiring" if (self.ends_on - today).days <= self.renewal_notice_days else "active"
