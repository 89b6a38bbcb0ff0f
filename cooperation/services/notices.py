"""Telling people what concerns them: here at once, and by mail with the next daily run."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cooperation.models import Agency, Notice, NoticeDelivery, NoticeKind, NoticeSetting, NoticeWay

# Once somebody was told, the others are tried for so long: an address that never works must not
# be tried for ever, and a new colleague is not told what was news a year ago.
LATECOMERS = timedelta(days=30)
# The bell stands on every page; a minute late is soon enough.
COUNTED_FOR = 60
MOST_COUNTED = 99


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


def tell(users: Iterable[User], record, kind: NoticeKind, facts=None, *, by=None) -> None:
    """Say to these people, but not to whoever did it, that this has happened with the record."""
    others = [user for user in users if user != by]
    if not others:
        return
    owner = record.owner
    notice = find_notice(owner, subject_of(record), kind, owner.today(), facts or {})
    deliver(notice, others)
    # What happens again on the same day is new again: a text that was returned and sent anew.
    again = notice.deliveries.filter(user__in=others)
    again.update(read_at=None, claimed_at=None, sent_at=None)


def subject_of(record) -> str:
    return f"{record._meta.label_lower}:{record.pk}"


def deliver(notice: Notice, users: Iterable[User]) -> None:
    """Put it on the list of each, as each wants it; twice does no harm."""
    people = {user.pk: user for user in users}
    late = notice.found_at < timezone.now() - LATECOMERS
    if late and notice.deliveries.filter(sent_at__isnull=False).exists():
        return
    asked = NoticeSetting.objects.filter(user__in=people, kind=notice.wanted_as)
    ways = dict(asked.values_list("user_id", "way"))
    NoticeDelivery.objects.bulk_create(
        (
            NoticeDelivery(notice=notice, user=user, by_mail=ways.get(pk) != NoticeWay.BELL)
            for pk, user in people.items()
            if ways.get(pk) != NoticeWay.NONE
        ),
        ignore_conflicts=True,
    )
    cache.delete_many([_key(user) for user in people.values()])


def unread_of(user: User) -> int:
    """How many notices this person has not read, as of the last minute; at most 99."""
    key = _key(user)
    count = cache.get(key)
    if count is None:
        unread = user.notice_deliveries.filter(read_at__isnull=True)
        count = unread.order_by()[:MOST_COUNTED].count()
        cache.set(key, count, COUNTED_FOR)
    return count


def mark_read(user: User, *keys: int) -> None:
    """These deliveries of theirs, or all of them."""
    rows = user.notice_deliveries.filter(read_at__isnull=True)
    rows = rows.filter(pk__in=keys) if keys else rows
    rows.update(read_at=timezone.now())
    cache.delete(_key(user))


def ways_of(user: User) -> dict[NoticeKind, NoticeWay]:
    """How this person wants to be told each kind."""
    asked = dict(user.notice_settings.values_list("kind", "way"))
    return {kind: NoticeWay(asked.get(kind, NoticeWay.BOTH)) for kind in NoticeKind}


@transaction.atomic
def choose_ways(user: User, ways: dict[NoticeKind, NoticeWay]) -> None:
    for kind, way in ways.items():
        NoticeSetting.objects.update_or_create(user=user, kind=kind, defaults={"way": way})


def _key(user) -> str:
    # The salt, because a key of the database may be given to another person in another database.
    return f"unread-notices:{user.pk}:{user.salt}"
