from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.models import Journalled, Tracked, TrackedQuerySet, new_salt
from cooperation.models.agencies import Agency, keys_in_reach
from cooperation.models.text import Line
from cooperation.permissions import Permission, Role


class OfficeStatus(models.TextChoices):
    DEFINITIVE = "definitive", _("Definitive")
    PJ = "pj", "Pj. (Penjabat)"
    PLT = "plt", "Plt. (Pelaksana Tugas)"
    PLH = "plh", "Plh. (Pelaksana Harian)"
    PJS = "pjs", "Pjs. (Penjabat Sementara)"


class Membership(Tracked):
    """A role of a user at an agency, and so at every unit of it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships", verbose_name=_("user")
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="memberships", verbose_name=_("agency")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "agency", "role"],
                condition=Q(ended_on__isnull=True),
                name="membership_once_per_role",
            )
        ]

    def __str__(self):
        return f"{self.user}: {self.get_role_display()}, {self.agency}"


class PersonalDetailQuerySet(models.QuerySet):
    def visible_to(self, user):
        mine = keys_in_reach(user, Permission.PERSONAL_READ)
        return self.filter(owner__in=mine)


class PersonalDetail(Journalled):
    """What belongs to the person, not to the office. Kept here only, and never in the history."""

    is_masked = True  # not even that a row points here is told
    sealed_fields = frozenset({"phone", "email", "nik", "nip"})

    owner = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    phone = Line(_("telephone"), max_length=40, blank=True)
    email = Line(_("e-mail"), max_length=120, blank=True)
    nik = models.CharField(
        "NIK", max_length=16, blank=True, validators=[RegexValidator(r"^\d{16}$")]
    )
    nip = models.CharField(
        "NIP", max_length=18, blank=True, validators=[RegexValidator(r"^\d{18}$")]
    )
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    objects = PersonalDetailQuerySet.as_manager()

    class Meta:
        verbose_name = _("personal details")
        verbose_name_plural = _("personal details")
        constraints = [
            models.CheckConstraint(
                condition=~Q(salt="") | Q(phone="", email="", nik="", nip=""),
                name="personal_detail_is_salted",
            )
        ]

    def save(self, *args, **kwargs):
        # Erased, and now written anew: with a salt of its own again.
        if not self.salt and any((self.phone, self.email, self.nik, self.nip)):
            self.salt = new_salt()
        super().save(*args, **kwargs)

    def __str__(self):
        # Never the value: this string ends up in logs and admin pages.
        return f"PersonalDetail {self.pk}"


class OfficialQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        mine = keys_in_reach(user, Permission.VISIT_VIEW)
        return self.filter(owner__in=mine)


class Official(Tracked):
    """Somebody who holds, or held, an office; the name as it is written, titles and all."""

    owner = models.ForeignKey(
        Agency, models.PROTECT, related_name="officials", verbose_name=_("owner")
    )
    name = Line(_("name with titles"))
    detail = models.OneToOneField(
        PersonalDetail,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="official",
        editable=False,
    )

    objects = OfficialQuerySet.as_manager()

    class Meta:
        verbose_name = _("official")
        verbose_name_plural = _("officials")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name


class OfficeHolding(Tracked):
    """An office somebody holds at an agency, from–to; open ends are unknown or still running."""

    history_root = "official"

    official = models.ForeignKey(Official, models.PROTECT, related_name="holdings")
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="holdings", verbose_name=_("agency")
    )
    position = Line(_("position"))
    status = models.CharField(
        _("office status"), max_length=10, choices=OfficeStatus, default=OfficeStatus.DEFINITIVE
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    decree_number = Line(_("decree number"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("holding of office")
        verbose_name_plural = _("holdings of office")
        ordering = ["official", "starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=models.F("starts_on")),
                name="holding_does_not_end_before_it_starts",
            )
        ]

    def __str__(self):
        return f"{self.official}, {self.position}"
