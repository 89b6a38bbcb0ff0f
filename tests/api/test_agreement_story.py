"""A Kesepakatan Bersama by API alone: drafted, approved, issued, signed by both."""

import hashlib

import pytest

from cooperation.permissions import Role
from tests.api.test_main_story import located, move, sent
from tests.builders import make_candidate, make_person

AGREEMENTS = "/api/v1/agreements/"


@pytest.fixture
def budi(house, as_program):
    return as_program(house.budi)


@pytest.fixture
def kerja(house, as_program):
    return as_program(house.kerja)


@pytest.fixture
def colleague(house, as_program):
    """Another person of the legal section: nobody approves own work."""
    return as_program(make_person("hukum2", house.depok, Role.LEGAL))


def signatory(agency, name):
    return {"agency": agency.pk, "signatory_name": name, "signatory_title": "Kepala Daerah"}


@pytest.fixture
def draft(house, budi):
    candidate = make_candidate(house.depok, adopter=house.batang, status="agreed")
    body = {
        "candidate": candidate.pk,
        "kind": "joint_agreement",
        "title": "Pemanfaatan Aplikasi Teman Litbang",
        "place": "Depok",
        "dated_on": "2022-07-12",
        "term_text": "2 (dua) tahun",
        "parties": [
            signatory(house.depok, "Mohammad Idris"),
            signatory(house.batang, "Lani Dwi Rejeki"),
        ],
    }
    return located(AGREEMENTS, sent(budi.post(AGREEMENTS, body), 201))


def test_from_the_draft_to_the_last_signature(house, draft, budi, colleague, kerja):
    agreement = draft
    assert agreement["articles"][0]["heading"]
    assert agreement["candidate"]["status"] == "in_agreement"

    draft_paper = budi.get(f"{draft['url']}document/")
    agreement |= move(budi, agreement, "submit", "naskah siap")
    agreement |= move(colleague, agreement, "approve")
    agreement |= move(kerja, agreement, "partner_agrees", facts={"evidence": "Surat 100/7"})
    agreement |= move(kerja, agreement, "issue")
    paper = kerja.get(f"{draft['url']}document/")
    for party in agreement["parties"]:
        facts = {"party": party["id"], "signed_place": "Depok"}
        agreement |= move(kerja, agreement, "sign", facts=facts)

    assert agreement["status"] == "signed"
    assert agreement["standing"] == "active"
    assert agreement["next_actions"] == ["end"]
    assert draft_paper.content != paper.content
    [revision] = agreement["revisions"]
    assert revision["number"] == 1
    assert revision["issued_sha256"] == hashlib.sha256(paper.content).hexdigest()
    story = sent(kerja.get(f"{draft['url']}history/?limit=100"))
    assert {entry["username"] for entry in story["results"]} == {"budi", "hukum2", "kerja"}


def test_articles_are_replaced_as_a_whole_and_keep_their_names(draft, budi):
    first, second = draft["articles"][:2]
    articles = [
        {"heading": "Pembukaan", "body": "Baru."},
        {"id": first["id"], "heading": first["heading"], "body": "Diganti."},
    ]

    changed = sent(budi.patch(draft["url"], {"articles": articles, "version": draft["version"]}))

    assert [article["heading"] for article in changed["articles"]] == [
        "Pembukaan",
        first["heading"],
    ]
    assert changed["articles"][1]["id"] == first["id"]
    assert second["id"] not in [article["id"] for article in changed["articles"]]
    assert changed["version"] == draft["version"] + 1


def test_a_number_of_the_partner_is_noted_when_it_becomes_known(draft, budi):
    party = draft["parties"][1]

    noted = sent(budi.post(f"{draft['url']}parties/{party['id']}/number/", {"number": "415.4/7"}))

    assert noted["parties"][1]["number"] == "415.4/7"
    assert noted["parties"][1]["number_status"] == "known"


def test_a_draft_that_lacks_something_is_told_what_and_how_to_mend_it(house, budi):
    parties = [{"agency": house.depok.pk}, {"agency": house.batang.pk}]
    body = {"kind": "joint_agreement", "title": "Konsep", "parties": parties}
    draft = located(AGREEMENTS, sent(budi.post(AGREEMENTS, body | {"articles": []}), 201))

    refused = sent(budi.post(f"{draft['url']}move/", {"action": "submit"}), 409)

    assert refused["record_status"] == "drafting"
    assert all(problem["code"] and problem["mend"] for problem in refused["problems"])
    assert "submit" in refused["allowed_actions"]


def test_another_revision_can_be_read_by_its_number(draft, budi, colleague, kerja):
    agreement = draft
    agreement |= move(budi, agreement, "submit", "siap")
    agreement |= move(colleague, agreement, "return", "Pasal 1 kurang")
    agreement |= sent(budi.patch(draft["url"], {"title": "Judul kedua"}))
    agreement |= move(budi, agreement, "submit", "siap")

    at = f"{draft['url']}document/"
    first, second, latest = (budi.get(at + tail) for tail in ("?revision=1", "?revision=2", ""))

    assert first.content != second.content
    assert second.content == latest.content
    assert budi.get(f"{at}?revision=3").status_code == 404
    assert budi.get(f"{at}?revision=x").status_code == 400
