"""What has happened since the last look, and who is to be told.

A message says that something happened to a record, and not what: whoever wants to know reads it by
the API, as far as they may. And it is told to those only who may know that it happened: a partner
does not follow the writing of a draft.
"""

import json
import secrets
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement
from api.models import Webhook, WebhookDelivery
from audit.following import Followed, entries_after, kept, row_before
from audit.timeline import parts_of
from audit.wording import told_fields
from cooperation.models import Agency, Candidate, FollowUp
from cooperation.permissions import Permission
from visits.models import Visit

READER = "webhooks"
AT_ONCE = 2_000


@dataclass(frozen=True)
class Subject:
    """A kind of record that one is told of, and where its owner stands."""

    name: str
    model: Any  # a tracked model
    permission: Permission
    owner: str = "owner"


SUBJECTS = (
    Subject("visit", Visit, Permission.VISIT_VIEW),
    Subject("candidate", Candidate, Permission.CANDIDATE_VIEW),
    Subject("follow_up", FollowUp, Permission.CANDIDATE_VIEW, owner="candidate__owner"),
    Subject("agreement", Agreement, Permission.AGREEMENT_VIEW),
)
CREATED, MOVED, CHANGED = "created", "moved", "changed"
EVENTS = tuple(
    f"{subject.name}.{what}" for subject in SUBJECTS for what in (CREATED, MOVED, CHANGED)
)
PING = "ping"


@dataclass
class Happening:
    """What happened to one record, for its owner's people and for everybody else who sees it."""

    own: set[str]
    others: set[str]
    at: str = ""


def queue_what_happened() -> int:
    """Read the journal on from the bookmark, and queue a message for each webhook that wants it.

    One transaction with the bookmark: nothing is told twice, nothing is left out. Returns how many.
    """
    count = 0
    while True:
        with transaction.atomic():
            mark, _is_new = kept(READER)
            entries = list(entries_after(mark, most=AT_ONCE))
            if not entries:
                return count
            hooks = list(Webhook.objects.on().select_related("user", "agency"))
            if hooks:
                count += _queue(hooks, _happened(entries))
            mark.sequence = entries[-1].sequence
            mark.save(update_fields=["sequence"])


def begin_reading() -> None:
    """Put in the bookmark where there is none yet: the first webhook misses nothing."""
    kept(READER)


def message_for(hook: Webhook, event: str, about: dict[str, Any]) -> WebhookDelivery:
    """`about` goes into the body: "at", and of what happened "record" with its kind, id and url."""
    message = f"msg_{secrets.token_urlsafe(18)}"
    body = {"id": message, "event": event, **about}
    return WebhookDelivery(
        webhook=hook,
        message=message,
        event=event,
        body=json.dumps(body, ensure_ascii=False),
        due_at=timezone.now(),
    )


def _happened(entries: Iterable[Followed]) -> dict[tuple[str, int], Happening]:
    found: dict[tuple[str, int], Happening] = defaultdict(lambda: Happening(set(), set()))
    for entry in entries:
        place = _subject_of(entry)
        if place is None:
            continue
        subject, key, part = place
        what, told_to_others = _what(entry, subject, part)
        happening = found[subject.name, key]
        happening.own.add(what)
        happening.at = entry.at
        if told_to_others:
            happening.others.add(told_to_others)
    return found


@cache
def _places() -> dict[str, tuple[Subject, type[Any]]]:
    """Table → whose it is. A follow-up is one's own subject, though part of a candidate."""
    found: dict[str, tuple[Subject, type[Any]]] = {}
    for subject in SUBJECTS:
        for part in (subject.model, *parts_of(subject.model)):
            if part is subject.model or part not in {each.model for each in SUBJECTS}:
                found[part._meta.db_table] = subject, part
    return found


def _subject_of(entry: Followed) -> tuple[Subject, int, type[Any]] | None:
    place = _places().get(entry.table)
    if place is None or entry.operation not in ("INSERT", "UPDATE", "DELETE"):
        return None
    subject, part = place
    if part is subject.model:
        return subject, entry.key, part
    record, _colon, key = entry.root_key.partition(":")
    return (subject, int(key), part) if record == subject.model._meta.label_lower else None


def _what(entry: Followed, subject: Subject, part: Any) -> tuple[str, str]:
    """For the owner's people; and for others, "" where they are not to know."""
    is_record = part is subject.model
    if entry.operation != "UPDATE":
        what = CREATED if is_record else CHANGED
        return what, "" if part.owner_only else what
    before, after = row_before(entry), json.loads(entry.payload)
    changed = {name for name in after if after[name] != before.get(name)}
    what = MOVED if is_record and "status" in changed else CHANGED
    if is_record and "shared_at" in changed:
        return what, CREATED  # for others it begins here
    told = set() if part.owner_only else _told_columns(part)
    return what, what if changed & told else ""


@cache
def _told_columns(part: Any) -> frozenset[str]:
    return frozenset(str(field.column) for field in told_fields(part, whole=False))


def _queue(hooks: Sequence[Webhook], happened: dict[tuple[str, int], Happening]) -> int:
    messages = []
    for hook in hooks:
        for subject in SUBJECTS:
            keys = [key for name, key in happened if name == subject.name]
            if keys and any(event.startswith(f"{subject.name}.") for event in hook.events):
                messages += _for_hook(hook, subject, keys, happened)
    WebhookDelivery.objects.bulk_create(messages)
    return len(messages)


def _for_hook(hook: Webhook, subject: Subject, keys: Sequence[int], happened):
    user = hook.user
    seen = subject.model.objects.visible_to(user).filter(pk__in=keys)
    if hook.agency is not None:
        seen = seen.filter(**{f"{subject.owner}__path__startswith": hook.agency.path})
    mine = Agency.objects.in_reach_of(user, subject.permission)
    own = set(seen.filter(**{f"{subject.owner}__in": mine}).values_list("pk", flat=True))
    for key in seen.order_by("pk").values_list("pk", flat=True):
        happening = happened[subject.name, key]
        if datetime.fromisoformat(happening.at) < hook.created_at:
            continue  # nobody had looked for long: that was before it
        what = _foremost(happening.own if key in own else happening.others)
        event = f"{subject.name}.{what}"
        if what and event in hook.events:
            yield message_for(hook, event, _about(subject, key, happening.at))


def _foremost(what: set[str]) -> str:
    """Of several things that happened together, the one that says most."""
    return next((each for each in (CREATED, MOVED, CHANGED) if each in what), "")


def _about(subject: Subject, key: int, at: str) -> dict[str, Any]:
    path = reverse(f"{subject.model._meta.model_name}-detail", args=[key])
    record = {"kind": subject.name, "id": key, "url": f"{settings.SITE_URL}{path}"}
    return {"at": at, "record": record}
