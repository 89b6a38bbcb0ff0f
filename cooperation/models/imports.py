"""A spreadsheet that an office brings with it: what was in it, and which records came of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import Journalled
from cooperation.models.agencies import Agency
from cooperation.models.text import Line


class ImportKind(models.TextChoices):
    AGENCIES = "agencies", _("agencies")
    OFFICIALS = "officials", _("officials")
    VISITS = "visits", _("visits")
    AGREEMENTS = "agreements", _("signed agreements")


class ImportState(models.TextChoices):
    CHECKING = "checking", _("being checked")
    CHECKED = "checked", _("checked, nothing taken up yet")
    TAKING = "taking", _("being taken up")
    DONE = "done", _("taken up")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")


class RowState(models.TextChoices):
    UNCHECKED = "unchecked", _("not checked yet")
    RIGHT = "right", _("can be taken up")
    KNOWN = "known", _("perhaps there already")
    WRONG = "wrong", _("to be corrected")
    TAKEN = "taken", _("taken up")
    UNDONE = "undone", _("undone")
    KEPT = "kept", _("not undone")


class ImportBatchQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own: what is in somebody's spreadsheet is theirs until it is taken up."""
        return self.filter(created_by=user) if user.is_authenticated else self.none()


class ImportBatch(Journalled):
    """One spreadsheet, brought in for an agency. Each step of it is in the journal."""

    owner = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("owner"))
    kind = models.CharField(_("kind"), max_length=12, choices=ImportKind)
    state = models.CharField(
        _("state"), max_length=10, choices=ImportState, default=ImportState.CHECKING
    )
    file_name = Line(_("file"))
    sha256 = models.CharField(max_length=64)
    # Whether rows are taken up, too, that seem to be there already.
    with_known = models.BooleanField(default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]

    def __str__(self):
        return self.file_name


class ImportRow(models.Model):
    """One row of it: its cells until they are a record, and what is wrong with them."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()  # as the spreadsheet counts them
    state = models.CharField(max_length=10, choices=RowState, default=RowState.UNCHECKED)
    cells = models.JSONField(default=dict)  # name of the column → what stood there
    problems = models.JSONField(default=dict)  # name of the column, or "" → messages
    record_id = models.BigIntegerField(null=True)
    record_name = models.CharField(max_length=250, blank=True, editable=False)
    # The record as it was taken up; one that was touched since is not taken back.
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="import_row_once_per_batch")
        ]
        indexes = [models.Index(fields=["batch", "state", "number"], name="import_row_by_state")]

    def __str__(self):
        return f"{self.batch} {self.number}"
