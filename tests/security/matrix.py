"""Who gets in where: every subject asks every address of the API, and the answers are a table.

The table is kept in docs/permissions.md, where a person can read and judge it. Nothing here looks
at the policy.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from django.urls import URLPattern
from rest_framework.test import APIClient

from accounts.models import Area
from accounts.services import issue_token
from api.urls import router, urlpatterns
from audit.recording import record
from cooperation.permissions import Role
from tests.builders import TEST, make_person
from tests.hostile.bodies import addresses
from tests.hostile.everything import Everything
from tests.uploads import a_picture

MISSING = 999_999
UPLOADED = {"note": "coba", "kind": "letter"}
FIGURES = re.compile(r"reports/(?!follow-up-status)[a-z-]+/")

# What a change is sent with: nothing at all would be refused before it is asked whose it is.
CHANGES = {
    "visits": {"theme": "Baru", "note": "Keliru"},
    "candidates": {"title": "Baru"},
    "follow-ups": {"title": "Baru"},
    "adoptions": {"local_name": "Baru"},
    "innovations": {"description": "Baru"},
    "templates": {"name": "Baru"},
}
QUERIES = {"as_of": {"as_of": "2040-01-01T00:00Z"}, "check": {"sha256": "0" * 64}}
RECORDS = {"measure": "topics"}

SIGNS = {400: "?", 401: "x", 403: "-", 404: "0", 405: "m"}
LET_IN, NOTHING, FAILED = "+", "o", "!"
MISSED_BY = "protocol"  # one role looks for what is not there; the others would read the same


@dataclass(frozen=True)
class Route:
    method: str
    path: str  # with names in braces
    action: str
    prefix: str

    def __str__(self):
        return f"{self.method.upper()} {self.path}"

    @property
    def is_about_one(self) -> bool:
        return "{" in self.path


def routes() -> Iterator[Route]:
    """Every address with every method that it takes; what is not listed here is not served."""
    for pattern in urlpatterns:
        if not isinstance(pattern, URLPattern):
            continue
        text = str(pattern.pattern).lstrip("^").rstrip("$").removesuffix(r"\Z")
        path = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"{\1}", text)
        if not path:
            continue  # the last one, for what is not there
        actions = getattr(pattern.callback, "actions", None)
        for method in sorted(set(actions or ("get",)) - {"head"}):
            action = actions[method] if actions else ""
            if not FIGURES.match(path) or path.startswith("reports/funnel/"):
                # All reports are one view: tests/api/test_figures.py asks each of them.
                yield Route(method, path, action, path.split("/")[0])


@dataclass(frozen=True)
class Subject:
    name: str
    # own, partner, foreign → somebody of that house; one for all where it makes no difference.
    clients: dict[str, APIClient]


def subjects(everything: Everything) -> list[Subject]:
    house = everything.world.house
    unit = {Role.UNIT: house.bappeda}
    found = [
        Subject("nobody", {"own": APIClient()}),
        Subject("inactive", {"own": _inactive(house)}),
    ]
    for role in Role:
        own = unit.get(role, house.depok)
        at = {"own": own, "partner": house.batang, "foreign": house.elsewhere}
        clients = {
            near: _program(make_person(f"{role}-{near}", agency, role), Area)
            for near, agency in at.items()
        }
        found.append(Subject(role.value, clients))
    people = {"own": house.sari, "partner": house.bima, "foreign": house.tono}
    for name, writes in (("read key", []), ("visits key", [Area.VISITS])):
        clients = {near: _program(person, writes) for near, person in people.items()}
        found.append(Subject(name, clients))
    return found


def _program(person, writes) -> APIClient:
    key, _token = issue_token(person, name="matriks", writes=writes)
    said = {"accept-language": "en", "if-match": "*"}
    return APIClient(HTTP_AUTHORIZATION=f"Token {key}", headers=said)


def _inactive(house) -> APIClient:
    person = make_person("gone", house.depok, *Role)
    client = _program(person, Area)
    person.is_active = False
    record(person, by=TEST)
    return client


class Asking:
    """Sends what each address wants, of the records of Depok."""

    def __init__(self, everything: Everything):
        self.everything = everything
        self.sent = {(each.prefix, each.action): each for each in addresses(everything)}

    def sign(self, client: APIClient, route: Route, *, missing=False) -> str:
        answer = self._send(client, route, missing)
        status = answer.status_code
        if answer.streaming:
            answer.getvalue()  # a file is closed once it is read
        if route.action == "bulk" and status in (200, 409):
            status = answer.json()["results"][0]["status"]
        if status in SIGNS:
            return SIGNS[status]
        if status >= 500:
            return FAILED
        return NOTHING if status == 200 and _is_empty(answer) else LET_IN

    def _send(self, client, route, missing):
        body = self.sent.get((route.prefix, route.action))
        if route.method == "get" or body is None:
            at = self._address(route, missing)
            return self._plain(client, route, at)
        content = body.body | ({"discussions": []} if str(body) == "visits create" else {})
        if route.action == "bulk":
            create = self.sent[route.prefix, "create"].body
            create = create | ({"discussions": []} if route.prefix == "visits" else {})
            content = {"mode": "all_or_nothing", "rows": [{"create": create}]}
        if route.action == "partial_update":
            content = content | CHANGES.get(route.prefix, {})
        if route.action == "party":
            content = {"signatory_name": "Lani"}
        at = f"/api/v1/{route.prefix}/{body.path}"
        if missing:
            at = re.sub(r"/\d+/", f"/{MISSING}/", at)
        send: Callable = getattr(client, body.method)
        return send(f"{at}?dry_run=1", content, format="json")

    def _plain(self, client, route, at):
        if route.method == "get":
            query = RECORDS if route.path.endswith("records/") else QUERIES.get(route.action)
            return client.get(at, query)
        facts = {name: value for name, value in UPLOADED.items() if name in self._fields(route)}
        return client.post(f"{at}?dry_run=1", {"file": a_picture()} | facts, format="multipart")

    def _fields(self, route):
        viewset = next(each for prefix, each, _name in router.registry if prefix == route.prefix)
        return viewset.sent[route.action]().fields

    def _address(self, route, missing):
        world = self.everything.world
        parts = {
            "attachment": world["visits"].attachments,
            "discussion": world["visits"].discussions,
            "party": world["agreements"].parties,
            "comment": world["agreements"].comments,
        }

        def named(found) -> str:
            if missing:
                return str(MISSING)
            rows = parts.get(found[1])
            return str(rows.first().pk if rows else self._record(route).pk)

        return "/api/v1/" + re.sub(r"{(\w+)}", named, route.path)

    def _record(self, route):
        if route.prefix in self.everything.world.records:
            return self.everything[route.prefix]
        viewset = next(each for prefix, each, _name in router.registry if prefix == route.prefix)
        return viewset.queryset.first()


def _is_empty(answer) -> bool:
    """A list without a row, or figures of nothing."""
    if answer.get("Content-Type") != "application/json":
        return False
    told = answer.json()
    if isinstance(told, dict) and "figures" in told.get("total", {}):
        return not any(each["value"] for each in told["total"]["figures"])
    return isinstance(told, dict) and told.get("results") == []


def table(everything: Everything, routes) -> dict[str, dict[str, str]]:
    """route → subject → what they are told of an own, a partner's, a foreign, a missing record."""
    asking, found = Asking(everything), {}
    people = subjects(everything)
    for route in routes:
        cells = found[str(route)] = {}
        for subject in people:
            ask = partial(asking.sign, route=route)
            signs = [ask(client) for client in subject.clients.values()]
            if subject.name == MISSED_BY and route.is_about_one:
                signs.append(ask(subject.clients["own"], missing=True))
            cells[subject.name] = "".join(signs)
    return found
