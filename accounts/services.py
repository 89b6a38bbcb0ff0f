"""The only place that writes accounts and keys."""

import hashlib
import secrets
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone

from accounts.models import Token, User
from audit.recording import locked, record

TOKEN_DAYS = 90
# Last use is for the owner's eyes; to the minute would mean a write with every request.
LAST_USE_STEP = timedelta(minutes=10)


@transaction.atomic
def create_user(
    *, username, full_name, email="", password=None, is_demo=False, by, role=None, why=""
):
    """An account that can sign in once it has a password. Raises ValidationError."""
    user = User(username=username, email=email, is_demo=is_demo)
    user.first_name, _space, user.last_name = full_name.partition(" ")
    if password is None:
        user.set_unusable_password()
    else:
        validate_password(password, user)
        user.set_password(password)
    return record(user, by=by, role=role, why=why or "account created")


@transaction.atomic
def set_password(user, password, *, by, why="password set"):
    """Set a new password; the history says that it changed, never what it is."""
    validate_password(password, user)
    user = locked(User, user.pk)
    user.set_password(password)
    user.failed_attempts, user.locked_until = 0, None
    return record(user, by=by, why=why)


@transaction.atomic
def set_active(user, active, *, by, role=None, why):
    """Let somebody in again, or keep them out; their tokens end with it."""
    user = locked(User, user.pk)
    user.is_active = active
    if not active:
        user.tokens.filter(revoked_at__isnull=True).update(revoked_at=timezone.now())
    return record(user, by=by, role=role, why=why)


def issue_token(user, *, name, days=TOKEN_DAYS):
    """A new key, shown this once, and its row. The key has 256 bits."""
    key = secrets.token_urlsafe(32)
    expires_at = timezone.now() + timedelta(days=days)
    token = Token.objects.create(user=user, name=name, digest=_digest(key), expires_at=expires_at)
    return key, token


def user_of_token(key):
    """The active user whose valid key this is, or None."""
    now = timezone.now()
    token = (
        Token.objects.select_related("user")
        .filter(
            digest=_digest(key), expires_at__gt=now, revoked_at__isnull=True, user__is_active=True
        )
        .first()
    )
    if token is None:
        return None
    if token.last_used_at is None or now - token.last_used_at > LAST_USE_STEP:
        Token.objects.filter(pk=token.pk).update(last_used_at=now)
    return token.user


def _digest(key):
    # The key is random, so a plain hash cannot be turned back by guessing.
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
