"""A visit on its page: what each reader sees, and the steps they may take from there."""

import pytest

from tests.builders import make_affair, make_agency
from tests.query_counts import hold, queries_of
from tests.visits.builders import days_from_now
from tests.visits.page import client_of, form_on, text_of
from visits.models import Outcome
from visits.services import (
    add_host,
    attach_file,
    edit_visit,
    move,
    open_candidate_from,
    set_outcome,
)
from visits.workflow import Status


@pytest.fixture
def story(house):
    return house.the_story()


def page_of(user, visit):
    return client_of(user).get(f"/visits/{visit.pk}/")


def forms_of_steps(page):
    return page.content.decode().count('<details class="opens move')


def test_the_page_tells_the_story_and_what_is_unknown(house, story):
    said = text_of(page_of(house.sari, story))

    assert "KUNJUNGAN-" in said
    assert "Visit of Pemkab Batang to Pemkot Depok" in said
    assert "12 Jul 2022" in said
    assert "Pj. Bupati Batang" in said
    assert "21.7 %" in said
    assert "came: not recorded" in said
    assert "with Pemkot Depok since" in said
    assert "next: Hand in the report" in said


def test_no_memorandum_is_offered_of_a_visit_that_has_not_taken_place(house, story):
    coming = house.log(entry_mode="planned", scheduled_start=days_from_now(2))

    assert "/memorandum/" not in page_of(house.sari, coming).content.decode()
    assert "/memorandum/" in page_of(house.sari, story).content.decode()


def test_a_host_is_asked_who_was_present_and_a_guest_how_many_came(house, story):
    sari = client_of(house.sari)

    host = text_of(sari.get(f"/visits/{story.pk}/hosts/{story.hosts.get().pk}/"))
    guest = text_of(sari.get(f"/visits/{story.pk}/delegations/{story.delegations.get().pk}/"))
    logged = text_of(sari.get("/visits/new/"))

    assert "Number of people present" in host
    assert "people present" not in guest
    assert "Number of people present" in logged
    assert "Actual number of people" in logged


def test_the_thread_leads_to_the_candidate_only_for_those_who_see_it(house, story):
    talk = story.discussions.first()
    candidate = open_candidate_from(
        talk,
        title="Adopsi Teman Litbang",
        provider=house.bappeda,
        adopter=house.batang,
        by=house.sari,
    )

    ours = page_of(house.sari, story)
    theirs = page_of(house.bima, story)

    assert f'href="/candidates/{candidate.pk}/"' in ours.content.decode()
    assert "Adopsi Teman Litbang" in text_of(ours)
    assert theirs.status_code == 200
    assert "Adopsi Teman Litbang" not in text_of(theirs)
    assert "/candidates/" not in theirs.content.decode().split('id="main"')[1]


def test_the_guest_does_not_read_what_is_for_the_owners_eyes(house):
    visit = house.afterwards(internal_note="Rahasia dapur", agenda_number="AG-77")
    reachable = {"name": "Rini", "phone": "0812-3456-7890"}
    other = house.afterwards(
        delegations=[{"agency": house.batang, "contact": reachable}], internal_note="Rahasia dapur"
    )

    for seen in (visit, other):
        said = text_of(page_of(house.bima, seen))
        assert "Rahasia dapur" not in said
        assert "AG-77" not in said
        assert "0812" not in said
        assert "Papers of the office Memorandum under your own letterhead (draft)" in said
        assert "not prepared yet" not in said
    assert "0812-3456-7890" in text_of(page_of(house.sari, other))
    assert "0812-3456-7890" not in text_of(page_of(house.ratna, other))


def test_what_is_not_theirs_and_what_is_missing_answer_the_same_bytes(house, story):
    tono = client_of(house.tono)

    for path in ("", "edit/", "memorandum/", f"hosts/{story.hosts.get().pk}/", "files/1/"):
        foreign = tono.get(f"/visits/{story.pk}/{path}")
        missing = tono.get(f"/visits/{story.pk + 999}/{path}")

        assert (foreign.status_code, missing.status_code) == (404, 404)
        assert foreign.content == missing.content
    sent = tono.post(f"/visits/{story.pk}/move/", {"action": "report"})
    assert sent.status_code == 404


def test_only_steps_that_this_person_may_take_are_offered(house):
    visit = house.log()

    assert forms_of_steps(page_of(house.sari, visit)) == 2  # pass on, cancel
    assert forms_of_steps(page_of(house.ratna, visit)) == 1  # pass on
    assert forms_of_steps(page_of(house.budi, visit)) == 0
    assert forms_of_steps(page_of(house.dewi, house.log(hosts=[{"agency": house.bappeda}]))) == 0


