from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.models import Tracked, TrackedQuerySet
from cooperation.models.agencies import Agency
from cooperation.models.candidates import Candidate, seen_by
from cooperation.models.files import StoredFile
from cooperation.models.text import Line, Prose
from cooperation.models.topics import Indicator, Innovation


class AdoptionStatus(models.TextChoices):
    EXPLORING = "exploring", _("Exploring")
    LICENSED = "licensed", _("Licensed")
    INSTALLED = "installed", _("Installed")
    IN_USE = "in_use", _("In use")
    STOPPED = "stopped", _("Stopped")


class AdoptionQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        return self.filter(seen_by(user, at="candidate__"))


class Adoption(Tracked):
    """An innovation at work in another agency: the evidence of a replication."""

    history_root = "candidate"

    candidate = models.ForeignKey(
        Candidate, models.PROTECT, related_name="adoptions", verbose_name=_("candidate")
    )
    innovation = models.ForeignKey(
        Innovation, models.PROTECT, related_name="adoptions", verbose_name=_("innovation")
    )
    adopter = models.ForeignKey(
        Agency, models.PROTECT, related_name="adoptions", verbose_name=_("adopter")
    )
    local_name = Line(_("local name"), blank=True)
    status = models.CharField(
        _("status"), max_length=12, choices=AdoptionStatus, default=AdoptionStatus.EXPLORING
    )
    started_on = models.DateField(_("in use since"), null=True, blank=True)
    ended_on = models.DateField(_("stopped on"), null=True, blank=True)
    evidence = Prose(_("evidence"), blank=True)
    evidence_file = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("file of evidence"),
    )
    licence_terms = Prose(_("licence terms"), blank=True)

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("adoption")
        verbose_name_plural = _("adoptions")
        ordering = ["-started_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=AdoptionStatus.IN_USE) | Q(started_on__isnull=False),
                name="adoption_in_use_has_a_start",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | (Q(started_on__isnull=False) & Q(ended_on__gte=F("started_on"))),
                name="adoption_does_not_end_before_it_starts",
            ),
        ]

    def __str__(self):
        # Not by the innovation, which is not always published to who sees the adoption.
        return self.local_name or str(self.adopter)


class MeasurementQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        return self.filter(seen_by(user, at="candidate__"))


class Measurement(Tracked):
    """A value of the candidate's indicator, measured later: what came of it."""

    history_root = "candidate"

    candidate = models.ForeignKey(
        Candidate, models.PROTECT, related_name="measurements", verbose_name=_("candidate")
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="measurements", verbose_name=_("indicator")
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="measurements", verbose_name=_("agency")
    )
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4)
    measured_on = models.DateField(_("measured on"))
    period = Line(_("period"), max_length=40, blank=True)
    source = Line(_("source"))

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        ordering = ["measured_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "indicator", "agency", "measured_on"],
                name="measurement_once_per_agency_and_day",
            )
        ]

    def __str__(self):
        return f"{self.indicator}: {self.value} ({self.measured_on})"
