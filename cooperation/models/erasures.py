from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.models import Tracked, TrackedQuerySet
from cooperation.models.agencies import Agency
from cooperation.models.people import PersonalDetail
from cooperation.models.text import Prose
from cooperation.permissions import Permission


class ErasureStatus(models.TextChoices):
    ASKED = "asked", _("Waiting for a second person")
    ERASED = "erased", _("Erased")
    REFUSED = "refused", _("Refused")


class ErasureQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """Of one's own office: for who keeps personal details, and who decides on erasing them."""
        offices = [
            Agency.objects.in_reach_of(user, permission)
            for permission in (Permission.PERSONAL_READ, Permission.PERSONAL_ERASE)
        ]
        return self.filter(Q(owner__in=offices[0]) | Q(owner__in=offices[1]))


class Erasure(Tracked):
    """That somebody's personal details are to be erased, on which ground, and who decided.

    It says whose only by its rows: what was searched for is not kept.
    """

    owner = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("owner"))
    details = models.ManyToManyField(PersonalDetail, related_name="erasures")
    legal_basis = Prose(_("legal basis"))
    status = models.CharField(
        _("status"), max_length=10, choices=ErasureStatus, default=ErasureStatus.ASKED
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )

    objects = ErasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("erasure of personal details")
        verbose_name_plural = _("erasures of personal details")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=ErasureStatus.ASKED, decided_by__isnull=True)
                | (
                    ~Q(status=ErasureStatus.ASKED)
                    & Q(decided_by__isnull=False)
                    & ~Q(decided_by=models.F("asked_by"))
                ),
                name="erasure_is_decided_by_a_second_person",
            )
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"
