"""A paper that leaves the house bears witness of the history as it was then."""

import pytest
from django.db import connection

from audit.checkpoints import anchor, last_note
from cooperation.services import drawn_again, foot_of
from tests.visits.builders import House
from visits.services import issue_paper, prepare_paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(settings, tmp_path):
    settings.CHECKPOINTS = tmp_path
    return House()


def issued(house):
    visit = house.afterwards()
    paper = prepare_paper(visit, agency=house.depok, by=house.sari)
    return issue_paper(paper, by=house.sari).issued


def test_a_paper_prints_the_last_checkpoint(house):
    connection.check_constraints()
    note = anchor()

    document = issued(house)

    assert f"titik periksa {note.size}:{note.head[:16]}" in foot_of(document)[0]
    anchor()
    assert drawn_again(document) == bytes(document.content)  # whatever was anchored since


def test_before_the_first_checkpoint_a_paper_prints_none(house):
    assert "titik periksa" not in " ".join(foot_of(issued(house)))


def test_what_a_paper_attests_is_anchored_once_it_stands(house, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        issued(house)

    assert last_note() is not None


def test_a_full_disk_stops_no_office(house, settings, tmp_path, django_capture_on_commit_callbacks):
    (tmp_path / "taken").write_text("")
    settings.CHECKPOINTS = tmp_path / "taken" / "folder"

    with django_capture_on_commit_callbacks(execute=True):
        document = issued(house)

    assert document.pk
