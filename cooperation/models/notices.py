"""What somebody has to be told on a day, and whom it was told.

Not records: they say nothing that the records themselves do not say, and so leave no history.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.models.agencies import Agency
from cooperation.models.text import Line


class NoticeKind(models.TextChoices):
    """What somebody may want to be told, or not."""

    ASSIGNED = "assigned", _("A follow-up is given to me")
    DUE = "due", _("A follow-up of mine is due within a week")
    OVERDUE = "overdue", _("A follow-up of mine is late")
    INITIALS = "initials", _("A text waits for my initials")
    ANSWERED = "answered", _("The partner has answered")
    DATES = "dates", _("A date of an agreement has come")


class NoticeWay(models.TextChoices):
    BOTH = "both", _("here and by mail")
    BELL = "bell", _("here only")
    NONE = "none", _("not at all")


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

    @property
    def wanted_as(self) -> NoticeKind:
        """By which setting it is told: the many dates of an agreement share one."""
        return NoticeKind(self.kind) if self.kind in NoticeKind else NoticeKind.DATES


class NoticeDelivery(models.Model):
    """That a person is told: here at once, and by mail where that is wanted.

    A mail is claimed before it is sent, so that two runs never both send it.
    """

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="notice_deliveries"
    )
    read_at = models.DateTimeField(null=True, blank=True)
    by_mail = models.BooleanField(default=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("delivery of a notice")
        verbose_name_plural = _("deliveries of notices")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "user"], name="notice_delivered_once_per_person"
            )
        ]
        indexes = [
            models.Index(
                fields=["user"], condition=models.Q(read_at__isnull=True), name="notice_unread"
            )
        ]

    def __str__(self):
        return f"{self.notice} → {self.user}"


class NoticeSetting(models.Model):
    """How somebody wants to be told something; without one, here and by mail."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="notice_settings"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=NoticeKind)
    way = models.CharField(_("how"), max_length=5, choices=NoticeWay, default=NoticeWay.BOTH)

    class Meta:
        verbose_name = _("setting for notices")
        verbose_name_plural = _("settings for notices")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind"], name="notice_setting_once_per_person_and_kind"
            )
        ]

    def __str__(self):
        return f"{self.user}: {self.kind} {self.way}"
