"""What the API remembers of itself: nothing here says what an agency did."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class KeptAnswer(models.Model):
    """The answer to a write that its sender may repeat, kept for a day.

    `sealed` is the answer, encrypted with the sender's own key, of which we hold only a hash: it
    may contain personal details, and a stolen table must not.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)  # SHA-256 of what was sent, and where
    sealed = models.BinaryField(default=b"")
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("kept answer")
        verbose_name_plural = _("kept answers")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "digest"], name="an_idempotency_key_is_used_once"
            )
        ]

    def __str__(self):
        return f"{self.user_id}: {self.digest[:8]}"
