"""The mails of notices: nothing is lost, nobody is told twice.

A mail cannot be taken back and a database row can, so the row comes first: a delivery is claimed
and committed, then the mail is sent outside any transaction, then the row says that it was. Of two
runs at once one has the claim. What a mail server refuses is given back for the next run; a claim
that a crash left behind is taken over after a while, and the same mail goes out under the same
Message-ID, by which a mail server or reader knows it, had it gone out just before the crash.
"""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.models import User
from cooperation.models import Notice, NoticeDelivery
from cooperation.services.notices import LATECOMERS

log = logging.getLogger(__name__)

# A mail server answers within seconds: a claim this old is one whose run is gone.
LONGEST_CLAIM = timedelta(hours=1)


@dataclass(frozen=True)
class Told:
    """How many mails went out, and how many were refused."""

    sent: int = 0
    failed: int = 0

    def __add__(self, other: "Told") -> "Told":
        return Told(self.sent + other.sent, self.failed + other.failed)


def send_notices(
    *, compose: Callable[[User, list[Notice]], EmailMessage | None], now: datetime | None = None
) -> Told:
    """Send each person one mail with all of their notices that they were not told yet.

    What a crash left half done goes out as the mail that it was, beside the new one. `compose`
    answers with nothing where there is nothing to say any more.
    """
    now = now or timezone.now()
    told = Told()
    for user, owed in _owed(now):
        for batch in _claim(user, owed, now):
            told += _send(user, batch, compose, now)
    return told


def _owed(now) -> list[tuple[User, list[Notice]]]:
    """Who is to be told what. A sieve only: the claim looks again."""
    told = NoticeDelivery.objects.filter(notice=OuterRef("notice"), sent_at__isnull=False)
    rows = NoticeDelivery.objects.filter(by_mail=True, sent_at__isnull=True, user__is_active=True)
    rows = rows.exclude(user__email="")
    rows = rows.exclude(Exists(told), notice__found_at__lt=now - LATECOMERS)
    owed: dict[User, list[Notice]] = {}
    for row in rows.select_related("notice", "user").order_by("notice__due_on", "notice"):
        owed.setdefault(row.user, []).append(row.notice)
    return list(owed.items())


@transaction.atomic(durable=True)
def _claim(user: User, notices: list[Notice], now: datetime) -> list[list[Notice]]:
    """Take what nobody else is sending: what is new as one batch, and each one that was left.

    Durable: a claim that is not committed when the mail goes out stops nobody.
    """
    # The lock, and not the constraint alone, so that another run waits and then sees the claim.
    rows = Notice.objects.select_for_update().filter(pk__in=[notice.pk for notice in notices])
    locked = list(rows.order_by("pk"))
    batches: dict[datetime | None, list[Notice]] = {}
    owed = NoticeDelivery.objects.filter(user=user, notice__in=locked, sent_at__isnull=True)
    for claim in owed.select_related("notice").order_by("notice"):
        since = claim.claimed_at
        if since is None or since <= now - LONGEST_CLAIM:
            batches.setdefault(since, []).append(claim.notice)
    taken = [notice for batch in batches.values() for notice in batch]
    NoticeDelivery.objects.filter(user=user, notice__in=taken).update(claimed_at=now)
    return list(batches.values())


def _send(user, batch, compose, now) -> Told:
    message = compose(user, batch)
    if message is None:
        return Told()
    message.extra_headers["Message-ID"] = _message_id(user, batch)
    mine = NoticeDelivery.objects.filter(
        user=user, notice__in=batch, claimed_at=now, sent_at__isnull=True
    )
    try:
        message.send()
    except OSError:  # every refusal of a mail server is one
        log.exception("A mail with notices to %s could not be sent", user.username)
        mine.update(claimed_at=None)
        return Told(failed=1)
    mine.update(sent_at=timezone.now())
    return Told(sent=1)


def _message_id(user, batch) -> str:
    """The same for the same notices to the same person, whenever they are sent."""
    keys = ",".join(str(notice.pk) for notice in batch)
    digest = hashlib.sha256(f"{user.pk}:{keys}".encode()).hexdigest()[:32]
    return f"<notice.{digest}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>"
