"""What was typed and not sent yet: a lost connection or an ended session loses nothing."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import Unsent, User

# Nobody has more forms open; a program might.
MOST = 40
LONGEST = 500_000
OF_LATE = timedelta(minutes=10)
KEPT = timedelta(days=30)


def keep_unsent(user: User, path: str, content: str) -> Unsent:
    """Keep it in the place of what was typed there before. Of very many the oldest goes."""
    row, _made = Unsent.objects.update_or_create(
        user=user, path=path, defaults={"content": content, "kept_at": timezone.now()}
    )
    latest = user.unsent.order_by("-kept_at", "-pk").values_list("pk", flat=True)[:MOST]
    user.unsent.exclude(pk__in=list(latest)).delete()
    return row


def unsent_at(user: User, path: str) -> Unsent | None:
    return user.unsent.filter(path=path).first()


def writing_at(path: str, *, besides: User) -> list[Unsent]:
    """Who else typed there of late and did not send it; the latest first, without their words."""
    rows = Unsent.objects.filter(path=path, kept_at__gte=timezone.now() - OF_LATE)
    rows = rows.exclude(user=besides).select_related("user").defer("content")
    return list(rows.order_by("-kept_at")[:MOST])


def forget_unsent(user: User, path: str) -> None:
    user.unsent.filter(path=path).delete()


def forget_old_unsent() -> int:
    """Drop what nobody came back for: it names people, and is no record of anything."""
    dropped, _by_model = Unsent.objects.filter(kept_at__lt=timezone.now() - KEPT).delete()
    return dropped
