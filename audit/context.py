"""What is true while one change is being recorded, and during one request.

History rows take these as field defaults, so that a row written by any path inside `record`
carries who, in which role, and for which root, without the library having to be patched.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Facts:
    """Who writes, and why. `root_key` is asked once the row has its key; no story, no root.

    `root` says the same beforehand: of a new record of its own, "visits.visit:" without the key.
    """

    actor_name: str
    actor_role: str
    actor_agency: str
    user_id: int | None
    why: str
    at: datetime
    root: str = ""
    root_key: Callable[[], str] | None = None


@dataclass(frozen=True)
class Request:
    """Where a change came from: by a page or the API, and from whose machine."""

    id: str = ""
    address: str = ""
    client: str = ""


NO_REQUEST = Request()  # a command, or whatever else runs on the machine itself

_facts: ContextVar[Facts | None] = ContextVar("audit_facts", default=None)
_request: ContextVar[Request] = ContextVar("audit_request", default=NO_REQUEST)
_shown: ContextVar[set[str]] = ContextVar("audit_shown")


@contextmanager
def recording(facts: Facts) -> Iterator[None]:
    token = _facts.set(facts)
    try:
        yield
    finally:
        _facts.reset(token)


@contextmanager
def request(about: Request) -> Iterator[None]:
    token, shown = _request.set(about), _shown.set(set())
    try:
        yield
    finally:
        _request.reset(token)
        _shown.reset(shown)


def show(kind: str) -> None:
    """Say that this request shows something whose readers are written down."""
    _shown.get(set()).add(kind)


def shown() -> frozenset[str]:
    return frozenset(_shown.get(set()))


def is_recording() -> bool:
    """Whether a story is being written; what has none may be written by `acting` alone."""
    facts = _facts.get()
    return facts is not None and facts.root_key is not None


def actor_name() -> str:
    facts = _facts.get()
    return facts.actor_name if facts else ""


def actor_role() -> str:
    facts = _facts.get()
    return facts.actor_role if facts else ""


def actor_agency() -> str:
    facts = _facts.get()
    return facts.actor_agency if facts else ""


def root_key() -> str:
    facts = _facts.get()
    return facts.root_key() if facts and facts.root_key else ""


def request_id() -> str:
    return _request.get().id


def client_address() -> str:
    return _request.get().address


def client_kind() -> str:
    """Nothing where nobody records: a migration must not say of old entries what nobody knows."""
    return _request.get().client or ("command" if _facts.get() else "")


def as_text() -> str:
    """The facts as the journal keeps them: JSON, with the names that they have in the story.

    Nothing but "{}" where nobody said who writes, so that this can be told from a recorded change.
    """
    facts = _facts.get()
    if facts is None:
        return "{}"
    told = {
        "actor_name": facts.actor_name,
        "actor_role": facts.actor_role,
        "actor_agency": facts.actor_agency,
        "history_user_id": facts.user_id,
        "history_change_reason": facts.why,
        "request_id": request_id(),
        "client_address": client_address(),
        "client_kind": client_kind(),
        "root_key": facts.root,
        "at": facts.at.isoformat(),
        "story": facts.root_key is not None,
    }
    return json.dumps(told, ensure_ascii=False)
