"""How an office's papers look. Custom, and each region's own regulation: so all of it is a setting,
with defaults that most offices know."""

from collections.abc import Mapping, Sequence

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import Tracked, TrackedQuerySet
from cooperation.models.agencies import Agency
from cooperation.models.files import StoredFile
from cooperation.models.text import Line


class PaperSize(models.TextChoices):
    A4 = "A4", _("A4 (210 × 297 mm)")
    F4 = "F4", _("F4/Folio (215.9 × 330.2 mm)")


class Typeface(models.TextChoices):
    SANS = "sans", _("without serifs, as Arial")
    SERIF = "serif", _("with serifs, as Bookman Old Style")


class Side(models.TextChoices):
    LEFT = "left", _("left")
    RIGHT = "right", _("right")


class FirstParty(models.TextChoices):
    KESATU = "KESATU", "PIHAK KESATU"
    PERTAMA = "PERTAMA", "PIHAK PERTAMA"


def _nearest(agency: Agency, by_code: Mapping[str, "Letterhead"]) -> "Letterhead":
    above = [by_code[code] for code in reversed(agency.lineage) if code in by_code]
    return above[0] if above else Letterhead(agency=agency)


class LetterheadQuerySet(TrackedQuerySet):
    def used_by(self, agency: Agency) -> "Letterhead":
        """Its own, or that of the nearest agency above it; the defaults where there is none."""
        return self.used_by_all([agency])[0]

    def used_by_all(self, agencies: Sequence[Agency]) -> list["Letterhead"]:
        """The one of each, in one question."""
        codes = {code for agency in agencies for code in agency.lineage}
        kept = self.filter(agency__code__in=codes).select_related(
            "agency", "emblem", "office_emblem"
        )
        by_code = {found.agency.code: found for found in kept}
        return [_nearest(agency, by_code) for agency in agencies]


class Letterhead(Tracked):
    """The emblem above an office's papers, and what its papers are made of."""

    history_root = "agency"

    agency = models.OneToOneField(
        Agency, models.PROTECT, related_name="letterhead", verbose_name=_("agency")
    )
    emblem = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("emblem"),
    )
    # The head of a region writes under the name of the office, as a rule with the Garuda above it.
    office_title = Line(_("office of the head of region"), max_length=120, blank=True)
    office_emblem = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("emblem of that office"),
    )
    letter_size = models.CharField(
        _("paper of letters"), max_length=2, choices=PaperSize, default=PaperSize.A4
    )
    letter_face = models.CharField(
        _("type of letters"), max_length=5, choices=Typeface, default=Typeface.SANS
    )
    agreement_size = models.CharField(
        _("paper of agreements"), max_length=2, choices=PaperSize, default=PaperSize.F4
    )
    agreement_face = models.CharField(
        _("type of agreements"), max_length=5, choices=Typeface, default=Typeface.SERIF
    )
    left_margin = models.PositiveSmallIntegerField(
        _("left margin in millimetres"),
        default=30,
        validators=[MinValueValidator(20), MaxValueValidator(45)],
    )
    first_party = models.CharField(
        _("what the first party is called"),
        max_length=7,
        choices=FirstParty,
        default=FirstParty.KESATU,
    )
    first_party_side = models.CharField(
        _("where the first party signs"), max_length=5, choices=Side, default=Side.LEFT
    )

    objects = LetterheadQuerySet.as_manager()

    class Meta:
        verbose_name = _("letterhead")
        verbose_name_plural = _("letterheads")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(left_margin__gte=20, left_margin__lte=45),
                name="letterhead_margin_leaves_room_for_text",
            )
        ]

    def __str__(self):
        return str(self.agency)
