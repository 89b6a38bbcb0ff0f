"""Nobody changes by API what somebody else changed meanwhile, unless they say that they mean to."""

import pytest
from rest_framework.test import APIClient

from accounts.models import Area
from accounts.services import issue_token
from audit.recording import record
from cooperation.services.moves import share
from tests.api.test_refusals import problem
from tests.api.world import make_world
from tests.builders import TEST
from visits.services import edit_visit


@pytest.fixture
def visit(house):
    return house.log()


@pytest.fixture
def careful(house):
    """Sari's program, which says nothing of versions by itself."""
    key, _token = issue_token(house.sari, name="careful", writes=Area)
    return APIClient(HTTP_AUTHORIZATION=f"Token {key}", HTTP_ACCEPT_LANGUAGE="en")


def at(visit, rest=""):
    return f"/api/v1/visits/{visit.pk}/{rest}"


def test_what_is_read_bears_its_version_and_an_edit_names_it(visit, careful):
    tag = careful.get(at(visit))["ETag"]

    answer = careful.patch(at(visit), {"theme": "Stunting"}, headers={"if-match": tag})

    assert answer.status_code == 200, answer.content
    assert answer["ETag"] == f'"{visit.version + 1}"'
    assert answer.json()["version"] == visit.version + 1


def test_without_a_version_nothing_is_changed(visit, careful):
    problem(careful.patch(at(visit), {"theme": "Stunting"}), 428)
    told = problem(careful.post(at(visit, "move/"), {"action": "accept"}), 428)

    assert "ETag" in told["detail"]
    visit.refresh_from_db()
    assert visit.theme != "Stunting"


def test_who_comes_too_late_learns_what_changed_and_what_of_it_is_theirs(visit, careful, house):
    tag = careful.get(at(visit))["ETag"]
    changes = {"theme": "Sampah", "letter_number": "050/9"}
    edit_visit(visit, changes=changes, by=house.sari, why="salah ketik")

    answer = careful.patch(
        at(visit), {"theme": "Stunting", "summary": "Belajar"}, headers={"if-match": tag}
    )

    told = problem(answer, 412)
    assert told["current_version"] == visit.version + 1
    assert {"theme", "letter_number"} <= set(told["changed_fields"])
    assert told["conflicting_fields"] == ["theme"]


def test_a_step_that_comes_too_late_is_not_taken(visit, careful, house):
    tag = careful.get(at(visit))["ETag"]
    edit_visit(visit, changes={"theme": "Sampah"}, by=house.sari, why="salah ketik")

    answer = careful.post(at(visit, "move/"), {"action": "accept"}, headers={"if-match": tag})

    problem(answer, 412)


def test_the_version_in_the_body_counts_as_well_and_is_refused_with_409(visit, careful, house):
    seen = careful.get(at(visit)).json()["version"]
    edit_visit(visit, changes={"theme": "Sampah"}, by=house.sari, why="salah ketik")

    told = problem(careful.patch(at(visit), {"theme": "Stunting", "version": seen}), 409)

    assert told["conflicting_fields"] == ["theme"]


@pytest.mark.parametrize("tag", ["7", "W/“7”", '"7", "8"', 'W/"7"', '"x"', ""])
def test_what_is_no_etag_of_ours_is_told(visit, careful, tag):
    answer = careful.patch(
        at(visit), {"theme": "x"}, headers={"if-match": tag.encode().decode("latin-1")}
    )

    assert "If-Match" in problem(answer, 400)["errors"]


def test_two_versions_in_one_request_are_refused(visit, careful):
    answer = careful.patch(at(visit), {"theme": "x", "version": 1}, headers={"if-match": '"2"'})

    assert "version" in problem(answer, 400)["errors"]


def test_an_etag_is_not_ignored_where_only_a_part_is_changed(visit, careful):
    tag = careful.get(at(visit))["ETag"]

    answer = careful.post(at(visit, "memorandum/prepare/"), {}, headers={"if-match": tag})

    assert "If-Match" in problem(answer, 400)["errors"]


def test_a_partner_is_told_nothing_of_what_changed(visit, house, as_program):
    """Who may not edit is refused for that, before anybody looks at versions."""
    share(visit)
    record(visit, by=TEST)
    edit_visit(visit, changes={"theme": "Sampah"}, by=house.sari, why="salah ketik")
    bima = as_program(house.bima)
    assert bima.get(at(visit)).status_code == 200

    told = problem(bima.patch(at(visit), {"theme": "x"}, headers={"if-match": '"1"'}), 403)

    assert "changed_fields" not in told


def test_a_promise_that_was_changed_meanwhile_is_told_as_well(house, as_program):
    """Its shape leaves out nothing, and its record has no owner of its own."""
    promise = make_world(house)["follow-ups"]
    client, at = as_program(house.kerja), f"/api/v1/follow-ups/{promise.pk}/"
    tag = client.get(at)["ETag"]
    client.patch(at, {"title": "Kirim KAK dan data"})

    told = problem(client.patch(at, {"title": "Kirim data"}, headers={"if-match": tag}), 412)

    assert told["conflicting_fields"] == ["title"]
