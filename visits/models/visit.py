from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.models import TrackedQuerySet
from cooperation.models import (
    NumberedRecord,
)
from cooperation.models.agencies import keys_in_reach
from cooperation.models.reach import keeps_many, keys_of
from cooperation.models.text import Line, Prose
from cooperation.permissions import Permission
from cooperation.workflow import steps_from
from visits.models.sides import Delegation, Host
from visits.models.talks import Discussion
from visits.workflow import TRANSITIONS, EntryMode, Requester, Status


class VisitType(models.TextChoices):
    BENCHMARKING = "benchmarking", _("Benchmarking")
    COMPARATIVE_STUDY = "studi_banding", _("Comparative study (studi banding)")
    LEARN_AND_COPY = "studi_tiru", _("Study to replicate (studi tiru)")
    WORKING_VISIT = "kunjungan_kerja", _("Working visit")
    CONSULTATION = "konsultasi", _("Consultation")
    COORDINATION = "koordinasi", _("Coordination")
    AUDIENCE = "audiensi", _("Audience")
    EVALUATION = "monitoring_evaluasi", _("Monitoring and evaluation")
    OTHER = "lainnya", _("Other")


class VisitorBranch(models.TextChoices):
    EXECUTIVE = "executive", _("Regional government")
    COUNCIL = "dprd", _("Regional council (DPRD)")
    MINISTRY = "central_ministry", _("Central government")
    VILLAGE = "village", _("Village")
    EDUCATION = "education", _("Education")
    FOREIGN = "foreign", _("Foreign")
    OTHER = "other", _("Other")


# Where a visit names an agency: the table, and its column.
NAMED_IN: tuple[tuple[Any, str], ...] = (
    (Host, "agency"),
    (Delegation, "agency"),
    (Discussion, "presenting_unit"),
)


def naming(user) -> Iterator[tuple[models.QuerySet, models.QuerySet]]:
    """Of each table: the rows that name an agency of the reader's; those that name one as a unit
    of the visit's owner, for people who work for a unit only."""
    mine = keys_in_reach(user, Permission.VISIT_VIEW)
    units = keys_in_reach(user, Permission.VISIT_VIEW, units_only=True)
    for model, column in NAMED_IN:
        below = {f"{column}__path__startswith": F("visit__owner__path")}
        yield (
            model.objects.filter(**{f"{column}__in": mine}),
            model.objects.filter(**{f"{column}__in": units}, **below),
        )


class VisitQuerySet(TrackedQuerySet):
    def visible_to(self, user, among=None):
        """Those of one's own houses; those that name one, once shared, and at once where the owner
        names a unit of its own. `among` are the only keys that are asked about."""
        mine = keys_in_reach(user, Permission.VISIT_VIEW)
        if among is None and not keeps_many(self.model, mine):
            return self.filter(pk__in=self._keys_seen(user, mine))
        seen = Q(owner__in=mine)
        # Each is looked up once for all rows, where EXISTS would be asked of each visit anew.
        for named, of_the_owner in naming(user):
            if among is not None:
                named = named.filter(visit__in=among)
                of_the_owner = of_the_owner.filter(visit__in=among)
            seen |= Q(shared_at__isnull=False, pk__in=named.values("visit"))
            seen |= Q(pk__in=of_the_owner.values("visit"))
        return self.filter(seen) if among is None else self.filter(seen, pk__in=among)

    def _keys_seen(self, user, mine):
        seen = [(self.model.objects.filter(owner__in=mine), "pk")]
        for named, of_the_owner in naming(user):
            shared = named.filter(visit__shared_at__isnull=False)
            seen += [(shared, "visit"), (of_the_owner, "visit")]
        return keys_of(seen)


