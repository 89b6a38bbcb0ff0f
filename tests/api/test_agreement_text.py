"""Articles, revisions, comparison, blame, comments and initials by API."""

import pytest

from agreements.services import comment
from cooperation.permissions import Role
from tests.api.world import SECRET, make_world
from tests.builders import make_person


@pytest.fixture
def world(house):
    return make_world(house)


@pytest.fixture
def legal(world, as_program):
    return as_program(world.house.budi)


@pytest.fixture
def reader(world, as_program):
    """Somebody of Batang who looks after agreements."""
    return as_program(make_person("hukum.batang", world.house.batang, Role.LEGAL))


def at(world, rest):
    return f"/api/v1/agreements/{world['agreements'].pk}/{rest}"


def test_the_articles_are_numbered_and_have_keys(world, legal):
    first, *_others = legal.get(at(world, "articles/")).json()["results"]

    assert (first["number"], first["heading"]) == (1, "Maksud dan Tujuan")
    (paragraph,) = first["paragraphs"]
    assert (paragraph["text"], paragraph["depth"]) == (f"{SECRET} 1.1", 0)
    assert paragraph["key"] not in (0, first["key"])


def test_the_comparison_comes_as_data_or_as_paper(world, legal):
    world.sent_to_the_partner(world["agreements"])

    data = legal.get(at(world, "redline/?from=library&to=1"))
    paper = legal.get(at(world, "redline/?from=1&to=1"), headers={"accept": "application/pdf"})
    wrong = legal.get(at(world, "redline/?from=5&to=1"))

    assert data.json()["from"] == "library"
    assert {one["kind"] for one in data.json()["articles"]} == {"added"}
    assert paper.content.startswith(b"%PDF")
    assert (wrong.status_code, list(wrong.json()["errors"])) == (400, ["from"])


def test_a_comment_is_written_answered_and_settled(world, legal):
    key = legal.get(at(world, "articles/")).json()["results"][0]["paragraphs"][0]["key"]

    said = legal.post(at(world, "comments/"), {"body": "Perjelas", "key": key})
    answer = {"body": "Baik", "answer_to": said.json()["id"]}
    answered = legal.post(at(world, "comments/"), answer)
    settled = legal.post(at(world, f"comments/{said.json()['id']}/move/"), {"action": "resolve"})

    assert (said.status_code, said.json()["quote"]) == (201, f"{SECRET} 1.1")
    assert answered.status_code == 201
    assert settled.json()["status"] == "resolved"
    assert legal.get(at(world, "comments/")).json()["count"] == 3


def test_the_order_of_the_initials_is_sent_as_a_whole(world, legal):
    steps = [{"position": "Kabag Hukum"}, {"position": "Sekda"}]

    answer = legal.post(at(world, "review-steps/"), {"steps": steps})

    assert [one["position"] for one in answer.json()["results"]] == ["Kabag Hukum", "Sekda"]


def test_the_checks_say_what_is_wrong_and_how_to_mend_it(world, legal):
    problems = legal.get(at(world, "checks/")).json()["results"]

    missing = next(one for one in problems if one["code"] == "no_signatory")
    assert missing["weight"] == "blocks"
    assert missing["mend"]


def test_the_partner_reads_the_text_that_was_sent_and_not_how_it_came_about(world, legal, reader):
    agreement = world.sent_to_the_partner(world["agreements"])
    comment(agreement, body=SECRET, by=world.house.budi)

    assert reader.get(at(world, "articles/")).json()["count"] > 1
    assert reader.get(at(world, "revisions/")).json()["count"] == 1
    assert reader.get(at(world, "redline/")).status_code == 200
    assert reader.get(at(world, "redline/?to=draft")).status_code == 400
    for hidden in ("comments/", "initials/", "review-steps/", "checks/", "blame/"):
        assert legal.get(at(world, hidden)).status_code == 200
        assert reader.get(at(world, hidden)).status_code == 404
    told = reader.get(at(world, "")).json()["articles"][0]
    assert set(told) == {"id", "heading", "body"}
