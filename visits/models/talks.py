"""What was talked about, and what comes of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.models import Tracked
from cooperation.models import (
    Agency,
    Candidate,
    Indicator,
    Innovation,
    Topic,
)
from cooperation.models.text import Line, Prose
from visits.models.sides import Delegation, PartOfVisit


class Outcome(models.TextChoices):
    PENDING = "pending", _("Pending")
    NO_FOLLOW_UP = "no_follow_up", _("No follow-up")
    INFORMATION_SENT = "information_sent", _("Information sent")
    CANDIDATE = "candidate", _("Cooperation candidate")


class Discussion(PartOfVisit):
    """A topic in one visit: who presented, what was asked, what was found, what comes of it."""

    visit = models.ForeignKey("visits.Visit", models.PROTECT, related_name="discussions")
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    topic = models.ForeignKey(
        Topic, models.PROTECT, related_name="discussions", verbose_name=_("topic")
    )
    presenting_unit = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="presentations",
        verbose_name=_("presenting unit"),
    )
    presenter_name = Line(_("presented by"), blank=True)
    presenter_position = Line(_("position"), blank=True)
    asked_by = models.ForeignKey(
        Delegation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name=_("asked by"),
    )
    asked = Prose(_("what was asked"), blank=True)
    findings = Prose(_("what was found"), blank=True)
    outcome = models.CharField(
        _("outcome"), max_length=18, choices=Outcome, default=Outcome.PENDING
    )
    outcome_note = Prose(_("note on the outcome"), blank=True)
    candidate = models.ForeignKey(
        Candidate,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="discussions",
        verbose_name=_("candidate"),
    )

    class Meta:
        verbose_name = _("topic discussed")
        verbose_name_plural = _("topics discussed")
        ordering = ["order", "pk"]
        indexes = [
            models.Index(fields=["presenting_unit", "visit"], name="discussion_by_presenting_unit")
        ]
        constraints = [
            models.UniqueConstraint(fields=["visit", "topic"], name="discussion_once_per_visit"),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.CANDIDATE, candidate__isnull=False)
                | (~Q(outcome=Outcome.CANDIDATE) & Q(candidate__isnull=True)),
                name="discussion_names_its_candidate_iff_that_is_its_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.NO_FOLLOW_UP) | ~Q(outcome_note=""),
                name="discussion_without_follow_up_says_why",
            ),
        ]

    def __str__(self):
        return str(self.topic)


class InnovationShown(Tracked):
    """That an innovation was shown while a topic was discussed."""

    history_root = "discussion__visit"

    discussion = models.ForeignKey(Discussion, models.PROTECT, related_name="innovations_shown")
    innovation = models.ForeignKey(
        Innovation, models.PROTECT, related_name="showings", verbose_name=_("innovation")
    )

    class Meta:
        verbose_name = _("innovation shown")
        verbose_name_plural = _("innovations shown")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["discussion", "innovation"], name="innovation_shown_once_per_discussion"
            )
        ]

    def __str__(self):
        return str(self.innovation)


class QuotedValue(Tracked):
    """A figure that somebody named: of which agency, what, when, and by which source."""

    history_root = "discussion__visit"

    discussion = models.ForeignKey(Discussion, models.PROTECT, related_name="quoted_values")
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="quoted_values", verbose_name=_("indicator")
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="quoted_values", verbose_name=_("agency")
    )
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4)
    period = Line(_("period"), max_length=40, blank=True)
    source = Line(_("source"), blank=True)

    class Meta:
        verbose_name = _("quoted value")
        verbose_name_plural = _("quoted values")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["discussion", "indicator", "agency", "period"],
                name="quoted_value_once_per_agency_and_period",
            )
        ]

    def __str__(self):
        return f"{self.agency}: {self.value} {self.indicator.unit}"
