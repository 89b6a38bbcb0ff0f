"""A record as it was at an instant, with a banner that says so; and a former state restored."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audit.recording import record, remove
from cooperation.permissions import Role
from cooperation.services import edit_candidate, identify_candidate, plan_follow_up
from tests.api.world import make_world
from tests.builders import TEST, make_person
from tests.query_counts import queries_of
from tests.visits.builders import House
from tests.visits.page import client_of, text_of
from visits.services import add_participant

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return House()


@pytest.fixture
def budi(house):
    return make_person("budi", house.depok, Role.COOPERATION)


@pytest.fixture
def candidate(house, budi):
    return identify_candidate(
        owner=house.depok,
        title="Adopsi Teman Litbang",
        provider=house.depok,
        adopter=house.batang,
        by=budi,
    )


def page_of(user, candidate, at, **query):
    address = f"/history/candidate/{candidate.pk}/as-of/"
    local = at.astimezone(candidate.owner.zone).strftime("%Y-%m-%dT%H:%M:%S.%f")
    return client_of(user).get(address, {"as_of": local, **query})


def test_a_page_shows_what_was_and_says_that_it_is_not_now(candidate, budi):
    before = timezone.now()
    edit_candidate(candidate, by=budi, changes={"title": "Replikasi"}, why="istilah")

    said = text_of(page_of(budi, candidate, before))
    shown = said.split("not how it is now.")[1].split("Restore this state")[0]

    assert "Adopsi Teman Litbang" in shown
    assert "Replikasi" not in shown
    assert "Replikasi" in text_of(page_of(budi, candidate, timezone.now()))


def test_a_records_own_page_leads_there(candidate, budi):
    answer = client_of(budi).get(f"/candidates/{candidate.pk}/?as_of=2026-01-01T10:00")

    assert answer.status_code == 302
    assert answer["Location"].startswith(f"/history/candidate/{candidate.pk}/as-of/?as_of=2026")


def test_what_was_before_the_history_is_said_and_not_guessed(candidate, budi):
    said = text_of(page_of(budi, candidate, timezone.now() - timedelta(days=400)))

    assert "The history of this record begins on" in said
    assert "Nothing of it was there then" in said


def test_parts_come_and_go_with_the_time(candidate, budi, house):
    empty = timezone.now()
    promise = plan_follow_up(
        candidate=candidate,
        title="Kirim surat",
        unit=house.depok,
        assignee=budi,
        due_on=house.depok.today(),
        by=budi,
    )
    planned = timezone.now()
    visit = house.afterwards()
    guest = add_participant(visit, agency=house.batang, name="Ajudan", by=house.sari)
    there = timezone.now()
    remove(guest, by=TEST, why="salah")

    assert promise.title not in text_of(page_of(budi, candidate, empty))
    assert promise.title in text_of(page_of(budi, candidate, planned))
    for at, seen in ((there, True), (timezone.now(), False)):
        local = at.astimezone(house.depok.zone).strftime("%Y-%m-%dT%H:%M:%S.%f")
        page = client_of(house.sari).get(f"/history/visit/{visit.pk}/as-of/?as_of={local}")
        assert ("Ajudan" in text_of(page)) is seen


def test_an_hour_that_is_none_is_said(candidate, budi):
    page = client_of(budi).get(f"/history/candidate/{candidate.pk}/as-of/?as_of=kemarin")

    assert page.context["form"].errors
    assert "kemarin" in page.content.decode()


def test_a_partner_sees_nothing_from_before_it_was_shared(house):
    """Laras is the partner's, and the text was sent to her just now; Tono works elsewhere."""
    world = make_world(house)
    agreement = world["agreements"]
    before = timezone.now()
    world.sent_to_the_partner(agreement)
    laras = make_person("laras", house.batang, *Role)
    address = f"/history/agreement/{agreement.pk}/as-of/"

    def seen(person, at):
        local = at.astimezone(house.depok.zone).strftime("%Y-%m-%dT%H:%M:%S.%f")
        return client_of(person).get(address, {"as_of": local, "thread": "on"})

    assert seen(house.tono, timezone.now()).status_code == 404
    assert "Nothing of it was there then" in text_of(seen(laras, before))
    now = text_of(seen(laras, timezone.now()))
    assert "version" in now
    assert "Restore this state" not in now


