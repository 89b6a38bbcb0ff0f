"""Delivering what is queued: signed, retried with growing patience, given up in the end.

A message is claimed in a transaction of its own, sent outside any, and then marked. A crash between
gives it back after a while: it may arrive twice, under the same id, and is never lost.
"""

import base64
import hmac
import logging
import socket
import ssl
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.client import HTTPException
from threading import Timer

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from api.models import Webhook, WebhookDelivery
from api.webhooks.guard import PORTS, NotAllowed, Place, place_of
from api.webhooks.subscribing import SealBroken, opened
from audit.recording import Command, keep

log = logging.getLogger(__name__)

# After each failure, the time until the next try; after the last one it is given up.
PATIENCE = tuple(
    timedelta(minutes=minutes) for minutes in (1, 5, 30, 2 * 60, 6 * 60, 12 * 60, 24 * 60)
)
LONGEST_CLAIM = timedelta(minutes=15)
KEPT_FOR = timedelta(days=30)
# In seconds.
LONGEST_SILENCE = 10
LONGEST_CALL = 30
GONE = 410
COMMAND = Command("deliver_webhooks")
NO_ANSWER = "no answer for days"


@dataclass(frozen=True)
class Sent:
    delivered: int = 0
    failed: int = 0


def send_due(now: datetime | None = None) -> Sent:
    """Try everything that is due by now, and forget what is a month old."""
    begun = timezone.now()
    now = now or begun
    old = WebhookDelivery.objects.filter(made_at__lt=now - KEPT_FOR)
    old.exclude(delivered_at__isnull=True, given_up_at__isnull=True).delete()
    delivered = failed = 0
    while (delivery := _claimed(now)) is not None:
        # Of many, the last one is signed minutes after the first.
        moment = now + (timezone.now() - begun)
        answer, is_good = _post(delivery, moment)
        _note(delivery, answer, is_good, moment)
        delivered, failed = delivered + is_good, failed + (not is_good)
    return Sent(delivered, failed)


def signature(secret: bytes, message: str, at: int, body: str) -> str:
    """By https://www.standardwebhooks.com: HMAC-SHA256 of id, time and body, in base64."""
    signed = f"{message}.{at}.{body}".encode()
    return "v1," + base64.b64encode(hmac.digest(secret, signed, "sha256")).decode()


@transaction.atomic
def _claimed(now) -> WebhookDelivery | None:
    """The one that waits longest, taken so that no other run takes it."""
    waiting = WebhookDelivery.objects.filter(
        delivered_at__isnull=True,
        given_up_at__isnull=True,
        due_at__lte=now,
        webhook__in=Webhook.objects.on(),
    )
    locked = waiting.select_for_update(skip_locked=True, of=("self",))
    delivery = locked.select_related("webhook__user").order_by("due_at", "pk").first()
    if delivery is not None:
        delivery.due_at = now + LONGEST_CLAIM
        delivery.tries += 1
        delivery.tried_at = now
        delivery.save(update_fields=["due_at", "tries", "tried_at"])
    return delivery


def _post(delivery, now) -> tuple[str, bool]:
    """What was answered, and whether that is good."""
    try:
        place = place_of(delivery.webhook.url)
        status = _status_of(place, _headers(delivery, int(now.timestamp())), delivery.body.encode())
    except (NotAllowed, SealBroken) as refusal:
        return str(refusal), False
    except (OSError, HTTPException, HTTPError) as error:
        # The kind of trouble, and not the words of a stranger's server.
        return type(error).__name__, False
    return str(status), 200 <= status < 300


def _headers(delivery, at: int) -> dict[str, str]:
    signed = signature(opened(delivery.webhook), delivery.message, at, delivery.body)
    return {
        "Content-Type": "application/json",
        "User-Agent": "Jejak",
        "Webhook-Id": delivery.message,
        "Webhook-Timestamp": str(at),
        "Webhook-Signature": signed,
    }


def _status_of(place: Place, headers: dict[str, str], body: bytes) -> int:
    host = f"[{place.host}]" if ":" in place.host else place.host
    is_usual = place.port == PORTS[place.scheme]
    headers = headers | {"Host": host if is_usual else f"{host}:{place.port}"}
    with closing(_connection(place)) as connection:
        connection.connect()
        # A server that sends a letter every few seconds must not keep all others waiting.
        watch = Timer(LONGEST_CALL, _hang_up, [connection.sock])
        watch.daemon = True
        watch.start()
        try:
            connection.request(
                "POST", place.target, body=body, headers=headers, preload_content=False
            )
            return connection.getresponse().status
        finally:
            watch.cancel()


def _connection(place: Place) -> HTTPConnection:
    if place.scheme == "http":
        return HTTPConnection(place.address, place.port, timeout=LONGEST_SILENCE)
    return HTTPSConnection(
        place.address,
        place.port,
        timeout=LONGEST_SILENCE,
        ssl_context=ssl.create_default_context(),
        server_hostname=place.host,
    )


def _hang_up(sock) -> None:
    with suppress(OSError):  # it may have ended by itself
        sock.shutdown(socket.SHUT_RDWR)


@transaction.atomic
def _note(delivery, answer, is_good, now) -> None:
    delivery.answer = answer[:200]
    is_last = delivery.tries > len(PATIENCE) or answer == str(GONE)
    if is_good:
        delivery.delivered_at = now
    elif is_last:
        delivery.given_up_at = now
    else:
        delivery.due_at = now + PATIENCE[delivery.tries - 1]
    delivery.save(update_fields=["answer", "delivered_at", "given_up_at", "due_at"])
    if is_last and not is_good:
        _switch_off(delivery.webhook, answer, now)


def _switch_off(hook, answer, now) -> None:
    hook = Webhook.objects.select_for_update(of=("self",)).get(pk=hook.pk)
    if hook.off_since is None:
        hook.off_since, hook.off_because = now, answer[:200]
        keep(hook, by=COMMAND, why=NO_ANSWER)
        transaction.on_commit(lambda: _tell_owner(hook))


def _tell_owner(hook) -> None:
    if not hook.user.email:
        return
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("The webhook “%(name)s” is switched off") % {"name": hook.name}
        text = _(
            "%(url)s did not take what we sent (last answer: %(answer)s). Nothing more is sent "
            "there until you switch it on again by the API: POST /api/v1/webhooks/%(id)d/resume/"
        ) % {"url": hook.url, "answer": hook.off_because, "id": hook.pk}
    try:
        EmailMessage(subject, text, to=[hook.user.email]).send()
    except OSError:  # every refusal of a mail server is one
        log.exception("A mail about a webhook could not be sent")
