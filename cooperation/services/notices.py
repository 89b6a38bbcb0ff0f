"""Telling people by mail what they have to know on a day: nothing is lost, nobody is told twice.

A mail cannot be taken back and a database row can, so the row comes first: a delivery is claimed
and committed, then the mail is sent outside any transaction, then the row says that it was. Of two
runs at once one has the claim. What a mail server refuses is given back for the next run; a claim
that a crash left behind is taken over after a while, and the same mail goes out under the same
Message-ID, by which a mail server or reader knows it, had it gone out just before the crash.
"""

import hashlib
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cooperation.models import Agency, Notice, NoticeDelivery

log = logging.getLogger(__name__)

# A mail server answers within seconds: a claim this old is one whose run is gone.
LONGEST_CLAIM = timedelta(hours=1)
# Once somebody was told, the others are tried for so long: an address that never works must not
# be tried for ever, and a new colleague is not told what was news a year ago.
LATECOMERS = timedelta(days=30)


@dataclass(frozen=True)
class Told:
    """How many mails went out, and how many were refused."""

    sent: int = 0
    failed: int = 0

    def __add__(self, other: "Told") -> "Told":
        return Told(self.sent + other.sent, self.failed + other.failed)


def find_notice(
    owner: Agency, subject: str, kind: str, due_on: date, facts: dict[str, Any]
) -> Notice:
    """The notice of this date, made where it is new; two runs at once make one."""
    notice, made = Notice.objects.get_or_create(
        subject=subject, kind=kind, due_on=due_on, defaults={"owner": owner, "facts": facts}
    )
    if not made and notice.facts != facts:
        notice.facts = facts  # for instance: one of two parties has signed meanwhile
        notice.save(update_fields=["facts"])
    return notice


def send_notices(
    notices: Sequence[Notice],
    *,
    recipients_of: Callable[[Notice], Iterable[User]],
    compose: Callable[[User, list[Notice]], EmailMessage],
    now: datetime | None = None,
) -> Told:
    """Send each person one mail with all of these notices that they were not told yet.

    What a crash left half done goes out as the mail that it was, beside the new one.
    """
    now = now or timezone.now()
    told = Told()
    for user, owed in _owed(notices, recipients_of, now):
        for batch in _claim(user, owed, now):
            told += _send(user, batch, compose, now)
    return told


def _owed(notices, recipients_of, now) -> list[tuple[User, list[Notice]]]:
    """Who is to be told what. A sieve only: the claim looks again."""
    done = defaultdict(set)
    sent = NoticeDelivery.objects.filter(notice__in=notices, sent_at__isnull=False)
    for notice, user in sent.values_list("notice_id", "user_id"):
        done[notice].add(user)
    owed: dict[User, list[Notice]] = {}
    for notice in notices:
        if done[notice.pk] and notice.found_at < now - LATECOMERS:
            continue
        for user in recipients_of(notice):
            if user.pk not in done[notice.pk]:
                owed.setdefault(user, []).append(notice)
    return list(owed.items())


@transaction.atomic(durable=True)
def _claim(user: User, notices: list[Notice], now: datetime) -> list[list[Notice]]:
    """Take what nobody else is sending: what is new as one batch, and each one that was left.

    Durable: a claim that is not committed when the mail goes out stops nobody.
    """
    # The lock, and not the constraint alone, so that another run waits and then sees the claim.
    rows = Notice.objects.select_for_update().filter(pk__in=[notice.pk for notice in notices])
    locked = list(rows.order_by("pk"))
    claims = {
        claim.notice_id: claim
        for claim in NoticeDelivery.objects.filter(user=user, notice__in=locked)
    }
    batches: dict[datetime | None, list[Notice]] = {}
    for notice in locked:
        claim = claims.get(notice.pk)
        if claim is None:
            batches.setdefault(None, []).append(notice)
        elif claim.sent_at is None and claim.claimed_at <= now - LONGEST_CLAIM:
            batches.setdefault(claim.claimed_at, []).append(notice)
    NoticeDelivery.objects.bulk_create(
        NoticeDelivery(notice=notice, user=user, claimed_at=now) for notice in batches.get(None, [])
    )
    left = [notice for since, batch in batches.items() if since for notice in batch]
    NoticeDelivery.objects.filter(user=user, notice__in=left).update(claimed_at=now)
    return list(batches.values())


def _send(user, batch, compose, now) -> Told:
    message = compose(user, batch)
    message.extra_headers["Message-ID"] = _message_id(user, batch)
    mine = NoticeDelivery.objects.filter(
        user=user, notice__in=batch, claimed_at=now, sent_at__isnull=True
    )
    try:
        message.send()
    except OSError:  # every refusal of a mail server is one
        log.exception("A mail with notices to %s could not be sent", user.username)
        mine.delete()
        return Told(failed=1)
    mine.update(sent_at=timezone.now())
    return Told(sent=1)


def _message_id(user, batch) -> str:
    """The same for the same notices to the same person, whenever they are sent."""
    keys = ",".join(str(notice.pk) for notice in batch)
    digest = hashlib.sha256(f"{user.pk}:{keys}".encode()).hexdigest()[:32]
    return f"<notice.{digest}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>"