def test_restoring_is_a_new_change_by_the_rules_of_any_edit(candidate, budi):
    before = timezone.now()
    edit_candidate(candidate, by=budi, changes={"title": "Salah"}, why="keliru")
    page = page_of(budi, candidate, before)
    said = text_of(page).split("Restore this state")[1]
    assert "Salah → Adopsi Teman Litbang" in " ".join(said.split())

    form = page.context["restore"]
    sent = {"as_of": form.initial["as_of"], "version": form.initial["version"], "why": ""}
    address = f"/history/candidate/{candidate.pk}/restore/"
    refused = client_of(budi).post(address, sent)
    assert refused.context["restore"].errors["why"]
    done = client_of(budi).post(address, sent | {"why": "kembali ke yang benar"})

    assert done.status_code == 302
    candidate.refresh_from_db()
    assert candidate.title == "Adopsi Teman Litbang"
    assert candidate.version == 3
    newest = type(candidate).history.filter(id=candidate.pk).latest()
    assert newest.history_change_reason == "kembali ke yang benar"
    assert newest.actor_name == "Budi"


def test_who_may_not_edit_may_not_restore(candidate, budi, house):
    wulan = make_person("wulan", house.depok, Role.AUDITOR)
    before = timezone.now()
    edit_candidate(candidate, by=budi, changes={"title": "Lain"}, why="x")
    assert "Restore this state" not in text_of(page_of(wulan, candidate, before))

    sent = {"as_of": before.strftime("%Y-%m-%dT%H:%M:%S.%f%z"), "version": 2, "why": "x"}
    address = f"/history/candidate/{candidate.pk}/restore/"
    for why in ("x", ""):
        # Not even what a restore would change: those fields are not for every reader.
        assert client_of(wulan).post(address, sent | {"why": why}).status_code == 403
    assert client_of(house.tono).post(address, sent).status_code == 404
    agency = f"/history/agency/{house.depok.pk}/restore/"
    assert client_of(budi).post(agency, sent).status_code == 404


def test_somebody_elses_change_meanwhile_is_not_overwritten(candidate, budi):
    before = timezone.now()
    edit_candidate(candidate, by=budi, changes={"title": "Dua"}, why="x")
    form = page_of(budi, candidate, before).context["restore"]
    edit_candidate(candidate, by=budi, changes={"title": "Tiga"}, why="x")

    sent = {"as_of": form.initial["as_of"], "version": form.initial["version"], "why": "kembali"}
    answer = client_of(budi).post(f"/history/candidate/{candidate.pk}/restore/", sent)

    assert "Somebody else changed this" in text_of(answer)
    candidate.refresh_from_db()
    assert candidate.title == "Tiga"


def test_many_versions_cost_no_more_queries(candidate, budi):
    few = queries_of(lambda: page_of(budi, candidate, timezone.now()))
    for number in range(10):
        candidate.title = f"T{number}"
        record(candidate, by=TEST)

    assert queries_of(lambda: page_of(budi, candidate, timezone.now())) == few


def test_a_program_asks_the_same(candidate, budi):
    before = timezone.now()
    edit_candidate(candidate, by=budi, changes={"title": "Replikasi"}, why="istilah")
    address = f"/api/v1/candidates/{candidate.pk}/as-of/"

    told = client_of(budi).get(address, {"as_of": before.isoformat()}).json()

    [state] = told["states"]
    values = {value["field"]: value["text"] for value in state["values"]}
    assert values["title"] == "Adopsi Teman Litbang"
    assert state["version"] == 1
    assert client_of(budi).get(address).status_code == 400
    early = {"as_of": "2020-01-01T00:00:00Z"}
    assert client_of(budi).get(address, early).json()["states"] == []
    assert client_of(budi).get(address, early).json()["begins"]
