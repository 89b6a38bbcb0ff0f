"""What was written about a visit."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.models import (
    Agency,
    IssuedDocument,
    PersonalDetail,
    StoredFile,
)
from cooperation.models.text import Line, Prose
from visits.models.sides import PartOfVisit


class AttachmentKind(models.TextChoices):
    LETTER = "letter", _("Letter")
    MINUTES = "minutes", _("Minutes")
    REPORT = "report", _("Report")
    ATTENDANCE = "attendance", _("Attendance list")
    MATERIAL = "material", _("Material")
    PHOTO = "photo", _("Photo")
    OTHER = "other", _("Other")


class Attachment(PartOfVisit):
    """A file of the visit."""

    visit = models.ForeignKey("visits.Visit", models.PROTECT, related_name="attachments")
    kind = models.CharField(_("kind"), max_length=12, choices=AttachmentKind)
    title = Line(_("title"), blank=True)
    file = models.OneToOneField(
        StoredFile, models.PROTECT, related_name="+", verbose_name=_("file")
    )

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]

    def __str__(self):
        return self.title or self.get_kind_display()


class PaperKind(models.TextChoices):
    """What an office writes about a visit; each is issued as a document of the same kind."""

    MEMORANDUM = "memorandum", _("Memorandum")
    REPLY_LETTER = "reply_letter", _("Reply letter")
    ATTENDANCE = "attendance", _("Attendance list")
    MINUTES = "minutes", _("Minutes")
    OFFICIAL_RECORD = "official_record", _("Official record")


class VisitPaper(PartOfVisit):
    """The head of a paper that an agency writes about the visit, and what was issued of it."""

    owner_only = True

    visit = models.ForeignKey("visits.Visit", models.PROTECT, related_name="papers")
    kind = models.CharField(
        _("kind"), max_length=16, choices=PaperKind, default=PaperKind.MEMORANDUM, editable=False
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="visit_papers", verbose_name=_("letterhead of")
    )
    # Written under the name of the office of the head of region, where the agency has that set.
    of_office = models.BooleanField(_("under the letterhead of the head of region"), default=False)
    number = Line(_("number"), max_length=120, blank=True)
    addressee = Line(_("to"))
    sender = Line(_("from"))
    copy_to = Prose(_("copies to"), blank=True)
    dated_on = models.DateField(_("date"))
    urgency = Line(_("urgency"), max_length=40, blank=True)
    attachments_line = Line(_("attachments"), max_length=120, blank=True)
    subject = Line(_("subject"))
    conclusion = Prose(_("conclusion"), blank=True)
    signatory_name = Line(_("signed by"), blank=True)
    signatory_position = Line(_("position"), blank=True)
    signatory_detail = models.OneToOneField(
        PersonalDetail, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    issued = models.OneToOneField(
        IssuedDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="visit_paper",
        editable=False,
        verbose_name=_("issued document"),
    )

    class Meta:
        verbose_name = _("paper of a visit")
        verbose_name_plural = _("papers of a visit")
        ordering = ["-dated_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "kind", "agency"],
                condition=models.Q(issued__isnull=True),
                name="visit_paper_has_one_draft_of_a_kind",
            )
        ]

    def __str__(self):
        return self.subject
