from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.models import Tracked, TrackedQuerySet
from cooperation.models.text import Line


class ClassificationCodeQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """Reference data: public to everyone who is signed in."""
        return self if user.is_authenticated else self.none()

    def valid_on(self, day):
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        running = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        return self.filter(begun, running)


class ClassificationCode(Tracked):
    """A code of archive classification; regimes follow one another, so a code has its days."""

    code = Line(_("code"), max_length=30)
    label = Line(_("label"))
    regime = Line(_("regime"), max_length=80)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid until"), null=True, blank=True)

    objects = ClassificationCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("classification code")
        verbose_name_plural = _("classification codes")
        ordering = ["code", "regime"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "regime"], name="classification_code_once_per_regime"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="classification_code_does_not_end_before_it_starts",
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.label}"
