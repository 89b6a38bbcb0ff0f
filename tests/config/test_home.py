"""The first page: what waits for each person, and for nobody else."""

import pytest
from django.utils import timezone

from agreements.services import comment, move, set_review_steps
from agreements.workflow import Action
from cooperation.permissions import Role
from cooperation.services import plan_follow_up
from tests.agreements.builders import Cast
from tests.builders import make_candidate, make_person
from tests.query_counts import hold, queries_of
from tests.visits.builders import House, days_from_now
from tests.visits.page import client_of, text_of


@pytest.fixture
def house(db):
    return House()


def home_of(user) -> str:
    return text_of(client_of(user).get("/")).split("What needs me")[1]


def test_protocol_sees_letters_to_decide_visits_to_report_and_the_week(house):
    house.log(theme="Surat baru")
    house.afterwards()
    house.log(entry_mode="planned", scheduled_start=days_from_now(2))
    house.log(entry_mode="planned", scheduled_start=days_from_now(20))

    said = home_of(house.sari)

    assert "Letters that wait for a decision" in said
    assert "Visits without a report" in said
    assert said.count("Scheduled") == 1


def test_a_unit_sees_what_it_promised_and_management_what_is_late(house):
    candidate = make_candidate(house.depok, adopter=house.batang)
    yesterday = timezone.localdate() - timezone.timedelta(days=1)
    plan_follow_up(
        candidate=candidate,
        title="Kirim KAK",
        unit=house.bappeda,
        assignee=house.dewi,
        due_on=yesterday,
        by=house.kerja,
    )

    assert "Follow-ups for me and my unit" in home_of(house.dewi)
    assert 'class="late"' in client_of(house.dewi).get("/").content.decode()
    assert "Follow-ups that are late" in home_of(house.ratna)
    assert "Kirim KAK" not in home_of(house.tono)


def test_what_is_late_and_mine_is_told_once_as_late(house):
    candidate = make_candidate(house.depok, adopter=house.batang)
    for title, days in [("Kirim KAK", -1), ("Undang Batang", 5)]:
        plan_follow_up(
            candidate=candidate,
            title=title,
            unit=house.depok,
            assignee=house.kerja,
            due_on=timezone.localdate() + timezone.timedelta(days=days),
            by=house.kerja,
        )

    late, mine = home_of(house.kerja).split("Follow-ups for me and my unit")

    assert ("Kirim KAK" in late, "Kirim KAK" in mine) == (True, False)
    assert ("Undang Batang" in late, "Undang Batang" in mine) == (False, True)


def test_management_sees_candidates_to_approve_and_legal_does_not(house):
    make_candidate(house.depok, adopter=house.batang, status="recommended")

    assert "Candidates to approve" in home_of(house.ratna)
    assert "Candidates to approve" not in home_of(house.budi)


def test_tono_is_told_that_nothing_waits(house):
    house.log()
    house.afterwards()

    assert "Nothing waits for you" in home_of(house.tono)


def test_somebody_without_a_role_is_told_whom_to_ask(house):
    newcomer = make_person("baru")

    assert "Ask the administrator" in home_of(newcomer)


def test_every_page_of_the_menu_is_there(house):
    page = client_of(house.sari).get("/").content.decode()

    for address in (
        *("/visits/", "/candidates/", "/follow-ups/", "/agreements/", "/innovations/"),
        *("/agencies/", "/reports/follow-up-status/"),
    ):
        assert f'href="{address}"' in page


def test_a_missing_page_knows_nothing_of_the_address(house):
    client = client_of(house.sari)

    assert client.get("/visits/98765/").content == client.get("/visits/43210/").content


def test_the_page_costs_the_same_however_much_waits(house):
    client = client_of(house.sari)
    house.log()
    house.afterwards()
    one = queries_of(lambda: client.get("/"))
    for _turn in range(9):
        house.log()
        house.afterwards()

    hold("GET /", one=one, ten=queries_of(lambda: client.get("/")))


def test_the_auditor_sees_whether_the_record_is_sound_and_what_is_unusual(house):
    auditor = make_person("aud", house.depok, Role.AUDITOR)
    sari = house.sari
    sari.locked_until = timezone.now()
    sari.save(update_fields=["locked_until"])

    said = home_of(auditor)

    assert "Nobody has verified the history yet." in said
    assert "Accounts locked after wrong passwords 1" in said
    for other in (house.sari, house.ratna, house.tono):
        assert "Accounts locked" not in home_of(other)


@pytest.mark.django_db
def test_who_stands_next_in_the_chain_of_initials_is_asked_and_nobody_else():
    cast = Cast()
    first, second = (make_person(n, cast.depok, Role.LEGAL) for n in ("satu", "dua"))
    agreement = cast.draft()
    chain = [{"position": "Kabag", "person": first}, {"position": "Asisten", "person": second}]
    set_review_steps(agreement, steps=chain, by=cast.budi)
    move(agreement, Action.SUBMIT, by=cast.budi)
    assert "Texts that wait for my initials" in home_of(first)
    assert "Texts that wait for my initials" not in home_of(second)

    move(agreement, Action.INITIAL, by=first)

    assert "Texts that wait for my initials" not in home_of(first)
    assert "Texts that wait for my initials" in home_of(second)


@pytest.mark.django_db
def test_a_draft_with_a_colleagues_comment_is_on_the_desk():
    cast = Cast()
    agreement = cast.draft()
    rina = make_person("rina", cast.depok, Role.LEGAL)
    comment(agreement, body="Periksa jangka waktunya", by=rina)

    assert "Drafts with open comments" in home_of(cast.budi)
    assert "Drafts with open comments" not in home_of(rina)
    assert "Drafts with open comments" not in home_of(cast.tono)
