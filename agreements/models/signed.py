"""The signed paper: what came back, what is in it, and whether it says what was approved."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models.parts import PartOfAgreement, Party, Revision
from audit.models import TrackedQuerySet
from cooperation.models import StoredFile


class Origin(models.TextChoices):
    HERE = "here", _("Signed here with a certificate")
    UPLOADED = "uploaded", _("Signed elsewhere and uploaded")


class TextStatus(models.TextChoices):
    """How its text compares with that of the paper which was issued."""

    SAME = "same", _("Says what was approved")
    DIFFERS = "differs", _("Differs from what was approved")
    NO_TEXT = "no_text", _("Cannot be compared: it is a picture without text")


class SignedCopyQuerySet(TrackedQuerySet):
    def read_by(self, user, agreement):
        """The copies of an agreement that the reader sees; others those of what they were sent."""
        rows = self.filter(agreement=agreement)
        if agreement.belongs_to(user):
            return rows
        return rows.filter(revision__in=agreement.revisions.sent_to(user))


class SignedCopy(PartOfAgreement):
    """A file with one signature or more. `findings` is what was found in it when it was kept:

    {"signatures": [{"signer", "issuer", "signed_at", "intact", "trusted", "whole", "timestamp"}],
    "differences": [{"before", "after", "near"}], "more": how many are not listed}.
    """

    untold_fields = frozenset({"findings"})

    agreement = models.ForeignKey(
        "agreements.Agreement", models.PROTECT, related_name="signed_copies"
    )
    revision = models.ForeignKey(
        Revision, models.PROTECT, related_name="signed_copies", verbose_name=_("revision")
    )
    # Whose signature was added; none where a copy came with those of several.
    party = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="signed_copies",
        verbose_name=_("party"),
    )
    origin = models.CharField(_("where it was signed"), max_length=8, choices=Origin)
    file = models.OneToOneField(
        StoredFile, models.PROTECT, related_name="signed_copy", verbose_name=_("file")
    )
    signature_count = models.PositiveSmallIntegerField(_("digital signatures"), default=0)
    text_status = models.CharField(_("its text"), max_length=8, choices=TextStatus)
    findings = models.JSONField(editable=False, default=dict)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("added by"),
    )
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    objects = SignedCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("signed copy")
        verbose_name_plural = _("signed copies")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(origin=Origin.HERE) | Q(signature_count__gte=1),
                name="signed_copy_made_here_has_a_signature",
            )
        ]

    def __str__(self):
        return self.file.name