def test_a_letter_goes_from_registered_to_scheduled_by_its_forms(house):
    visit = house.log()
    sari = client_of(house.sari)

    def take(action, **answers):
        fields = form_on(sari.get(f"/visits/{visit.pk}/"), "/move/")
        sent = {"action": action, "version": fields["version"], **answers}
        assert sari.post(f"/visits/{visit.pk}/move/", sent).status_code == 302

    take("dispose", instruction="Mohon dijadwalkan", to_unit=house.bappeda.pk)
    take("accept", deciding_official="Supian Suri")
    take("schedule", scheduled_start=f"{days_from_now(5):%Y-%m-%dT%H:%M}", venue="Aula")

    visit.refresh_from_db()
    assert visit.status == Status.SCHEDULED
    assert visit.stops.get().place == "Aula"


def test_completing_asks_for_heads_of_each_delegation_and_keeps_unknown_unknown(house):
    council = make_agency("DPRD Kabupaten Batang", kind="council")
    visit = house.log(
        entry_mode="walk_in", delegations=[{"agency": house.batang}, {"agency": council}]
    )
    first, second = visit.delegations.all()
    sari = client_of(house.sari)
    sent = {"action": "complete", "version": visit.version, "no_topic_note": "Audiensi saja"}

    sari.post(f"/visits/{visit.pk}/move/", sent | {f"headcounts_{first.pk}": "12"})

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.actual_headcount, second.actual_headcount) == (12, None)


def test_a_refused_step_comes_back_open_with_what_was_typed(house, story):
    sari = client_of(house.sari)
    sent = {"action": "report", "version": story.version, "why": "Sudah lengkap"}

    page = sari.post(f"/visits/{story.pk}/move/", sent)

    assert "Say first what comes of" in text_of(page)
    assert form_on(page, "/move/")["why"] == "Sudah lengkap"
    story.refresh_from_db()
    assert story.status == Status.COMPLETED


def test_two_people_at_once_are_told_of_each_other(house):
    visit = house.log()
    sari = client_of(house.sari)
    fields = form_on(sari.get(f"/visits/{visit.pk}/edit/"), "/edit/")
    edit_visit(visit, by=house.sari, changes={"theme": "Dari orang lain"})

    page = sari.post(f"/visits/{visit.pk}/edit/", fields | {"theme": "Dari saya"})

    assert "Somebody else changed this" in text_of(page)
    assert form_on(page, "/edit/")["theme"] == "Dari saya"


def test_a_correction_after_the_visit_needs_its_reason(house, story):
    sari = client_of(house.sari)
    delegation = story.delegations.get()
    address = f"/visits/{story.pk}/delegations/{delegation.pk}/"
    fields = form_on(sari.get(address), address) | {"leader_name": "Lani Dwi Rejeki, M.Si."}

    refused = sari.post(address, fields)
    saved = sari.post(address, form_on(refused, address) | {"why": "Gelar dilengkapi"})

    assert "Say why this is corrected" in text_of(refused)
    assert saved.status_code == 302
    delegation.refresh_from_db()
    assert delegation.leader_name == "Lani Dwi Rejeki, M.Si."


def test_untouched_times_are_no_correction(house):
    visit = house.log(entry_mode="walk_in")  # now, with its seconds
    move(visit, "complete", by=house.sari, facts={"no_topic_note": "Audiensi"})
    sari = client_of(house.sari)
    address = f"/visits/{visit.pk}/edit/"
    fields = form_on(sari.get(address), address)

    answer = sari.post(address, fields | {"theme": "Ditambahkan"})

    assert answer.status_code == 302


def test_a_unit_writes_up_the_topic_it_presented_and_no_other(house, story):
    own, other = story.discussions.all()[:2]
    dewi = client_of(house.dewi)
    address = f"/visits/{story.pk}/discussions/{own.pk}/outcome/"
    fields = form_on(dewi.get(address), address)

    saved = dewi.post(
        address, fields | {"outcome": Outcome.NO_FOLLOW_UP, "outcome_note": "Cukup dijelaskan"}
    )
    refused = dewi.get(f"/visits/{story.pk}/discussions/{other.pk}/outcome/")

    assert saved.status_code == 302
    assert refused.status_code == 403


