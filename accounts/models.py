"""Who signs in. Nothing here knows an agency or a role: those are `cooperation`'s memberships."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import Journalled, Story, Tracked, TrackedQuerySet, new_salt
from audit.recording import acting

# Signing in stamps the date and counts wrong tries, and a stronger hasher replaces a hash: nothing
# that anybody decided, and nothing that may appear in the story.
UNRECORDED = frozenset({"last_login", "password", "failed_attempts", "locked_until"})


class Users(UserManager.from_queryset(TrackedQuerySet)):
    use_in_migrations = False


class User(Tracked, AbstractUser):
    """A civil servant who signs in. What they may do comes from their memberships.

    Users are deactivated, never deleted: the history names them for ever.
    """

    sealed_fields = frozenset({"email", "password"})
    passing_fields = frozenset({"last_login", "failed_attempts", "locked_until"})

    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    is_demo = models.BooleanField(_("demo account"), default=False, editable=False)
    failed_attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    locked_until = models.DateTimeField(null=True, blank=True, editable=False)

    objects = Users()
    history = Story(
        inherit=False,
        excluded_fields=[*sorted(sealed_fields | passing_fields), "salt"],
    )

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self):
        return self.get_full_name() or self.username

    def save(self, *args, update_fields=None, **kwargs):
        if update_fields is not None and set(update_fields) <= UNRECORDED:
            values = {name: getattr(self, name) for name in update_fields}
            with acting(by=self):
                User._base_manager.filter(pk=self.pk).update(**values)
            return
        super().save(*args, update_fields=update_fields, **kwargs)


class Token(Journalled):
    """A key for a program that acts as its user; only its hash, so a stolen table opens nothing."""

    passing_fields = frozenset({"last_used_at"})

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="tokens")
    name = models.CharField(_("name"), max_length=80)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")

    def __str__(self):
        return f"{self.name} ({self.user})"
