"""Tono works elsewhere. For him what Depok keeps is not there, by whatever way he asks."""

import re

import pytest
from django.urls import URLPattern

from api.urls import router
from cooperation.permissions import Role
from cooperation.services import edit_innovation
from tests.api.world import SECRET, make_world
from tests.builders import make_person

PUBLIC = ("regions", "affairs", "agencies")
MISSING = 999_999
ROUTES = [pattern for pattern in router.urls if isinstance(pattern, URLPattern)]
SCOPED = [prefix for prefix, _viewset, _name in router.registry if prefix not in PUBLIC]


@pytest.fixture
def world(house):
    """Tono may do everything, at his own agency: what stops him is not his role."""
    make_person("tono", house.elsewhere, *(role for role in Role if role != Role.PROTOCOL))
    return make_world(house)


def ways_in():
    """Every route that names a record, with each of its methods."""
    for pattern in ROUTES:
        prefix = str(pattern.pattern).lstrip("^").split("/")[0]
        if prefix in SCOPED and "pk" in pattern.pattern.regex.groupindex:
            for method in sorted(set(pattern.callback.actions) - {"head"}):
                yield prefix, pattern, method


def address(pattern, ids):
    """The route's address with these ids in place of its groups."""
    text = str(pattern.pattern).lstrip("^").rstrip("$").removesuffix(r"\Z")
    for name, value in ids.items():
        text = re.sub(rf"\(\?P<{name}>(?:[^()]|\([^()]*\))*\)", str(value), text)
    return f"/api/v1/{text}"


def told(answer):
    """All that an answer tells, but for the number that each request gets."""
    headers = {name: value for name, value in answer.headers.items() if name != "X-Request-ID"}
    return answer.status_code, answer.content, headers


def ids_of(world, prefix, pattern):
    agreement = world["agreements"]
    parts = {
        "discussion": world["visits"].discussions,
        "party": agreement.parties,
        "comment": agreement.comments,
        "attachment": world["visits"].attachments,
    }
    named = [name for name in pattern.pattern.regex.groupindex if name in parts]
    return {"pk": world[prefix].pk} | {name: parts[name].first().pk for name in named}


def test_a_foreign_record_answers_exactly_as_a_missing_one(world, tono):
    ways = list(ways_in())
    assert len(ways) > len(SCOPED)

    for prefix, pattern, method in ways:
        ids = ids_of(world, prefix, pattern)
        foreign = getattr(tono, method)(address(pattern, ids))
        missing = getattr(tono, method)(address(pattern, dict.fromkeys(ids, MISSING)))

        assert foreign.status_code == 404, (method, pattern, foreign.content)
        assert told(foreign) == told(missing), (method, pattern)


def test_the_same_routes_are_there_for_sari(world, sari):
    """Or else the test above would be content with addresses that lead nowhere."""
    for prefix, pattern, method in ways_in():
        answer = getattr(sari, method)(address(pattern, ids_of(world, prefix, pattern)), {})

        told = answer.getvalue() if answer.streaming else answer.content
        assert answer.status_code != 404, (method, pattern, told)


def test_no_list_and_no_search_holds_anything_for_tono(world, tono):
    for prefix in SCOPED:
        empty = tono.get(f"/api/v1/{prefix}/").json()
        found = tono.get(f"/api/v1/{prefix}/", {"search": SECRET})
        counted = tono.get(f"/api/v1/{prefix}/", {"count": "exact"}).json()

        assert empty == {"next": None, "previous": None, "results": []}
        assert counted["count"] == 0
        assert found.status_code == 400 or found.json() == empty


def test_no_filter_tells_a_hidden_id_from_a_missing_one(world, tono):
    asked = set()
    for prefix, viewset, _name in router.registry:
        for name in set(viewset.filterset_class.base_filters) & set(hidden_ids(world)):
            hidden = tono.get(f"/api/v1/{prefix}/", {name: hidden_ids(world)[name]})
            missing = tono.get(f"/api/v1/{prefix}/", {name: MISSING})

            assert told(hidden) == told(missing), (prefix, name)
            asked.add(name)
    assert asked == set(hidden_ids(world))


def hidden_ids(world):
    """What a filter or a body may name, and the id that Depok's one bears."""
    kept = {
        name: world[f"{name}s"].pk for name in ("innovation", "topic", "indicator", "candidate")
    }
    return kept | {"assignee": world.house.sari.pk}


WRITES = [
    ("candidates", "innovation"),
    ("candidates", "topic"),
    ("candidates", "indicator"),
    ("follow-ups", "candidate"),
    ("follow-ups", "assignee"),
    ("adoptions", "candidate"),
    ("measurements", "candidate"),
    ("measurements", "indicator"),
    ("agreements", "candidate"),
    ("agreements", "parent"),
]


def test_no_body_tells_a_hidden_id_from_a_missing_one(world, tono):
    kept = hidden_ids(world) | {"parent": world["agreements"].pk}

    for prefix, name in WRITES:
        hidden = tono.post(f"/api/v1/{prefix}/", {name: kept[name]})
        missing = tono.post(f"/api/v1/{prefix}/", {name: MISSING})

        assert name in hidden.json()["errors"], hidden.content
        assert told(hidden) == told(missing)


def test_tono_cannot_write_in_the_name_of_depok(world, tono):
    house = world.house
    visit = {
        "owner": house.depok.pk,
        "hosts": [{"agency": house.depok.pk}],
        "delegations": [{"agency": house.elsewhere.pk}],
    }

    answers = [
        tono.post("/api/v1/visits/", visit),
        tono.post("/api/v1/topics/", {"owner": house.depok.pk, "name": f"{SECRET} 1.1"}),
        tono.post("/api/v1/topics/", {"owner": house.depok.pk, "name": "Belum ada"}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert answers[1].content == answers[2].content


def test_a_report_counts_nothing_of_depok_for_tono(world, tono):
    report = tono.get("/api/v1/reports/follow-up-status/").json()

    assert report["candidates"]["total"] == report["follow_ups"]["total"] == 0
    assert report["conversion"]["topics_discussed"] == 0


def test_a_published_innovation_is_there_for_everybody_but_its_story_is_not(world, tono):
    edit_innovation(world["innovations"], by=world.house.sari, changes={"published": True})
    at = f"/api/v1/innovations/{world['innovations'].pk}/"

    assert tono.get(at).json()["name"] == f"{SECRET} 1.1"
    assert tono.get(f"{at}history/").json() == {"more": False, "results": []}
    assert tono.patch(at, {"name": "Milik Tono"}).status_code == 403


def test_no_step_of_a_review_tells_who_has_an_account_elsewhere(world, as_program):
    house = world.house
    budi, at = as_program(house.budi), f"/api/v1/agreements/{world['agreements'].pk}/review-steps/"

    def asked(person):
        return budi.post(at, {"steps": [{"position": "Kabag Hukum", "person": person}]})

    assert told(asked(house.bima.pk)) == told(asked(MISSING))
    assert asked(house.bima.pk).status_code == 400