def test_a_candidate_is_opened_from_a_topic(house, story):
    talk = story.discussions.first()
    address = f"/visits/{story.pk}/discussions/{talk.pk}/candidate/"
    sari = client_of(house.sari)
    fields = form_on(sari.get(address), address)

    sari.post(address, fields | {"title": "Adopsi SAPA SABA"})

    talk.refresh_from_db()
    assert fields["adopter"] == "Pemerintah Kabupaten Batang"
    assert talk.outcome == Outcome.CANDIDATE
    assert talk.candidate.title == "Adopsi SAPA SABA"


def test_figures_and_innovations_are_added_corrected_and_taken_out(house, story):
    talk = story.discussions.all()[1]
    base = f"/visits/{story.pk}"
    sari = client_of(house.sari)
    figure = {"indicator_name": "PAD", "unit": "%", "agency": "Pemkot Depok", "value": "12,5"}

    sari.post(f"{base}/discussions/{talk.pk}/figures/", figure, headers={"accept-language": "id"})
    sari.post(f"{base}/discussions/{talk.pk}/shown/", {"innovation": "SAPA SABA"})
    quoted, shown = talk.quoted_values.get(), talk.innovations_shown.get()
    fields = form_on(sari.get(f"{base}/figures/{quoted.pk}/"), f"/figures/{quoted.pk}/")
    sari.post(f"{base}/figures/{quoted.pk}/", fields | {"period": "2021"})
    quoted.refresh_from_db()
    assert (fields["value"], quoted.period) == ("12.5", "2021")
    sari.post(f"{base}/figures/{quoted.pk}/remove/", {"version": quoted.version})
    sari.post(f"{base}/shown/{shown.pk}/remove/", {"version": shown.version})

    assert not talk.quoted_values.exists()
    assert not talk.innovations_shown.exists()


def test_a_part_is_taken_out_by_the_desk_and_not_by_the_unit(house, story):
    talk = story.discussions.first()
    address = f"/visits/{story.pk}/discussions/{talk.pk}/"
    dewi, sari = client_of(house.dewi), client_of(house.sari)

    assert "Remove this" not in text_of(dewi.get(address))
    fields = form_on(sari.get(address), "/remove/")
    refused = sari.post(f"{address}remove/", fields, follow=True)
    sari.post(f"{address}remove/", fields | {"why": "Tidak dibahas"})

    assert "Say why this is corrected" in text_of(refused)
    assert not story.discussions.filter(pk=talk.pk).exists()


@pytest.mark.parametrize("kind", ["hosts", "delegations", "participants", "stops", "discussions"])
def test_every_kind_of_part_opens_for_adding_and_for_correcting(house, kind):
    visit = house.afterwards(
        stops=[{"place": "Aula"}], participants=[{"name": "Rini", "agency": house.batang}]
    )
    visit_with_topics = house.the_story()
    sari = client_of(house.sari)
    shown = visit_with_topics if kind == "discussions" else visit
    row = getattr(shown, kind).first()

    assert sari.get(f"/visits/{shown.pk}/{kind}/new/").status_code == 200
    assert sari.get(f"/visits/{shown.pk}/{kind}/{row.pk}/").status_code == 200
    assert sari.get(f"/visits/{visit.pk}/memoranda/new/").status_code == 404


def test_parts_of_one_visit_are_not_reached_through_another(house, story):
    other = house.log()

    answer = client_of(house.sari).get(f"/visits/{other.pk}/hosts/{story.hosts.get().pk}/")

    assert answer.status_code == 404


def test_the_page_costs_the_same_however_much_happened(house, upload):
    topics = [{"name": "Stunting", "affair": make_affair()}]
    small, large = house.afterwards(topics=topics), house.afterwards(topics=topics)
    for number in range(8):
        unit = make_agency(f"Dinas {number}", parent=house.depok, kind="unit")
        add_host(large, agency=unit, by=house.sari)
        attach_file(large, kind="photo", upload=upload(f"foto{number}.png"), by=house.sari)
    for visit in (small, large):  # the same last steps: history costs what its page shows
        for talk in visit.discussions.all():
            for _turn in range(6):
                set_outcome(talk, outcome="information_sent", note="Surat", by=house.sari)
    client = client_of(house.sari)

    costs = [
        queries_of(lambda visit=visit: client.get(f"/visits/{visit.pk}/"))
        for visit in (small, large)
    ]

    hold("GET /visits/{id}/", one=costs[0], ten=costs[1])
