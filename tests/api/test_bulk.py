"""A thousand rows in one request: each as if it had been sent alone, and each told what became of
it."""

import pytest

from api.urls import router
from cooperation.models import Topic
from tests.api.test_refusals import problem
from tests.api.world import make_world
from tests.builders import make_affair, make_topic
from visits.models import Visit

TOPICS = "/api/v1/topics/bulk/"
VISITS = "/api/v1/visits/bulk/"
BULK = [prefix for prefix, viewset, _name in router.registry if "bulk" in viewset.sent]


def topic(name, **facts):
    return {"create": {"name": name, "affair": make_affair().pk} | facts}


def visit(house, **facts):
    sides = {"hosts": [{"agency": house.depok.pk}], "delegations": [{"agency": house.batang.pk}]}
    return {"create": sides | facts}


def send(client, url, *rows, mode="all_or_nothing", **options):
    return client.post(url, {"mode": mode, "rows": list(rows)}, **options)


def test_all_rows_are_done_and_told_in_their_order(house, sari):
    told = send(sari, TOPICS, topic("Stunting"), topic("Litbang")).json()

    assert (told["done"], told["refused"]) == (2, 0)
    assert [row["status"] for row in told["results"]] == [201, 201]
    assert [Topic.objects.get(pk=row["id"]).name for row in told["results"]] == [
        "Stunting",
        "Litbang",
    ]


def test_all_or_nothing_does_nothing_where_one_row_is_wrong(house, sari):
    told = problem(send(sari, TOPICS, topic("Stunting"), topic(""), topic("Litbang")), 409)

    assert told["type"] == "urn:jejak:problem:bulk-refused"
    assert [row["status"] for row in told["results"]] == [201, 400, 201]
    assert list(told["results"][1]["problem"]["errors"]) == ["name"]
    assert [row["id"] for row in told["results"]] == [None, None, None]
    assert not Topic.objects.exists()


def test_best_effort_does_what_can_be_done(house, sari):
    told = send(sari, TOPICS, topic("Stunting"), topic(""), mode="best_effort").json()

    assert (told["done"], told["refused"]) == (1, 1)
    assert told["results"][1]["problem"]["status"] == 400
    assert Topic.objects.get().name == "Stunting"


def test_rows_are_changed_only_in_the_version_that_was_seen(house, sari):
    first, second = house.log(theme="Satu"), house.log(theme="Dua")
    rows = [
        {"id": first.pk, "change": {"theme": "Satu lagi", "version": first.version}},
        {"id": second.pk, "change": {"theme": "Dua lagi", "version": 99}},
        {"id": second.pk, "change": {"theme": "Dua lagi"}},
    ]

    told = send(sari, VISITS, *rows, mode="best_effort").json()

    assert [row["status"] for row in told["results"]] == [200, 409, 428]
    assert told["results"][0]["version"] == first.version + 1
    assert told["results"][1]["problem"]["current_version"] == second.version
    second.refresh_from_db()
    assert second.theme == "Dua"


def test_each_row_leaves_its_own_history(house, sari):
    told = send(sari, VISITS, visit(house, theme="Satu"), visit(house, theme="Dua")).json()

    for row in told["results"]:
        (entry,) = Visit.history.filter(id=row["id"])
        assert entry.history_user == house.sari


def test_what_is_foreign_answers_as_what_is_missing(house, sari):
    theirs = make_topic(house.elsewhere, "Rahasia")
    visit_there = house.log(
        owner=house.elsewhere, by=house.tono, hosts=[{"agency": house.elsewhere}]
    )
    changes = [{"id": pk, "change": {"theme": "x", "version": 1}} for pk in (visit_there.pk, 999)]

    told = send(sari, VISITS, *changes, mode="best_effort").json()["results"]

    assert told[0]["status"] == 404
    assert told[0]["problem"] == told[1]["problem"]
    assert theirs.pk


@pytest.mark.parametrize("prefix", BULK)
def test_nobody_writes_rows_in_the_name_of_another_agency(prefix, house, tono):
    make_world(house)
    row = {"create": {"owner": house.depok.pk}}

    answer = send(tono, f"/api/v1/{prefix}/bulk/", row, mode="best_effort")

    assert answer.status_code in (200, 403)
    if answer.status_code == 200:
        assert answer.json()["done"] == 0


def test_a_reader_may_send_no_rows(house, as_program):
    problem(send(as_program(house.ratna), TOPICS, topic("Stunting")), 403)


WRONG = [
    {}, {"create": {}, "change": {}}, {"change": {}}, {"id": 1, "create": {}}, {"id": 1}, 1, None,
    [], {"create": []}, {"id": 2**70, "change": {}}, {"id": "x", "change": {}}, {"delete": {}},
]  # fmt: skip


@pytest.mark.parametrize("row", WRONG)
def test_a_row_of_no_kind_is_told(row, house, sari):
    (told,) = send(sari, VISITS, row, mode="best_effort").json()["results"]

    assert told["status"] == 400
    assert told["problem"]["errors"]


def test_too_many_rows_none_and_no_mode_are_refused(house, sari):
    problem(send(sari, TOPICS), 400)
    problem(send(sari, TOPICS, *([{}] * 1_001)), 400)
    assert "mode" in problem(sari.post(TOPICS, {"rows": [{}]}), 400)["errors"]


def test_what_can_only_be_added_cannot_be_changed(house, sari):
    kept = make_topic(house.depok)

    row = {"id": kept.pk, "change": {"name": "Lain", "version": kept.version}}

    told = send(sari, TOPICS, row, mode="best_effort").json()
    assert told["results"][0]["status"] == 400


def test_rows_are_only_tried_if_that_is_asked_and_done_once_with_a_key(house, sari):
    tried = send(sari, f"{TOPICS}?dry_run=1", topic("Stunting"), mode="best_effort")
    assert tried.json()["done"] == 1
    assert not Topic.objects.exists()

    key = {"headers": {"idempotency-key": "a-key-of-the-office-1"}}
    first = send(sari, VISITS, visit(house), **key)
    again = send(sari, VISITS, visit(house), **key)

    assert again.json() == first.json()
    assert Visit.objects.count() == 1


def test_budi_takes_up_two_old_drafts_at_once_and_changes_one(house, as_program):
    budi = as_program(house.budi)
    sides = [{"agency": house.depok.pk}, {"agency": house.batang.pk}]
    drafts = [
        {"create": {"kind": "joint_agreement", "title": title, "parties": sides}}
        for title in ("Kerja Sama Litbang", "Kerja Sama Arsip")
    ]
    url = "/api/v1/agreements/bulk/"

    made = send(budi, url, *drafts).json()
    first, _second = made["results"]
    seen = {"version": first["version"]}
    changes = [{"title": title} | seen for title in ("Kerja Sama Penelitian", "Terlambat")]
    rows = [{"id": first["id"], "change": change} for change in changes]
    told = send(budi, url, *rows, mode="best_effort").json()

    assert (made["done"], told["done"], told["refused"]) == (2, 1, 1)
    assert [result["status"] for result in told["results"]] == [200, 409]
    titles = {row["title"] for row in budi.get("/api/v1/agreements/").json()["results"]}
    assert titles == {"Kerja Sama Penelitian", "Kerja Sama Arsip"}
