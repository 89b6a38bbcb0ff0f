"""The numbers an office gives to agreements: how they are made up, and which were taken."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.clauses import AgreementKind
from agreements.models.parts import Party
from audit.models import Tracked, TrackedQuerySet
from cooperation.models import Agency, ClassificationCode
from cooperation.models.agencies import keys_in_reach
from cooperation.models.text import Line, Prose
from cooperation.permissions import Permission


class NumberQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        return self.filter(owner__in=keys_in_reach(user, Permission.AGREEMENT_VIEW))


class NumberPattern(Tracked):
    """How an office numbers a kind of agreement, e.g. "{code}/{seq}/{unit}/{year}"."""

    owner = models.ForeignKey(
        Agency, models.PROTECT, related_name="number_patterns", verbose_name=_("owner")
    )
    # Blank: for every kind that has no pattern of its own.
    kind = models.CharField(
        _("kind of agreement"), max_length=24, choices=AgreementKind, blank=True
    )
    pattern = Line(_("pattern"), max_length=120)
    unit = Line(_("unit in the number"), max_length=60, blank=True)
    classification = models.ForeignKey(
        ClassificationCode,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("classification code"),
    )

    objects = NumberQuerySet.as_manager()

    class Meta:
        verbose_name = _("number pattern")
        verbose_name_plural = _("number patterns")
        ordering = ["owner__name", "owner_id", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "kind"], name="number_pattern_once_per_owner_and_kind"
            )
        ]

    def __str__(self):
        return self.pattern


class ReservationStatus(models.TextChoices):
    RESERVED = "reserved", _("Reserved")
    USED = "used", _("Used")
    VOID = "void", _("Void")


class NumberReservation(Tracked):
    """A number that was taken. A void one stays in the book, with the reason."""

    owner = models.ForeignKey(
        Agency, models.PROTECT, related_name="number_reservations", verbose_name=_("owner")
    )
    pattern = models.ForeignKey(
        NumberPattern, models.PROTECT, related_name="reservations", verbose_name=_("pattern")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    sequence = models.PositiveIntegerField(_("sequence"))
    number = Line(_("number"), max_length=120)
    status = models.CharField(
        _("status"), max_length=8, choices=ReservationStatus, default=ReservationStatus.RESERVED
    )
    void_reason = Prose(_("why it is void"), blank=True)
    party = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reservations",
        verbose_name=_("for which party"),
    )
    purpose = Line(_("what for"), blank=True)
    reserved_on = models.DateField(_("reserved on"))
    reserved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("reserved by"),
    )

    objects = NumberQuerySet.as_manager()

    class Meta:
        verbose_name = _("number taken")
        verbose_name_plural = _("numbers taken")
        ordering = ["-year", "-sequence", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pattern", "year", "sequence"], name="number_reserved_once_per_year"
            ),
            models.CheckConstraint(
                condition=(Q(status=ReservationStatus.VOID) & ~Q(void_reason=""))
                | (~Q(status=ReservationStatus.VOID) & Q(void_reason="")),
                name="number_is_void_with_a_reason",
            ),
        ]

    def __str__(self):
        return self.number