class Visit(NumberedRecord):
    """One working visit: who came to whom, when, and about what."""

    number_prefix = "KUNJUNGAN"
    view_permission = Permission.VISIT_VIEW
    owner_only_fields = frozenset(
        {"agenda_number", "decision_reason", "internal_note", "status_reason"}
    )

    visit_type = models.CharField(
        _("type"), max_length=24, choices=VisitType, default=VisitType.WORKING_VISIT
    )
    branch = models.CharField(
        _("kind of visitor"), max_length=20, choices=VisitorBranch, default=VisitorBranch.EXECUTIVE
    )
    theme = Line(_("theme"), blank=True)
    entry_mode = models.CharField(
        _("how it was entered"), max_length=14, choices=EntryMode, default=EntryMode.NORMAL
    )

    letter_number = Line(_("letter number"), max_length=120, blank=True)
    letter_date = models.DateField(_("letter date"), null=True, blank=True)
    letter_received_on = models.DateField(_("letter received on"), null=True, blank=True)
    agenda_number = Line(_("agenda number"), max_length=60, blank=True)

    # Times are stored in UTC and read in the owner's zone. `whole_day`: only the days are known.
    proposed_start = models.DateTimeField(_("proposed start"), null=True, blank=True)
    proposed_end = models.DateTimeField(_("proposed end"), null=True, blank=True)
    scheduled_start = models.DateTimeField(_("scheduled start"), null=True, blank=True)
    scheduled_end = models.DateTimeField(_("scheduled end"), null=True, blank=True)
    actual_start = models.DateTimeField(_("actual start"), null=True, blank=True)
    actual_end = models.DateTimeField(_("actual end"), null=True, blank=True)
    whole_day = models.BooleanField(_("only the day is known"), default=False)

    status = models.CharField(
        _("status"), max_length=14, choices=Status, default=Status.REGISTERED, editable=False
    )
    status_since = models.DateField(_("status since"), editable=False)
    status_reason = Prose(_("reason"), blank=True, editable=False)
    deciding_official = Line(_("decided by"), blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True, editable=False)
    decision_reason = Prose(_("reason of the decision"), blank=True)
    # Of the first time, should it be reopened to mend something.
    reported_on = models.DateField(_("reported on"), null=True, blank=True, editable=False)
    ended_by = models.CharField(
        _("cancelled at the wish of"), max_length=6, choices=Requester, blank=True, editable=False
    )

    summary = Prose(_("summary"), blank=True)
    no_topic_note = Prose(_("why there was no topic"), blank=True)
    source_note = Prose(_("source"), blank=True)
    internal_note = Prose(_("internal note"), blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["-year", "-number", "-pk"]
        indexes = [
            models.Index(fields=["-year", "-number", "-id"], name="visit_by_number"),
            models.Index(fields=["owner", "status"], name="visit_by_owner_status"),
            models.Index(fields=["actual_start"], name="visit_by_actual_start"),
            models.Index(fields=["scheduled_start"], name="visit_by_scheduled_start"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=Status.values), name="visit_status_is_in_the_table"
            ),
            models.UniqueConstraint(
                fields=["owner", "year", "number"], name="visit_numbered_once_per_owner_and_year"
            ),
            models.CheckConstraint(
                condition=Q(scheduled_end__isnull=True)
                | Q(scheduled_end__gte=F("scheduled_start")),
                name="visit_is_not_scheduled_to_end_before_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(actual_end__isnull=True) | Q(actual_end__gte=F("actual_start")),
                name="visit_does_not_end_before_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["completed", "reported", "closed"])
                | Q(actual_start__isnull=False),
                name="visit_that_took_place_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["declined", "cancelled"]) | ~Q(status_reason=""),
                name="visit_is_declined_or_cancelled_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(entry_mode=EntryMode.RETROSPECTIVE) | ~Q(source_note=""),
                name="visit_entered_afterwards_names_its_source",
            ),
        ]

    def __str__(self):
        return f"{self.reference} {self.theme}".strip()

    @property
    def starts(self):
        """When it was, or is to be; None while nobody knows."""
        return self.actual_start or self.scheduled_start or self.proposed_start

    @property
    def ends(self):
        if self.actual_start:
            return self.actual_end
        return self.scheduled_end if self.scheduled_start else self.proposed_end

    @property
    def next_steps(self):
        return steps_from(TRANSITIONS, self.status)
