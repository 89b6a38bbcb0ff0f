"""Domain errors become RFC 9457 problems here, once, so that services never hear of HTTP."""

from collections.abc import Iterator
from functools import cache
from http import HTTPStatus
from typing import Any

from django.apps import apps
from django.core.exceptions import (
    NON_FIELD_ERRORS,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    ValidationError,
)
from django.db import IntegrityError
from django.http import Http404, JsonResponse
from django.utils.encoding import force_str
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.settings import api_settings
from rest_framework.views import set_rollback

from agreements.workflow import NotReady
from api import preconditions
from audit.models import StaleRecord
from cooperation.workflow import ReasonRequired, TransitionNotAllowed

MEDIA_TYPE = "application/problem+json"
# What services call it, and what the body of a request calls it.
SPOKEN = {"why": "note"}


def handle(exc, context):
    """The problem that tells of this exception, or None: then it is ours, and the server's 500."""
    problem = told_problem(exc, context["view"])
    if problem is None:
        return None
    set_rollback()
    answer = JsonResponse(
        problem,
        status=problem["status"],
        content_type=MEDIA_TYPE,
        json_dumps_params={"ensure_ascii": False},
    )
    # What DRF's own handler sends along.
    if getattr(exc, "auth_header", None):
        answer["WWW-Authenticate"] = exc.auth_header
    if getattr(exc, "wait", None):
        answer["Retry-After"] = str(int(exc.wait))
    return answer


# What a request may be refused with; all else is our own fault.
REFUSALS = (
    exceptions.APIException,
    ValidationError,
    Http404,
    PermissionDenied,
    StaleRecord,
    TransitionNotAllowed,
    IntegrityError,
)


def told_problem(exc, view) -> dict | None:
    """The body that tells of it, in the language of the request."""
    problem = _problem_of(exc, view)
    if problem is None:
        return None
    kind, title = problem.pop("kind"), _title(problem["status"])
    return {"type": f"urn:jejak:problem:{kind}", "title": title, **problem}


def not_found() -> dict:
    """Foreign and missing alike: nothing in it depends on what was asked for."""
    return _problem(404, "not-found", _("There is nothing here, or nothing that you may see."))


def _problem_of(exc, view) -> dict | None:
    match exc:
        case exceptions.ValidationError():
            return _invalid(dict(_flattened(exc.detail)))
        case ValidationError():
            return _invalid(_messages_of(exc))
        case exceptions.NotFound() if exc.detail != exceptions.NotFound.default_detail:
            return _problem(404, "not-found", force_str(exc.detail))
        case Http404() | exceptions.NotFound():
            return not_found()
        case PermissionDenied():
            return _problem(403, "not-permitted", str(exc) or _("You may not do this."))
        case StaleRecord():
            return _stale(exc, view)
        case TransitionNotAllowed():
            return _refused_step(exc, view)
        case IntegrityError():
            return _conflict(exc)
        case RequestDataTooBig():
            return _problem(413, "too-large", _("This is too much at once. Send it in parts."))
        case SuspiciousOperation():
            return _problem(400, "not-readable", _("This cannot be read. Send it again."))
        case exceptions.APIException():
            more = {"results": exc.results} if hasattr(exc, "results") else {}
            return _problem(exc.status_code, _kind_of(exc), force_str(exc.detail), **more)
    return None


def _problem(status: int, kind: str, detail: str, **more: Any) -> dict:
    return {"kind": kind, "status": status, "detail": detail, **more}


def _title(status: int) -> str:
    return HTTPStatus(status).phrase


def _kind_of(exc) -> str:
    return str(exc.default_code).replace("_", "-")


def _invalid(errors: dict[str, list[str]]) -> dict:
    detail = _("Something in what was sent has to be corrected; see “errors”.")
    return _problem(400, "invalid", detail, errors=errors)


def _stale(exc, view) -> dict:
    """412 to whoever sent If-Match, 409 to whoever sent the version in the body."""
    detail = _(
        "Somebody has changed this in the meantime. Read it again, "
        "then decide whether your change still holds."
    )
    status = 412 if preconditions.names_version(view.request) else 409
    more = view.changed_meanwhile(exc) if hasattr(view, "changed_meanwhile") else {}
    return _problem(status, "stale-record", detail, current_version=exc.current, **more)


def _refused_step(exc, view) -> dict:
    kind = "reason-required" if isinstance(exc, ReasonRequired) else "transition-not-allowed"
    allowed = view.steps_open_in(exc.status) if hasattr(view, "steps_open_in") else []
    lacking = {"problems": _lacking(exc)} if isinstance(exc, NotReady) else {}
    return _problem(
        409,
        kind,
        str(exc),
        **lacking,
        action=_plain(exc.action),
        record_status=_plain(exc.status),
        allowed_actions=allowed,
    )


def _lacking(exc: NotReady) -> list[dict[str, str]]:
    return [
        {"code": problem.code, "message": problem.message, "mend": problem.mend}
        for problem in exc.problems
    ]


def _plain(choice) -> str | None:
    return None if choice is None else str(choice)


def _messages_of(exc: ValidationError) -> dict[str, list[str]]:
    errors = exc.message_dict if hasattr(exc, "error_dict") else {NON_FIELD_ERRORS: exc.messages}
    return {_spoken(path): messages for path, messages in errors.items()}


def _spoken(path: str) -> str:
    if path == NON_FIELD_ERRORS:
        return api_settings.NON_FIELD_ERRORS_KEY
    return SPOKEN.get(path, path)


def _flattened(detail, path: tuple[str, ...] = ()) -> Iterator[tuple[str, list[str]]]:
    """DRF's nested errors as dotted paths ("hosts.0.agency"), the way services say them."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from _flattened(inner, (*path, str(name)))
    elif isinstance(detail, list) and any(isinstance(inner, dict) for inner in detail):
        for index, inner in enumerate(detail):
            yield from _flattened(inner, (*path, str(index)))
    elif detail:
        messages = detail if isinstance(detail, list) else [detail]
        steps = [step for step in path[:-1] if step != api_settings.NON_FIELD_ERRORS_KEY]
        last = path[-1:] or (api_settings.NON_FIELD_ERRORS_KEY,)
        yield ".".join([*steps, *last]), [force_str(message) for message in messages]


def _conflict(exc: IntegrityError) -> dict | None:
    """A broken rule of the database, said by the constraint's own name; others are our fault."""
    name = _constraint_of(exc)
    if name is None:
        return None
    sentence = name.replace("_", " ").capitalize()
    detail = _("This breaks a rule that always holds: %s.") % sentence
    return _problem(409, "conflict", detail, constraint=name)


def _constraint_of(exc: IntegrityError) -> str | None:
    diagnosis = getattr(exc.__cause__, "diag", None)
    if diagnosis is not None:  # PostgreSQL says which one it was
        name = diagnosis.constraint_name
        return name if name in _constraints().values() else None
    kind, _colon, rest = str(exc).partition(" constraint failed: ")
    if kind == "CHECK":
        return rest if rest in _constraints().values() else None
    return _constraints().get(rest) if kind == "UNIQUE" else None


@cache
def _constraints() -> dict[str, str]:
    """Every named constraint by the columns it is about, as SQLite words a doubled value."""
    named = {}
    for model in apps.get_models():
        columns = {field.name: field.column for field in model._meta.fields}
        for constraint in model._meta.constraints:
            about = [
                f"{model._meta.db_table}.{columns[name]}"
                for name in getattr(constraint, "fields", ())
            ]
            named[", ".join(about) or constraint.name] = constraint.name
    return named
