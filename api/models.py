"""What the API remembers of itself: nothing here says what an agency did."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.models import Journalled, new_salt
from cooperation.models import Agency
from cooperation.models.text import Line


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


class WebhookQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user=user) if user.is_authenticated else self.none()

    def on(self):
        """Those that are told what happens."""
        return self.filter(ended_at__isnull=True, off_since__isnull=True, user__is_active=True)


class Webhook(Journalled):
    """A program that is told when something happens to what its owner sees.

    `events` are names of `api.webhooks.events.EVENTS`; with an agency, only of records that this
    agency or a unit of it keeps. `secret` is sealed with the server's own key; the journal, which
    is taken out of the house as a whole, holds no more than a commitment to it.
    """

    sealed_fields = frozenset({"secret"})

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="webhooks")
    name = Line(_("name"), max_length=80)
    url = models.URLField(_("address"), max_length=500)
    events = models.JSONField(_("events"))
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agency")
    )
    secret = models.CharField(max_length=200, editable=False)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # It did not answer for days, or said that it is gone: its owner may switch it on again.
    off_since = models.DateTimeField(null=True, blank=True)
    off_because = Line(max_length=200, blank=True, editable=False)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.name} ({self.user})"


class WebhookDelivery(models.Model):
    """One message to one webhook, until it has arrived or is given up.

    `body` is what is signed and sent, to the letter. `due_at` is when it is tried next; whoever
    takes it sets that ahead, so that a crash gives it back by itself.
    """

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    message = models.CharField(max_length=40, unique=True)
    event = models.CharField(max_length=40)
    body = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=200, blank=True)  # a status, or what went wrong
    delivered_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("delivery to a webhook")
        verbose_name_plural = _("deliveries to webhooks")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="delivery_waiting_by_due",
                condition=Q(delivered_at__isnull=True, given_up_at__isnull=True),
            )
        ]

    def __str__(self):
        return f"{self.event} {self.message}"
