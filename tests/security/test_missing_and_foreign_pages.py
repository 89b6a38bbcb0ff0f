"""A page of others answers Tono as one that does not exist: the same bytes, the same queries."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cooperation.models import ImportKind, NoticeKind
from cooperation.permissions import Permission, Role
from cooperation.services.imports import begin_import
from cooperation.services.notices import tell
from tests.api.world import make_world
from tests.builders import make_person
from tests.visits.builders import House
from visits.models import PaperKind
from visits.services import add_participant

MISSING = 999_999
# The records of a page's address, by the name of the page; what it is about is another's.
OTHERS = ("admin", "accounts", "api")
# An agency is for everybody to see, and its letterhead for those who arrange it: 403.
PUBLIC = {"agency", "letterhead", "letterhead_sample"}
# Pages about a record of another kind than they are called by.
ELSEWHERE = {
    "follow_up_new": "candidates",
    "adoption_new": "candidates",
    "clause_choices": "agreements",
    **dict.fromkeys(("initials_sheet", "compare_signed", "signed_copy", "sign_here"), "agreements"),
}


def pages(resolver=None, route=""):
    """(name, names of the arguments) of every page that names a record."""
    for entry in (resolver or get_resolver()).url_patterns:
        here = route + str(entry.pattern)
        if isinstance(entry, URLResolver):
            if not here.startswith(OTHERS):
                yield from pages(entry, here)
        elif isinstance(entry, URLPattern) and "pk" in entry.pattern.converters:
            yield entry.name, list(entry.pattern.converters)


@pytest.fixture
def world(db):
    house = House()
    make_person("tono", house.elsewhere, *(role for role in Role if role != Role.PROTOCOL))
    world = make_world(house)
    add_participant(world["visits"], agency=house.batang, name="Ajudan", by=house.sari)
    return world


@pytest.fixture
def tono(world):
    # The key of a form would differ from page to page; who has none yet is sent none.
    client = Client(raise_request_exception=False)
    client.force_login(world.house.tono)
    return client


def addresses(world, name, converters):
    """The page of a record of Depok's, and the one of a record that is not there."""
    prefix = {
        "visit": "visits",
        "candidate": "candidates",
        "agreement": "agreements",
        "party": "agreements",
        "follow": "follow-ups",
        "adoption": "adoptions",
        "measurement": "candidates",
        "innovation": "innovations",
        "clause": "clauses",
        "template": "templates",
        "number": "number-reservations",
        **dict.fromkeys(("comment", "review", "draft", "monitoring"), "agreements"),
    }
    if name in ("history", "history_sheet", "history_as_of", "history_restore", "readings"):
        for kind, key in (
            ("visit", "visits"),
            ("candidate", "candidates"),
            ("agreement", "agreements"),
            ("innovation", "innovations"),
        ):
            yield reverse(name, args=[kind, world[key].pk]), reverse(name, args=[kind, MISSING])
        return
    first = name.split("_")[0]
    if first == "import":
        batch = bring_in(world.house.sari, world.house.depok)
        yield reverse(name, args=[batch.pk]), reverse(name, args=[MISSING])
        return
    if first == "notice":
        tell([world.house.sari], world["follow-ups"], NoticeKind.ASSIGNED)
        mine = world.house.sari.notice_deliveries.first()
        yield reverse(name, args=[mine.pk]), reverse(name, args=[MISSING])
        return
    key = ELSEWHERE.get(name) or prefix[first]
    kinds = ("hosts", "delegations", "participants", "stops", "discussions")
    if name.startswith("visit_paper"):
        kinds = tuple(PaperKind)
    for kind in kinds if "kind" in converters else ("",):
        parts = {"kind": kind} if kind else {}
        inner = [one for one in converters if one not in ("pk", "kind")]
        parts |= {one: part_of(world, name, one, kind) for one in inner}
        theirs = {"pk": world[key].pk, **parts}
        yield reverse(name, kwargs=theirs), reverse(name, kwargs=theirs | {"pk": MISSING})


def bring_in(by, owner):
    return begin_import(
        owner=owner,
        kind=ImportKind.VISITS,
        permission=Permission.VISIT_LOG,
        name="buku tamu.xlsx",
        sha256="1" * 64,
        rows=[(2, {"day": "2022-07-12"})],
        by=by,
    )


def part_of(world, name, argument, kind):
    if argument == "comment":
        return world["agreements"].comments.first().pk
    if argument in ("issued", "copy"):
        return 1
    if argument == "party":
        return world["agreements"].parties.first().pk
    if kind:
        return getattr(world["visits"], kind).first().pk
    return world["visits"].discussions.first().pk


def ask(client, method, address):
    with CaptureQueriesContext(connection) as queries:
        answer = getattr(client, method)(address)
    # Each answer has a name of its own, and may be given a second later than the other.
    own = {"X-Request-ID", "Expires"}
    headers = {name: value for name, value in answer.headers.items() if name not in own}
    return answer.status_code, answer.content, headers, len(queries)


def test_a_page_of_others_answers_exactly_as_a_missing_one(world, tono):
    tono.get(reverse("home"))  # what is cached on the first request is not part of the question
    seen = 0
    for name, converters in pages():
        if name in PUBLIC:
            continue
        for theirs, missing in addresses(world, name, converters):
            for method in ("get", "post"):
                told = ask(tono, method, theirs)
                assert told == ask(tono, method, missing), (method, theirs)
                assert told[0] in (404, 405), (method, theirs)
                seen += 1
    assert seen > 60
