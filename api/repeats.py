"""Writes that are only tried (`?dry_run=1`), and writes that may safely be sent again.

A program that heard no answer cannot know whether it was heard itself. With an `Idempotency-Key`
it sends the same request again, for a day, and gets the first answer: the write and its answer
are kept in one transaction, so there is never one without the other. What was refused is not
kept; it changed nothing, and may be sent again corrected.
"""

import base64
import hashlib
import json
import re
from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from cryptography.fernet import Fernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException
from rest_framework.renderers import JSONRenderer

from api.models import KeptAnswer
from cooperation.services import files_taken_back

HEADER = "Idempotency-Key"
KEY = re.compile(r"[\x21-\x7e]{16,200}")
KEPT_FOR = timedelta(hours=24)
REPEATED = "Idempotency-Replayed"

DRY_RUN = "dry_run"
TRIED = "Dry-Run"
YES_OR_NO = {"1": True, "true": True, "0": False, "false": False}


class KeyReused(APIException):
    status_code = 422
    default_code = "idempotency-key-reused"
    default_detail = _(
        "This Idempotency-Key came with another request before. Choose a new one for each."
    )


def repeatable(write: Callable) -> Callable:
    """The handler of a write, as its sender asked: only tried, or done at most once."""

    @wraps(write)
    def answer(request, *args, **kwargs):
        key = request.headers.get(HEADER)
        if key is not None and not KEY.fullmatch(key):
            raise ValidationError(
                {HEADER: _t("Send 16 to 200 characters without spaces, e.g. a random UUID.")}
            )
        if _is_only_tried(request):
            return _tried(lambda: write(request, *args, **kwargs))
        if key is None:
            return write(request, *args, **kwargs)
        return _once(request, key, lambda: write(request, *args, **kwargs))

    return answer


def _is_only_tried(request) -> bool:
    said = request.query_params.get(DRY_RUN, "0")
    if said not in YES_OR_NO:
        raise ValidationError({DRY_RUN: _t("Send 1 or 0.")})
    return YES_OR_NO[said]


def _tried(write):
    with files_taken_back(), transaction.atomic():
        answer = write()
        if connection.vendor == "postgresql":
            connection.check_constraints()  # what else would only be refused at the commit
        transaction.set_rollback(True)
    answer[TRIED] = "1"
    return answer


def _once(request, key, write):
    KeptAnswer.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
    fingerprint = _fingerprint(request)
    with transaction.atomic():
        # Whoever sends the same key at the same time waits here until the first one is done.
        kept, is_new = KeptAnswer.objects.get_or_create(
            user=request.user, digest=_digest(key), defaults={"fingerprint": fingerprint}
        )
        if not is_new:
            return _again(kept, key, fingerprint)
        answer = write()
        kept.sealed = _lock_of(key).encrypt(_told(answer))
        kept.save(update_fields=["sealed"])
        return answer


def _again(kept, key, fingerprint):
    if kept.fingerprint != fingerprint:
        raise KeyReused
    told = json.loads(_lock_of(key).decrypt(bytes(kept.sealed)))
    headers = told["headers"] | {REPEATED: "true"}
    return HttpResponse(
        told["body"], status=told["status"], content_type="application/json", headers=headers
    )


def _told(answer) -> bytes:
    body = JSONRenderer().render(answer.data).decode()
    headers = {name: value for name, value in answer.items() if name == "ETag"}
    told = {"status": answer.status_code, "headers": headers, "body": body}
    return json.dumps(told).encode()


def _fingerprint(request) -> str:
    """Of everything that decides what the request does, the version that was seen included."""
    parts = (
        request.method,
        request.get_full_path(),
        request.headers.get("If-Match", ""),
        _digest_of_body(request),
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _digest_of_body(request) -> str:
    if not request.content_type.startswith("multipart/"):
        return hashlib.sha256(request._request.body).hexdigest()
    # A file is not read into memory twice, and a boundary is another one each time.
    digest = hashlib.sha256()
    for name, values in sorted(request.data.lists()):
        for value in values:
            is_file = hasattr(value, "chunks")
            digest.update(f"\n{name}\n{value.name if is_file else value}\n".encode())
            for chunk in value.chunks() if is_file else ():
                digest.update(chunk)
    return digest.hexdigest()


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _lock_of(key: str) -> Fernet:
    secret = hashlib.sha256(f"{settings.SECRET_KEY}\n{key}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(secret))
