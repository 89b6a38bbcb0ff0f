"""From the visit to the history, by API alone, each step by the one whose work it is."""

from tests.builders import make_affair, make_innovation

VISITS, CANDIDATES = "/api/v1/visits/", "/api/v1/candidates/"
FOLLOW_UPS, AGREEMENTS = "/api/v1/follow-ups/", "/api/v1/agreements/"


def letter_of_12_july(house, innovation):
    """What the news item tells; the number of people is not in it."""
    return {
        "entry_mode": "retrospective",
        "visit_type": "benchmarking",
        "theme": "Kaji tiru penurunan stunting",
        "actual_start": "2022-07-12T09:00:00+07:00",
        "source_note": "Kastara.ID, 12 Juli 2022",
        "hosts": [{"agency": house.depok.pk, "receiver_name": "Supian Suri"}],
        "delegations": [
            {
                "agency": house.batang.pk,
                "leader_name": "Lani Dwi Rejeki",
                "leader_office_status": "pj",
                "contact": {"name": "Ajudan", "phone": "0812 0000 0000"},
            }
        ],
        "discussions": [
            {
                "name": "Percepatan penurunan stunting",
                "affair": make_affair("1.02", "Kesehatan").pk,
                "presenting_unit": house.bappeda.pk,
                "innovations": [innovation.pk],
                "quoted_values": [
                    {
                        "indicator_name": "Prevalensi stunting",
                        "unit": "%",
                        "agency": house.batang.pk,
                        "value": "21.7",
                        "source": "Kastara.ID",
                    }
                ],
            }
        ],
    }


def sent(answer, status=200):
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def move(client, record, action, note="", **more):
    body = {"action": action, "note": note, "version": record["version"]} | more
    return sent(client.post(f"{record['url']}move/", body))


def located(base, record):
    return record | {"url": f"{base}{record['id']}/"}


def test_the_visit_is_logged_and_read_back_in_the_same_words(house, sari):
    body = letter_of_12_july(house, make_innovation(house.bappeda))

    logged = sent(sari.post(VISITS, body), 201)
    read = sent(sari.get(f"{VISITS}{logged['id']}/"))

    assert read == logged
    assert read["owner"]["id"] == house.depok.pk
    assert read["theme"] == "Kaji tiru penurunan stunting"
    assert read["delegations"][0]["actual_headcount"] is None
    assert read["delegations"][0]["contact"]["phone"] == "0812 0000 0000"
    assert read["discussions"][0]["innovations"][0]["name"] == "Teman Litbang"
    assert read["discussions"][0]["quoted_values"][0]["value"] == "21.7000"
    assert read["next_actions"] == ["report"]


def test_from_the_topic_to_the_verified_follow_up(house, sari, as_program):
    innovation = make_innovation(house.bappeda)
    visit = sent(sari.post(VISITS, letter_of_12_july(house, innovation)), 201)
    topic = visit["discussions"][0]["id"]
    kerja, ratna = as_program(house.kerja), as_program(house.ratna)

    candidate = sent(
        sari.post(
            f"{VISITS}{visit['id']}/discussions/{topic}/candidate/",
            {
                "title": "Adopsi Teman Litbang",
                "provider": house.depok.pk,
                "adopter": house.batang.pk,
                "innovation": innovation.pk,
            },
        ),
        201,
    )
    candidate = located(CANDIDATES, candidate)
    candidate |= move(kerja, candidate, "screen")
    candidate |= move(kerja, candidate, "recommend")
    candidate |= move(ratna, candidate, "approve")
    candidate |= move(kerja, candidate, "offer", facts={"letter_number": "050/1/2022"})

    follow_up = sent(
        kerja.post(
            FOLLOW_UPS,
            {
                "candidate": candidate["id"],
                "title": "Kirim KAK dan rancangan KB",
                "unit": house.depok.pk,
                "assignee": house.sari.pk,
                "due_on": "2022-08-01",
            },
        ),
        201,
    )
    assert follow_up["is_overdue"]
    follow_up = located(FOLLOW_UPS, follow_up)
    follow_up |= move(sari, follow_up, "start")
    follow_up |= move(sari, follow_up, "finish", facts={"evidence": "Surat 050/2/2022"})
    follow_up |= move(kerja, follow_up, "verify")
    assert follow_up["verified_by"]["username"] == "kerja"

    story = sent(ratna.get(f"{candidate['url']}history/"))
    assert {entry["username"] for entry in story["results"]} == {"sari", "kerja", "ratna"}
    approved = next(entry for entry in story["results"] if entry["why"].startswith("approve"))
    status = next(change for change in approved["changes"] if change["field"] == "status")
    assert (status["before"], status["after"]) == ("recommended", "approved")

    report = sent(ratna.get("/api/v1/reports/follow-up-status/?since=2022-01-01"))
    assert report["conversion"]["topics_to_candidate"] == 1
    assert report["follow_ups"]["done"] == 1


def test_the_memorandum_is_drafted_prepared_and_kept(house, sari):
    visit = sent(sari.post(VISITS, letter_of_12_july(house, make_innovation(house.bappeda))), 201)
    at = f"{VISITS}{visit['id']}/memorandum/"

    draft = sari.get(at, HTTP_ACCEPT="application/pdf")
    sent(sari.post(f"{at}prepare/", {"number": "050/123/Bappeda/2022"}))
    kept = sent(sari.post(f"{at}issue/", {}))
    paper = sari.get(at)

    assert draft["Content-Type"] == paper["Content-Type"] == "application/pdf"
    assert draft.content.startswith(b"%PDF")
    assert paper.content != draft.content
    assert kept["sha256"]
    assert sari.get(at).content == paper.content
