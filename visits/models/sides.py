"""Who received, who came, where and when: the parts of a visit that are written down first."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.models import Tracked
from cooperation.models import (
    Agency,
    OfficeStatus,
    PersonalDetail,
)
from cooperation.models.text import Line, Prose
from visits.workflow import Requester


class PartOfVisit(Tracked):
    """A row that stands and falls with its visit."""

    history_root = "visit"

    class Meta:
        abstract = True


class Host(PartOfVisit):
    """An agency that receives, and who received for it."""

    visit = models.ForeignKey("visits.Visit", models.PROTECT, related_name="hosts")
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="visits_received", verbose_name=_("host")
    )
    receiver_name = Line(_("received by"), blank=True)
    receiver_position = Line(_("position"), blank=True)
    receiver_office_status = models.CharField(
        _("office status"), max_length=10, choices=OfficeStatus, default=OfficeStatus.DEFINITIVE
    )
    on_behalf_of = Line(_("on behalf of"), blank=True)
    planned_headcount = models.PositiveIntegerField(
        _("planned number of people"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100_000)],
    )
    actual_headcount = models.PositiveIntegerField(
        _("actual number of people"), null=True, blank=True, validators=[MaxValueValidator(100_000)]
    )

    class Meta:
        verbose_name = _("host")
        verbose_name_plural = _("hosts")
        ordering = ["order", "pk"]
        indexes = [models.Index(fields=["agency", "visit"], name="host_by_agency")]
        constraints = [
            models.UniqueConstraint(fields=["visit", "agency"], name="host_once_per_visit")
        ]

    def __str__(self):
        return str(self.agency)


class Delegation(PartOfVisit):
    """A group of guests from one agency, with its own leader."""

    visit = models.ForeignKey("visits.Visit", models.PROTECT, related_name="delegations")
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="visits_made", verbose_name=_("guest")
    )
    leader_name = Line(_("led by"), blank=True)
    leader_position = Line(_("position"), blank=True)
    leader_office_status = models.CharField(
        _("office status"), max_length=10, choices=OfficeStatus, default=OfficeStatus.DEFINITIVE
    )
    on_behalf_of = Line(_("on behalf of"), blank=True)
    planned_headcount = models.PositiveIntegerField(
        _("planned number of people"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100_000)],
    )
    actual_headcount = models.PositiveIntegerField(
        _("actual number of people"), null=True, blank=True, validators=[MaxValueValidator(100_000)]
    )
    contact_name = Line(_("contact"), blank=True)
    contact = models.OneToOneField(
        PersonalDetail, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["order", "pk"]
        indexes = [models.Index(fields=["agency", "visit"], name="delegation_by_agency")]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "agency"], name="delegation_once_per_agency_and_visit"
            )
        ]

    def __str__(self):
        return str(self.agency)


class Participant(PartOfVisit):
    """Somebody who was there, on the guests' side or on the hosts'."""

    visit = models.ForeignKey("visits.Visit", models.PROTECT, related_name="participants")
    delegation = models.ForeignKey(
        Delegation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participants",
        verbose_name=_("delegation"),
    )
    host = models.ForeignKey(
        Host,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participants",
        verbose_name=_("host"),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    name = Line(_("name"))
    position = Line(_("position"), blank=True)
    unit = Line(_("work unit"), blank=True)
    faction = Line(_("faction"), max_length=80, blank=True)
    rank = Line(_("rank"), max_length=80, blank=True)
    present = models.BooleanField(_("present"), null=True, blank=True)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(delegation__isnull=True, host__isnull=False)
                | Q(delegation__isnull=False, host__isnull=True),
                name="participant_is_on_one_side",
            )
        ]

    def __str__(self):
        return self.name


class Stop(PartOfVisit):
    """A place of the visit, with its time where it is known."""

    visit = models.ForeignKey("visits.Visit", models.PROTECT, related_name="stops")
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    place = Line(_("place"))
    starts_at = models.DateTimeField(_("from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
                name="stop_does_not_end_before_it_starts",
            )
        ]

    def __str__(self):
        return self.place


class Disposition(PartOfVisit):
    """To whom the letter was passed on, and with which instruction. For the owner's eyes."""

    owner_only = True

    visit = models.ForeignKey("visits.Visit", models.PROTECT, related_name="dispositions")
    dated_on = models.DateField(_("date"))
    to_unit = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("passed on to"),
    )
    instruction = Prose(_("instruction"))

    class Meta:
        verbose_name = _("disposition")
        verbose_name_plural = _("dispositions")
        ordering = ["dated_on", "pk"]

    def __str__(self):
        return self.instruction[:60]


class ScheduleChange(PartOfVisit):
    """That a date was moved, at whose wish and why; the visit itself keeps only the last one."""

    owner_only_fields = frozenset({"reason"})

    visit = models.ForeignKey("visits.Visit", models.PROTECT, related_name="schedule_changes")
    changed_on = models.DateField(_("changed on"))
    old_start = models.DateTimeField(_("old start"), null=True, blank=True)
    old_end = models.DateTimeField(_("old end"), null=True, blank=True)
    new_start = models.DateTimeField(_("new start"), null=True, blank=True)
    new_end = models.DateTimeField(_("new end"), null=True, blank=True)
    requested_by = models.CharField(_("at the wish of"), max_length=6, choices=Requester)
    reason = Prose(_("reason"))

    class Meta:
        verbose_name = _("change of schedule")
        verbose_name_plural = _("changes of schedule")
        ordering = ["changed_on", "pk"]

    def __str__(self):
        return self.reason[:60]
