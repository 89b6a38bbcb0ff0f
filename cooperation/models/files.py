from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.models import Story, Tracked
from cooperation.models.agencies import Agency
from cooperation.models.text import Line, Prose


class StoredFile(models.Model):
    """Bytes that somebody uploaded; written once, served only by the record that points here."""

    owner = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    name = Line(_("file name"))
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="files/%Y/%m/")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")

    def __str__(self):
        return self.name


class IssuedDocument(Tracked):
    """The exact bytes that left the house, with their SHA-256. Written once; only ever revoked."""

    owner = models.ForeignKey(
        Agency, models.PROTECT, related_name="issued_documents", verbose_name=_("owner")
    )
    title = Line(_("title"))
    content = models.BinaryField(editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    issued_on = models.DateField(_("issued on"))
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)
    revoked_because = Prose(_("reason"), blank=True)

    history = Story(inherit=False, excluded_fields=["content"])

    class Meta:
        verbose_name = _("issued document")
        verbose_name_plural = _("issued documents")
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True, revoked_because="")
                | (Q(revoked_on__isnull=False) & ~Q(revoked_because="")),
                name="issued_document_is_revoked_with_a_reason",
            )
        ]

    def __str__(self):
        return f"{self.title} ({self.sha256[:8]})"
