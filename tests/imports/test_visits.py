"""Sari brings the guest book of years before: checked, taken up, taken back."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import JournalEntry
from cooperation.models import ImportBatch, ImportRow
from cooperation.services.imports import forget_old_cells
from tests.builders import make_affair
from tests.imports.sheets import BATANG, bring, problems, states, take, take_back, xlsx
from tests.query_counts import queries_of
from tests.visits.builders import House
from tests.visits.page import client_of, text_of
from visits.models import Host, Visit
from visits.services import edit_visit
from visits.workflow import Status

pytestmark = pytest.mark.django_db
HEAD = [
    "day",
    "guests",
    "leader_name",
    "theme",
    "topics",
    "affairs",
    "source_note",
    "letter_number",
]
GOOD = [
    "12 Juli 2022",
    BATANG,
    "Lani Dwi Rejeki",
    "Stunting",
    "Stunting; PAD",
    "1.02; 5.02",
    "Buku",
    "",
]
ALSO = [date(2023, 3, 1), "Pemkab Batang", "", "Arsip", "", "", "Buku tamu", "B/7"]


@pytest.fixture
def house():
    make_affair("1.02", "Kesehatan")
    make_affair("5.02", "Keuangan")
    return House()


@pytest.fixture
def sari(house):
    return client_of(house.sari)


def test_nothing_is_taken_up_before_sari_has_seen_what_is_right_and_what_is_not(house, sari):
    wrong = ["31/02/2022", "Pemkab Nirwana", "", "", "", "9.99", "Buku", ""]

    page = bring(sari, "visits", xlsx(HEAD, GOOD, ALSO, wrong))

    assert not Visit.objects.exists()
    assert not house.depok.topics.exists()
    assert states() == {2: "right", 3: "right", 4: "wrong"}
    assert set(problems(4)) == {"day", "guests", "affairs"}
    said = text_of(page)
    assert "2 rows can be taken up." in said
    assert "There is no agency “Pemkab Nirwana”." in said
    assert "There is no government affair with the code 9.99." in said


def test_what_is_right_becomes_visits_with_their_history(house, sari):
    bring(sari, "visits", xlsx(HEAD, GOOD, ALSO))

    page = take(sari, ImportBatch.objects.get())

    first, second = Visit.objects.order_by("actual_start")
    assert (first.owner, first.status, first.theme) == (house.depok, Status.COMPLETED, "Stunting")
    assert house.depok.local(first.actual_start).date() == date(2022, 7, 12)
    assert [talk.topic.name for talk in first.discussions.all()] == ["Stunting", "PAD"]
    assert first.delegations.get().leader_name == "Lani Dwi Rejeki"
    assert Host.objects.get(visit=first).agency == house.depok
    assert second.letter_number == "B/7"
    told = first.history.first()
    assert (told.history_user, told.history_change_reason) == (
        house.sari,
        "taken up from a spreadsheet",
    )
    assert "2 rows were taken up." in text_of(page)
    assert f'href="{reverse("visit", args=[first.pk])}"' in page.content.decode()
    # What is a record by now is not kept a second time.
    assert all(row.cells == {} for row in ImportRow.objects.all())


def test_a_day_to_come_becomes_a_visit_that_is_agreed(house, sari):
    bring(sari, "visits", xlsx(HEAD, [date(2099, 1, 4), BATANG, "", "Inovasi", "", "", "", ""]))

    take(sari, ImportBatch.objects.get())

    assert Visit.objects.get().status == Status.SCHEDULED


def test_what_seems_to_be_there_is_left_out_unless_sari_says_that_it_is_another(house, sari):
    visit = house.afterwards(letter_number="B/7")
    again = ["2022-07-12", BATANG, "", "", "", "", "Buku", "B/7"]

    page = bring(sari, "visits", xlsx(HEAD, again, ALSO))
    assert states() == {2: "known", 3: "known"}
    assert visit.reference in text_of(page)

    batch = ImportBatch.objects.get()
    take(sari, batch)
    assert Visit.objects.count() == 1

    bring(sari, "visits", xlsx(HEAD, again, ALSO))
    take(sari, ImportBatch.objects.latest("pk"), with_known="on")
    assert Visit.objects.count() == 3


def test_the_same_guest_book_twice_brings_nothing_twice(sari):
    for _time in range(2):
        bring(sari, "visits", xlsx(HEAD, GOOD, ALSO))
        take(sari, ImportBatch.objects.latest("pk"))

    assert Visit.objects.count() == 2
    assert states() == {2: "known", 3: "known"}


def test_all_of_it_is_taken_back_and_the_journal_keeps_it(house, sari):
    kept = house.afterwards()
    bring(sari, "visits", xlsx(HEAD, GOOD, ALSO))
    batch = ImportBatch.objects.get()
    take(sari, batch, with_known="on")
    keys = set(Visit.objects.exclude(pk=kept.pk).values_list("pk", flat=True))
    assert keys

    page = take_back(sari, batch)

    assert list(Visit.objects.all()) == [kept]
    assert set(states().values()) <= {"undone", "known"}
    assert "undone" in text_of(page).lower()
    gone = JournalEntry.objects.filter(table_name="visits_visit", operation="DELETE")
    assert set(gone.values_list("key", flat=True)) == keys
    assert all("import undone" in entry.context for entry in gone)
    ended = Visit.history.filter(history_type="-")
    assert {row.history_user for row in ended} == {house.sari}


def test_what_was_changed_since_stays(house, sari):
    bring(sari, "visits", xlsx(HEAD, GOOD, ALSO))
    batch = ImportBatch.objects.get()
    take(sari, batch)
    changed = Visit.objects.get(theme="Arsip")
    edit_visit(changed, by=house.sari, changes={"theme": "Arsip daerah"}, why="salah ketik")

    page = take_back(sari, batch)

    assert list(Visit.objects.all()) == [changed]
    assert states() == {2: "undone", 3: "kept"}
    assert "It has been changed since it was taken up." in text_of(page)


def test_what_became_no_record_is_forgotten_after_a_month(sari):
    bring(sari, "visits", xlsx(HEAD, GOOD, ["31/02/2022", BATANG, "Lani", "", "", "", "", ""]))
    assert forget_old_cells() == 0
    old = timezone.now() - timedelta(days=31)
    ImportBatch._base_manager.update(created_at=old)

    assert forget_old_cells() == 2

    assert {str(row.cells) for row in ImportRow.objects.all()} == {"{}"}


def test_the_page_costs_the_same_for_two_rows_and_for_twenty(sari):
    costs = []
    for days in (2, 20):
        rows = [[f"2021-03-{day:02}", BATANG, *[""] * 4, "Buku", ""] for day in range(1, days + 1)]
        bring(sari, "visits", xlsx(HEAD, *rows))
        address = reverse("import", args=[ImportBatch.objects.latest("pk").pk])
        costs.append(queries_of(lambda: sari.get(address)))  # noqa: B023 -- asked at once

    assert costs[0] == costs[1] <= 12
