from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.models import Tracked, TrackedQuerySet
from cooperation.models.agencies import Agency, keys_in_reach
from cooperation.models.regions import GovernmentAffair
from cooperation.models.text import Line, Prose
from cooperation.permissions import Permission


class OwnWordsQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """An agency's own list of words: what it asks about tells what it plans."""
        mine = keys_in_reach(user, Permission.VISIT_VIEW)
        return self.filter(owner__in=mine)


class Topic(Tracked):
    """Something agencies ask each other about; reused from visit to visit."""

    owner = models.ForeignKey(
        Agency, models.PROTECT, related_name="topics", verbose_name=_("owner")
    )
    name = Line(_("name"))
    affair = models.ForeignKey(
        GovernmentAffair, models.PROTECT, related_name="topics", verbose_name=_("government affair")
    )
    secondary_affair = models.ForeignKey(
        GovernmentAffair,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="secondary_topics",
        verbose_name=_("second government affair"),
    )

    objects = OwnWordsQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="topic_named_once_per_owner")
        ]

    def __str__(self):
        return self.name


class Indicator(Tracked):
    """Something that is measured, e.g. the prevalence of stunting, in per cent."""

    owner = models.ForeignKey(
        Agency, models.PROTECT, related_name="indicators", verbose_name=_("owner")
    )
    name = Line(_("name"))
    unit = Line(_("unit"), max_length=40)
    lower_is_better = models.BooleanField(_("lower is better"), default=False)

    objects = OwnWordsQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="indicator_named_once_per_owner")
        ]

    def __str__(self):
        return f"{self.name} ({self.unit})"


class InnovationKind(models.TextChoices):
    GOVERNANCE = "governance", _("Governance")
    PUBLIC_SERVICE = "public_service", _("Public service")
    OTHER = "other", _("Other form")


class InnovationQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        mine = keys_in_reach(user, Permission.VISIT_VIEW)
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(published=True) | Q(owner__in=mine))


class Innovation(Tracked):
    """What an agency shows its guests, and others may take over."""

    owner = models.ForeignKey(
        Agency, models.PROTECT, related_name="innovations", verbose_name=_("owner")
    )
    name = Line(_("name"), max_length=120)
    full_name = Line(_("full name"), blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=InnovationKind)
    is_digital = models.BooleanField(_("digital"), default=False)
    affair = models.ForeignKey(
        GovernmentAffair,
        models.PROTECT,
        related_name="innovations",
        verbose_name=_("government affair"),
    )
    secondary_affair = models.ForeignKey(
        GovernmentAffair,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="secondary_innovations",
        verbose_name=_("second government affair"),
    )
    description = Prose(_("description"), blank=True)
    licence_terms = Prose(_("licence terms"), blank=True)
    link = models.URLField(_("link"), max_length=250, blank=True)
    first_used_on = models.DateField(_("first used on"), null=True, blank=True)
    published = models.BooleanField(_("published"), default=False)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    objects = InnovationQuerySet.as_manager()

    class Meta:
        verbose_name = _("innovation")
        verbose_name_plural = _("innovations")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"], name="innovation_named_once_per_owner"
            )
        ]

    def __str__(self):
        return self.name
