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


class Memorandum(PartOfVisit):
    """The memorandum (nota dinas) an agency writes about the visit, and what was issued of it."""

    owner_only = True

    visit = models.ForeignKey("visits.Visit", models.PROTECT, related_name="memoranda")
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="memoranda", verbose_name=_("letterhead of")
    )
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
        related_name="+",
        editable=False,
        verbose_name=_("issued document"),
    )

    class Meta:
        verbose_name = _("memorandum")
        verbose_name_plural = _("memoranda")
        ordering = ["-dated_on", "-pk"]

    def __str__(self):
        return self.subject
