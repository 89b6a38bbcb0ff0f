"""The boards: what is open, stage by stage; a card moves by the same step as on its own page."""

import pytest

from cooperation.models import FollowUp
from cooperation.services import move_candidate, plan_follow_up
from cooperation.workflow import CandidateStatus
from tests.builders import make_candidate
from tests.query_counts import hold, queries_of
from tests.visits.page import client_of, text_of

BOARD = "/candidates/board/"


def stages_of(page) -> dict[str, list[int]]:
    stages = page.context["stages"]
    return {
        status: [card.record.pk for card in stage.cards]
        for status, stage in stages.items()
        if stage.count
    }


def offered(page, candidate) -> list[str]:
    """The steps that the card of this candidate can be moved by."""
    cards = [card for stage in page.context["stages"].values() for card in stage.cards]
    (card,) = [card for card in cards if card.record.pk == candidate.pk]
    return [form.step.action for form in card.plain]


def test_each_candidate_stands_in_its_stage_and_what_has_ended_in_none(house):
    here = make_candidate(house.depok, adopter=house.batang)
    further = make_candidate(house.depok, adopter=house.batang)
    ended = make_candidate(house.depok, adopter=house.batang)
    move_candidate(further, "screen", by=house.kerja)
    move_candidate(ended, "drop", by=house.kerja, why="Tidak jadi")

    page = client_of(house.kerja).get(BOARD)

    assert stages_of(page) == {"identified": [here.pk], "screening": [further.pk]}


def test_kerja_moves_a_card_by_its_button_and_stays_on_the_board(house):
    candidate = make_candidate(house.depok, adopter=house.batang)
    client = client_of(house.kerja)
    assert offered(client.get(BOARD), candidate) == ["screen"]

    sent = {"action": "screen", "version": candidate.version, "next": BOARD}
    page = client.post(f"/candidates/{candidate.pk}/move/", sent, follow=True)

    assert page.redirect_chain == [(BOARD, 302)]
    assert stages_of(page) == {"screening": [candidate.pk]}
    candidate.refresh_from_db()
    assert candidate.history.first().history_user == house.kerja


def test_a_card_that_somebody_else_moved_meanwhile_is_not_moved_again(house):
    candidate = make_candidate(house.depok, adopter=house.batang)
    sent = {"action": "screen", "version": candidate.version, "next": BOARD}
    move_candidate(candidate, "screen", by=house.kerja)

    page = client_of(house.kerja).post(f"/candidates/{candidate.pk}/move/", sent)

    assert page.status_code == 200
    assert 'role="alert"' in page.content.decode()


def test_it_leads_to_no_page_of_others(house):
    candidate = make_candidate(house.depok, adopter=house.batang)
    sent = {"action": "screen", "version": candidate.version, "next": "https://jahat.example/"}

    page = client_of(house.kerja).post(f"/candidates/{candidate.pk}/move/", sent)

    assert page["Location"] == f"/candidates/{candidate.pk}/"


def test_who_may_not_move_it_is_offered_no_step(house):
    candidate = make_candidate(house.depok, adopter=house.batang)

    assert offered(client_of(house.sari).get(BOARD), candidate) == []


def test_tono_sees_empty_boards(house):
    candidate = make_candidate(house.depok, adopter=house.batang, title="Rahasia")
    plan_follow_up(candidate=candidate, title="Rahasia", unit=house.depok, by=house.kerja)

    for board in (BOARD, "/follow-ups/board/"):
        page = client_of(house.tono).get(board)
        assert stages_of(page) == {}
        assert "Rahasia" not in text_of(page)


def test_a_long_stage_shows_those_that_have_waited_longest_and_leads_to_the_rest(house):
    several = [make_candidate(house.depok, adopter=house.batang) for _turn in range(23)]

    page = client_of(house.kerja).get(BOARD)

    assert len(stages_of(page)["identified"]) == 20
    assert stages_of(page)["identified"] == [each.pk for each in several[:20]]
    assert 'href="/candidates/?status=identified">3 more' in page.content.decode()


def test_a_promise_is_begun_on_its_board_by_who_is_to_keep_it(house):
    candidate = make_candidate(house.depok, adopter=house.batang)
    promise = plan_follow_up(
        candidate=candidate, title="Kirim KAK", unit=house.bappeda, by=house.kerja
    )
    board, client = "/follow-ups/board/", client_of(house.dewi)
    assert offered(client.get(board), promise) == ["start"]

    sent = {"action": "start", "version": promise.version, "next": board}
    client.post(f"/follow-ups/{promise.pk}/move/", sent)

    page = client.get(board)
    assert stages_of(page) == {"in_progress": [promise.pk]}
    assert offered(page, promise) == []  # to finish it, the evidence is asked for
    assert "More …" in page.content.decode()


@pytest.mark.parametrize("board", ["candidates", "follow-ups"])
def test_a_board_costs_the_same_for_one_card_and_for_ten(house, board):
    def grow():
        candidate = make_candidate(house.depok, adopter=house.batang)
        plan_follow_up(candidate=candidate, title="Kirim KAK", unit=house.depok, by=house.kerja)

    client = client_of(house.kerja)

    def ask():
        return client.get(f"/{board}/board/")

    grow()
    one = queries_of(ask)
    for _turn in range(9):
        grow()

    hold(f"GET /{board}/board/ (page)", one=one, ten=queries_of(ask))
    assert FollowUp.objects.count() == 10
    assert CandidateStatus.IDENTIFIED in stages_of(client_of(house.kerja).get(BOARD))
