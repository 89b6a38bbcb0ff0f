"""Beginning and ending a webhook; each change of it stands in the journal."""

import base64
import secrets
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from api.models import Webhook, WebhookDelivery
from api.webhooks.events import EVENTS, PING, begin_reading, message_for
from api.webhooks.guard import check_url
from audit.recording import keep

MOST_HOOKS = 20
PREFIX = "whsec_"  # by standardwebhooks.com: what follows is base64


@transaction.atomic
def subscribe(*, name, url, events, agency=None, by) -> tuple[str, Webhook]:
    """A new webhook of this person, and its secret, told this once. Raises ValidationError."""
    check_url(url)
    unknown = sorted(set(events) - set(EVENTS))
    if unknown or not events:
        raise ValidationError({"events": _("Choose among: %s.") % ", ".join(EVENTS)})
    # Locked: of two requests at once only one may be the twentieth.
    User.objects.select_for_update().get(pk=by.pk)
    if Webhook.objects.visible_to(by).filter(ended_at__isnull=True).count() >= MOST_HOOKS:
        raise ValidationError(_("End one of your %d webhooks first.") % MOST_HOOKS)
    begin_reading()
    key = secrets.token_bytes(32)
    hook = Webhook(user=by, name=name, url=url, events=sorted(set(events)), agency=agency)
    hook.secret = _lock().encrypt(key).decode()
    hook.clean_fields()
    keep(hook, by=by, why="webhook begun")
    return PREFIX + base64.b64encode(key).decode(), hook


@transaction.atomic
def end_hook(hook: Webhook, *, by) -> Webhook:
    """Tell it nothing more; what is still queued is not sent. A second time changes nothing."""
    hook = _locked(hook)
    if hook.ended_at is None:
        hook.ended_at = timezone.now()
        keep(hook, by=by, why="webhook ended")
    return hook


@transaction.atomic
def resume_hook(hook: Webhook, *, by) -> Webhook:
    """Switch it on again. What happened meanwhile is not told; what was queued before is tried."""
    hook = _locked(hook)
    _refuse_ended(hook)
    if hook.off_since is not None:
        hook.off_since, hook.off_because = None, ""
        keep(hook, by=by, why="webhook switched on again")
    return hook


@transaction.atomic
def ping_hook(hook: Webhook) -> WebhookDelivery:
    """Queue a message that says nothing, to try it out."""
    hook = _locked(hook)
    _refuse_ended(hook)
    delivery = message_for(hook, PING, {"at": timezone.now().isoformat()})
    delivery.save()
    return delivery


class SealBroken(Exception):
    """The server's key is another one than when this secret was sealed."""


def opened(hook: Webhook) -> bytes:
    """The secret itself. Raises SealBroken."""
    try:
        return _lock().decrypt(hook.secret)
    except InvalidToken as error:
        raise SealBroken("the server's key has changed: begin a new webhook") from error


def _locked(hook: Webhook) -> Webhook:
    return Webhook.objects.select_for_update(of=("self",)).get(pk=hook.pk)


def _refuse_ended(hook: Webhook) -> None:
    if hook.ended_at is not None:
        raise ValidationError(_("This webhook has ended. Begin a new one."))


def _lock() -> Fernet:
    key = sha256(f"webhooks\n{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
