"""Who signs in. Nothing here knows an agency or a role: those are `cooperation`'s memberships."""

from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
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


class Area(models.TextChoices):
    """What a key may write in; reading is what every key is for."""

    VISITS = "visits", _("visits")
    COOPERATION = "cooperation", _("innovations and cooperation")
    AGREEMENTS = "agreements", _("agreements")
    WEBHOOKS = "webhooks", _("webhooks")


def networks_in(text: str) -> list[IPv4Network | IPv6Network]:
    """The networks of a list like "10.1.0.0/16, 203.0.113.7"; ValidationError tells the first
    that is none."""
    found = []
    for part in text.replace(",", " ").split():
        try:
            found.append(ip_network(part, strict=False))
        except ValueError:
            raise ValidationError(
                _("“%(part)s” is no network address. Write e.g. 10.1.0.0/16, or one address."),
                params={"part": part},
            ) from None
    return found


def validate_networks(text: str) -> None:
    networks_in(text)


class Token(Journalled):
    """A key for a program that acts as its user; only its hash, so a stolen table opens nothing."""

    passing_fields = frozenset({"last_used_at"})

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="tokens")
    name = models.CharField(_("name"), max_length=80)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    writes = models.JSONField(_("may write in"), default=list, blank=True)  # of Area
    networks = models.CharField(
        _("only from"), max_length=400, blank=True, validators=[validate_networks]
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")

    def __str__(self):
        return f"{self.name} ({self.user})"

    @property
    def areas(self) -> list[str]:
        """The labels of what it may write in."""
        return [str(area.label) for area in Area if area in self.writes]

    def is_valid_from(self, address: str) -> bool:
        """Whether it may be used from there; an address that is not known is no address of ours."""
        if not self.networks:
            return True
        try:
            asking = ip_address(address)
        except ValueError:
            return False
        if isinstance(asking, IPv6Address):
            asking = asking.ipv4_mapped or asking  # how a socket for both kinds writes IPv4
        return any(asking in network for network in networks_in(self.networks))


class FeedToken(Journalled):
    """The key in the address of somebody's calendar; only its hash. One at a time is valid."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="feeds")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(revoked_at__isnull=True),
                name="one_calendar_address_at_a_time",
            )
        ]

    def __str__(self):
        return str(self.user)


class Unsent(models.Model):
    """What somebody typed into a form and has not sent yet, as the form would send it.

    Kept for its author alone, until it is sent, thrown away or a month old.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="unsent")
    path = models.CharField(max_length=200)  # where the form is sent to
    content = models.TextField()  # application/x-www-form-urlencoded
    kept_at = models.DateTimeField()

    class Meta:
        verbose_name = _("form that was not sent")
        verbose_name_plural = _("forms that were not sent")
        constraints = [
            models.UniqueConstraint(fields=["user", "path"], name="unsent_once_per_person_and_form")
        ]

    def __str__(self):
        return f"{self.user} {self.path}"


class SavedView(models.Model):
    """A list as somebody likes to see it: a page with its filters, under a name of their own."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="saved_views")
    path = models.CharField(max_length=200)
    query = models.CharField(max_length=2000)
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "path", "name"], name="saved_view_named_once_per_page"
            )
        ]

    def __str__(self):
        return self.name

    @property
    def address(self) -> str:
        return f"{self.path}?{self.query}"
