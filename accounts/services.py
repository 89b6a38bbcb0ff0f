"""The only place that writes accounts and keys."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Area, FeedToken, Token, User
from audit.recording import acting, keep, locked, record

TOKEN_DAYS = 90
LONGEST_TOKEN_DAYS = 366
# Last use is for the owner's eyes; to the minute would mean a write with every request.
LAST_USE_STEP = timedelta(minutes=10)

WRONG_TRIES = 5
LOCK = timedelta(minutes=15)


@transaction.atomic
def create_user(
    *,
    username,
    full_name,
    email="",
    password=None,
    password_hash=None,
    is_demo=False,
    by,
    role=None,
    why="",
):
    """An account that can sign in once it has a password. Raises ValidationError.

    `password_hash` is for many accounts with one password: a good hash takes half a second.
    """
    if User.objects.filter(username__iexact=username).exists():
        raise ValidationError(
            {"username": _("This user name is taken. Choose another one.")}, code="unique"
        )
    user = User(username=username, email=email, is_demo=is_demo)
    _set_name(user, full_name)
    if password_hash is not None:
        user.password = password_hash
    elif password is None:
        user.set_unusable_password()
    else:
        validate_password(password, user)
        user.set_password(password)
    return record(user, by=by, role=role, why=why or "account created")


@transaction.atomic
def edit_user(
    user, *, full_name=None, email=None, by, role=None, why="", expected_version=None
) -> User:
    """Correct somebody's name or mail address; who may is for the caller to ask."""
    user = locked(User, user.pk, expected_version=expected_version)
    if full_name is not None:
        _set_name(user, full_name)
    if email is not None:
        user.email = email
    return record(user, by=by, role=role, why=why or "account corrected")


@transaction.atomic
def set_password(user, password, *, by, why="password set"):
    """Set a new password; the history says that it changed, never what it is."""
    validate_password(password, user)
    user = locked(User, user.pk)
    user.set_password(password)
    user.failed_attempts, user.locked_until = 0, None
    return record(user, by=by, why=why)


@transaction.atomic
def set_active(user, active, *, by, role=None, why, expected_version=None):
    """Let somebody in again, or keep them out; their tokens end with it."""
    user = locked(User, user.pk, expected_version=expected_version)
    user.is_active = active
    if not active:
        user.tokens.filter(revoked_at__isnull=True).update(revoked_at=timezone.now())
        user.feeds.filter(revoked_at__isnull=True).update(revoked_at=timezone.now())
    return record(user, by=by, role=role, why=why)


def user_of_password(username, password):
    """The active user whose name and password these are, or None.

    Five wrong tries lock for a while. An unknown name, a locked account and a wrong
    password take equally long and answer alike.
    """
    user = User.objects.filter(username=username).first()
    if user is None or not _may_try(user):
        make_password(password)  # as slow as looking at a real one
        return None
    if not user.check_password(password) or not user.is_active:
        return None
    _counters(user).update(failed_attempts=0, locked_until=None)
    return user


def issue_token(user, *, name, days=TOKEN_DAYS, writes=(), networks=""):
    """A new key, shown this once, and its row. The key has 256 bits.

    It reads what its user reads, and writes in the areas of `writes` only; `networks` limits from
    where it may be used. Raises ValidationError.
    """
    if not 1 <= days <= LONGEST_TOKEN_DAYS:
        raise ValidationError(
            {"days": _("A token is valid for 1 to %(days)d days.") % {"days": LONGEST_TOKEN_DAYS}}
        )
    key = secrets.token_urlsafe(32)
    expires_at = timezone.now() + timedelta(days=days)
    token = Token(
        user=user,
        name=name,
        digest=_digest(key),
        expires_at=expires_at,
        writes=sorted(Area(area).value for area in writes),
        networks=networks,
    )
    token.full_clean()
    keep(token, by=user, why="API token issued")
    return key, token


def revoke_token(token, *, by) -> None:
    """End a key at once; a second time changes nothing."""
    with acting(by=by, why="API token revoked"):
        Token.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())


def token_of(key, *, address="") -> Token | None:
    """The row of a key that is valid now and from this address, of an active user; or None."""
    now = timezone.now()
    token = (
        Token.objects.select_related("user")
        .filter(
            digest=_digest(key),
            expires_at__gt=now,
            revoked_at__isnull=True,
            user__is_active=True,
        )
        .first()
    )
    if token is None or not token.is_valid_from(address):
        return None
    if token.last_used_at is None or now - token.last_used_at > LAST_USE_STEP:
        Token.objects.filter(pk=token.pk).update(last_used_at=now)
    return token


@transaction.atomic
def issue_feed(user) -> str:
    """The key of a new calendar address, shown this once; the one before ends. It has 128 bits."""
    locked(User, user.pk)
    revoke_feed(user)
    key = secrets.token_urlsafe(16)
    keep(FeedToken(user=user, digest=_digest(key)), by=user, why="calendar address created")
    return key


def revoke_feed(user) -> None:
    """End the calendar address at once; without one, nothing changes."""
    with acting(by=user, why="calendar address ended"):
        user.feeds.filter(revoked_at__isnull=True).update(revoked_at=timezone.now())


def user_of_feed(key) -> User | None:
    """The active user whose calendar has this key, or None."""
    feed = FeedToken.objects.select_related("user").filter(
        digest=_digest(key), revoked_at__isnull=True, user__is_active=True
    )
    return next((found.user for found in feed), None)


def refuse_demo_users() -> None:
    """Everybody can read the demo's password, so no server of an office starts with its users."""
    if not settings.DEBUG and User.objects.filter(is_demo=True).exists():
        raise ImproperlyConfigured(
            "With DEBUG=0, the database may not hold demo users: start with an empty one "
            "and run manage.py create_office."
        )


def _set_name(user, full_name):
    user.first_name, _space, user.last_name = " ".join(full_name.split()).partition(" ")
    if not user.first_name:
        raise ValidationError({"full_name": _("Give the person's name.")})


def _may_try(user) -> bool:
    """Count a try before the password is looked at; False while the account is locked.

    One statement decides: of many tries in the same second only five are looked at. A good
    password takes its own count back.
    """
    now = timezone.now()
    unlocked = Q(locked_until__isnull=True)
    last_try = unlocked & Q(failed_attempts__gte=WRONG_TRIES - 1)
    counted = (
        _counters(user)
        .filter(unlocked | Q(locked_until__lte=now))
        .update(
            failed_attempts=Case(When(unlocked, then=F("failed_attempts") + 1), default=Value(1)),
            locked_until=Case(When(last_try, then=Value(now + LOCK)), default=None),
        )
    )
    return bool(counted)


def _counters(user):
    # Past the history on purpose: a wrong try is nothing that anybody decided.
    return User._base_manager.filter(pk=user.pk)


def _digest(key):
    # The key is random, so a plain hash cannot be turned back by guessing.
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
