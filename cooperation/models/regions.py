from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import Tracked
from cooperation.models.text import Line


class RegionType(models.TextChoices):
    PROVINCE = "province", _("Province")
    REGENCY = "regency", _("Regency")
    CITY = "city", _("City")


class Region(Tracked):
    """A province, kabupaten or kota, with the code of the Ministry of Home Affairs ("32.76")."""

    code = models.CharField(_("code"), max_length=5, unique=True)
    name = Line(_("name"))
    alias = Line(_("also called"), blank=True)
    type = models.CharField(_("type"), max_length=10, choices=RegionType)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("province"),
    )
    # The six units inside Jakarta govern nothing of their own and sign nothing of their own.
    is_autonomous = models.BooleanField(_("autonomous"), default=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("successor"),
    )
    source_decree = Line(_("source decree"), blank=True)

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(type=RegionType.PROVINCE, parent__isnull=True)
                | (~models.Q(type=RegionType.PROVINCE) & models.Q(parent__isnull=False)),
                name="region_has_a_province_unless_it_is_one",
            )
        ]

    def __str__(self):
        return self.name


class GovernmentAffair(Tracked):
    """An urusan pemerintahan (UU 23/2014 art. 12) or supporting function, e.g. "1.02 Kesehatan"."""

    code = models.CharField(_("code"), max_length=4, unique=True)
    name = Line(_("name"))
    group = models.CharField(_("group"), max_length=40)

    class Meta:
        verbose_name = _("government affair")
        verbose_name_plural = _("government affairs")
        ordering = ["code"]

    def __str__(self):
        return f"{self.code} {self.name}"
