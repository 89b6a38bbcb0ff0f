"""Nobody finds what they may not read: not the record, and not by a word in it."""

import pytest

from agreements.services import comment, edit_agreement, set_articles
from cooperation.permissions import Role
from tests.agreements.builders import Cast
from tests.builders import make_agency, make_candidate, make_innovation, make_person
from tests.marks import reads_the_journal
from visits.services import add_innovation_shown, remove_delegation

pytestmark = reads_the_journal

EVERYTHING_OF_OURS = ("kunjungan", "calon", "naskah", "rahasia", "teman", "stunting", "lani")


@pytest.fixture
def cast(db) -> Cast:
    return Cast()


def test_who_has_no_part_in_it_finds_nothing(house, find):
    house.the_story()
    make_candidate(house.depok, adopter=house.batang, title="Rahasia Depok")
    make_innovation(house.depok, "Rahasia dapur", published=False)

    for asked in EVERYTHING_OF_OURS:
        assert find(house.tono, asked) == [], asked
    assert find(house.sari, "stunting"), "the owner does"


def test_a_guest_finds_the_visit_once_it_is_shared_and_not_by_what_is_the_owners(house, find):
    kept = {"internal_note": "sangat rahasia", "agenda_number": "AG-77"}
    waiting = house.log(theme="Belajar sampah", **kept)
    shared = house.afterwards(theme="Belajar sampah kota", **kept)

    assert find(house.bima, "sampah") == [str(shared)]
    assert set(find(house.sari, "sampah")) == {str(waiting), str(shared)}
    for asked in ("rahasia", "ag 77 kunjungan", "sampah rahasia"):
        assert find(house.bima, asked) == [], asked
    assert set(find(house.sari, "sangat rahasia")) == {str(waiting), str(shared)}


def test_who_is_no_guest_any_more_finds_nothing(house, find):
    visit = house.afterwards(
        theme="Belajar sampah",
        delegations=[{"agency": house.batang}, {"agency": house.elsewhere}],
    )
    assert find(house.tono, "sampah") == [str(visit)]

    remove_delegation(visit.delegations.get(agency=house.elsewhere), by=house.sari, why="keliru")

    assert find(house.tono, "sampah") == []
    assert find(house.bima, "sampah") == [str(visit)]


def test_what_is_not_published_is_not_told_by_the_visit_in_which_it_was_shown(house, find):
    visit = house.the_story()
    hidden = make_innovation(house.depok, "Sumurpandan", published=False)
    add_innovation_shown(visit.discussions.first(), innovation=hidden, by=house.sari)

    assert find(house.sari, "sumurpandan kunjungan") == [str(visit)]
    assert find(house.bima, "sumurpandan") == []
    assert str(visit) in find(house.bima, "geber"), "that one is published"


def test_a_unit_finds_what_names_it_and_nothing_else_of_its_house(house, find):
    """Dewi reads for Bappeda alone: a visit in which it presented, as a partner would."""
    named = house.the_story()
    house.log(theme="Percepatan penurunan stunting", internal_note="rahasia")

    assert str(named) in find(house.dewi, "stunting kunjungan")
    assert len(find(house.dewi, "stunting kunjungan")) == 1
    assert find(house.dewi, "rahasia") == []


def test_a_party_finds_the_text_that_it_was_sent_and_not_what_is_being_written(cast, find):
    agreement = cast.draft(title="Pengembangan Inovasi Daerah")
    assert find(cast.partner, "naskah") == []

    cast.walk(agreement, "submit", "approve")
    theirs = find(cast.partner, "inovasi daerah")
    assert len(theirs) == 1
    assert theirs[0].endswith("Pengembangan Inovasi Daerah")

    cast.walk(agreement, "partner_changes")
    agreement.refresh_from_db()
    edit_agreement(agreement, by=cast.budi, changes={"title": "Lumbung Gagasan"})
    agreement.refresh_from_db()
    articles = [
        {"id": each.pk, "heading": each.heading, "body": f"{each.body}\nKata sandi cempedak."}
        for each in agreement.articles.all()
    ]
    set_articles(agreement, articles=articles, by=cast.budi)
    comment(agreement, body="Ini menyangkut belimbing.", by=cast.budi)

    for asked in ("lumbung gagasan", "cempedak", "belimbing"):
        assert len(find(cast.budi, asked)) == 1, asked
        assert find(cast.partner, asked) == [], asked
        assert find(cast.tono, asked) == [], asked
    assert find(cast.partner, "inovasi daerah") == theirs, "what it was sent stays"


def test_each_party_reads_what_was_sent_while_it_was_one(cast, find):
    """Somebody else of the same house, whose role reads agreements, finds it as well."""
    agreement = cast.ready()
    colleague = make_person("lina", cast.batang, Role.MANAGEMENT)
    unit = make_agency("Dinas Kesehatan Batang", parent=cast.batang)
    of_the_unit = make_person("umi", unit, Role.UNIT)

    assert find(colleague, agreement.title) == find(cast.partner, agreement.title) != []
    assert find(of_the_unit, agreement.title) == []
