"""What somebody has to be told on a day, and whom it was told.

Not records: they say nothing that the records themselves do not say, and so leave no history.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.models.agencies import Agency
from cooperation.models.text import Line


class Notice(models.Model):
    """One date that matters, found once: a run that was missed finds it the next day.

    `subject` is the key of the record, e.g. "agreements.agreement:7"; `facts` is what the mail
    says, so that it can be said in each reader's language.
    """

    owner = models.ForeignKey(Agency, models.PROTECT, related_name="notices")
    subject = Line(max_length=80, db_index=True)
    kind = Line(max_length=40)
    due_on = models.DateField(_("due on"))
    facts = models.JSONField(default=dict)
    found_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "kind", "due_on"], name="notice_once_per_subject_kind_and_day"
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.due_on}"


class NoticeDelivery(models.Model):
    """That a person is told. Claimed before it is sent, so that two runs never both send it."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    claimed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("delivery of a notice")
        verbose_name_plural = _("deliveries of notices")
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "user"], name="notice_delivered_once_per_person"
            )
        ]

    def __str__(self):
        return f"{self.notice} → {self.user}"
