"""What the other side reads: what was shared with it, and nothing that is for the owner's eyes."""

import pytest

from agreements.services import edit_agreement
from agreements.services import move as move_agreement
from agreements.workflow import Action
from cooperation.permissions import Role
from tests.api.world import SECRET, make_world
from tests.builders import make_person
from tests.documents import reading

OWNERS_OF_VISIT = {"internal_note", "agenda_number", "decision_reason", "status_reason"}
OWNERS_OF_VISIT |= {"dispositions", "papers"}


@pytest.fixture
def world(house):
    return make_world(house)


def detail(client, prefix, record):
    answer = client.get(f"/api/v1/{prefix}/{record.pk}/")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_the_guests_read_the_visit_without_what_is_the_hosts_own(world, sari, bima):
    whole, told = (detail(client, "visits", world["visits"]) for client in (sari, bima))

    assert set(whole) - set(told) == OWNERS_OF_VISIT
    assert told["theme"] == f"{SECRET} 1.1"
    assert told["next_actions"] == []


def test_only_the_owners_desk_reads_how_to_reach_the_guests(world, sari, bima, as_program):
    ratna = as_program(world.house.ratna)
    reached, managed, told = (
        detail(client, "visits", world["visits"])["delegations"][0]
        for client in (sari, ratna, bima)
    )

    assert reached["contact"] == {"phone": "081200001111", "email": ""}
    assert "contact" not in managed
    assert "contact" not in told


def test_the_guests_do_not_read_of_a_candidate_before_it_is_offered(world, sari, bima):
    whole, told = (
        detail(client, "visits", world["visits"])["discussions"][0] for client in (sari, bima)
    )

    assert whole["candidate"]["id"] == world["candidates"].pk
    assert told["candidate"] is None


def test_the_guests_have_no_paper_of_the_host(world, bima):
    at = f"/api/v1/visits/{world['visits'].pk}/memorandum/"
    missing = bima.get("/api/v1/visits/999999/memorandum/")

    for asked in ("?kind=minutes", f"?agency={world.house.depok.pk}"):
        there = bima.get(at + asked)
        assert there.status_code == missing.status_code == 404, there.content
        assert there.content == missing.content
    assert "KABUPATEN BATANG" in reading.text(bima.get(at).content)


def test_the_guests_follow_the_history_without_what_is_the_hosts_own(world, sari, bima):
    at = f"/api/v1/visits/{world['visits'].pk}/history/?limit=100"

    assert SECRET in sari.get(at).content.decode()
    fields = {
        change["field"] for entry in bima.get(at).json()["results"] for change in entry["changes"]
    }
    assert "theme" in fields
    assert not fields & OWNERS_OF_VISIT


@pytest.fixture
def reader(world, as_program):
    """Somebody of Batang who looks after agreements."""
    return as_program(make_person("hukum.batang", world.house.batang, Role.LEGAL))


def test_a_draft_is_not_there_for_the_partner_until_it_is_sent(world, reader):
    agreement = world["agreements"]
    before = reader.get(f"/api/v1/agreements/{agreement.pk}/")

    world.sent_to_the_partner(agreement)

    assert before.status_code == 404
    told = detail(reader, "agreements", agreement)
    assert told["title"] == f"{SECRET} 1.1"
    assert told["revision"] == 1
    assert told["articles"][0]["body"] == f"{SECRET} 1.1"
    assert told["parties"][0]["signatory_name"] == "Nama Pejabat"


def test_the_partner_reads_what_was_sent_and_not_what_is_being_written(world, sari, reader):
    agreement = world.sent_to_the_partner(world["agreements"])
    agreement = move_agreement(
        agreement,
        Action.PARTNER_CHANGES,
        by=world.house.kerja,
        why="Pasal 1 kurang",
        facts={"evidence": "Surat"},
    )
    changes = {"title": "Konsep yang belum dikirim", "funding_source": SECRET}
    edit_agreement(agreement, by=world.house.budi, changes=changes)
    at = f"/api/v1/agreements/{agreement.pk}/"

    assert sari.get(at).json()["title"] == "Konsep yang belum dikirim"
    for url in (at, "/api/v1/agreements/", f"{at}history/?limit=100"):
        told = reader.get(url).content.decode()
        assert "belum dikirim" not in told, url
        assert "funding_source" not in told, url
    assert reader.get("/api/v1/agreements/?search=Konsep").json()["results"] == []
    assert reader.get(f"{at}document/").content.startswith(b"%PDF")


def test_the_partner_is_told_of_no_candidate_that_was_not_offered(world, sari, reader):
    agreement = world.sent_to_the_partner(world["agreements"])

    assert detail(sari, "agreements", agreement)["candidate"]["id"]
    told = detail(reader, "agreements", agreement)
    assert (
        told["candidate"] is None
        or reader.get(f"/api/v1/candidates/{told['candidate']['id']}/").status_code == 200
    )
