"""Who gets in where, on pages: every subject reads every page, and sends every form empty.

The table is kept in docs/permissions-pages.md. Nothing here looks at the policy.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from audit.models import JournalEntry
from audit.recording import record
from cooperation.permissions import Role
from tests.builders import TEST, make_person
from tests.hostile.everything import Everything
from tests.hostile.test_pages import arguments

# The API has a table of its own; the rest asks for a password, or is there for everybody.
ELSEWHERE = re.compile(r"^(accounts|admin|api|calendar|verify)/|^health/$")
SIGNS = {400: "+", 403: "-", 404: "0", 405: "m"}
FAILED, DONE = "!", "w"


@dataclass(frozen=True)
class Page:
    method: str
    path: str  # as in the list of addresses
    name: str

    def __str__(self):
        return f"{self.method.upper()} /{self.path}"


def pages() -> Iterator[Page]:
    for path, name in _routes(get_resolver()):
        for method in ("get", "post"):
            yield Page(method, path, name)


def _routes(resolver, prefix="") -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        at = f"{prefix}{entry.pattern}"
        if isinstance(entry, URLResolver):
            yield from _routes(entry, at)
        elif isinstance(entry, URLPattern) and not ELSEWHERE.match(at):
            yield at, entry.name


def subjects(everything: Everything) -> dict[str, list[Client]]:
    """Name → somebody of the house that keeps the records, of its partner, of a foreign one."""
    house = everything.world.house
    gone = make_person("gone", house.depok, *Role)
    gone.is_active = False
    record(gone, by=TEST)
    found = {"nobody": [Client()], "inactive": [_signed_in(gone)]}
    for role in Role:
        own = house.bappeda if role == Role.UNIT else house.depok
        found[role.value] = [
            _signed_in(make_person(f"{role}-{place}", agency, role))
            for place, agency in enumerate((own, house.batang, house.elsewhere))
        ]
    return found


def _signed_in(person) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def table(everything: Everything, some) -> dict[str, dict[str, str]]:
    people = subjects(everything)
    return {
        str(page): {
            name: "".join(_sign(client, page, everything) for client in clients)
            for name, clients in people.items()
        }
        for page in some
    }


def _sign(client, page, everything) -> str:
    # A form that is sent empty may be right: nothing of it stays for whoever comes next.
    with transaction.atomic():
        before = JournalEntry.objects.count()
        answer = getattr(client, page.method)(_address(page, everything))
        if JournalEntry.objects.count() > before:
            transaction.set_rollback(True)
            return DONE
        if answer.streaming:
            answer.getvalue()
        transaction.set_rollback(True)
    if answer.status_code >= 500:
        return FAILED
    target = answer.headers.get("Location", "").partition("?")[0]
    if answer.status_code == 302 and target == resolve_url(settings.LOGIN_URL):
        return "x"
    return SIGNS.get(answer.status_code, "+")


MISSING = 999_999
# Papers, whose keys are no part of what the pages are about: one that is not there.
PAPERS = re.compile(r"/(issued|papers|signed|copies)/")


def _address(page, everything) -> str:
    if PAPERS.search(page.path):
        places = {"pk": everything[page.path.split("/")[0]].pk}
    else:
        places = arguments(everything, page.path)[0]
    wanted = re.findall(r"<(\w+):(\w+)>", page.path)
    usual = {"int": MISSING, "slug": "memorandum"}
    return reverse(page.name, kwargs={name: places.get(name, usual[kind]) for kind, name in wanted})
