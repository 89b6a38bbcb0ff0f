"""What was written a moment ago is found, whoever wrote it and by whichever way."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from api.searched import KINDS
from audit.recording import record
from cooperation.models import FormerName, Indicator, Innovation, SearchDue, SearchText
from cooperation.permissions import Role
from cooperation.services import catch_up, edit_agency
from tests.builders import TEST, make_person
from tests.hostile.everything import make_everything
from tests.marks import reads_the_journal
from tests.query_counts import queries_of
from visits.services import edit_visit, remove_discussion

pytestmark = reads_the_journal

COLUMNS = ("record", "record_id", "reader", "day", "heading", "heading_words", "body", "words")


def texts():
    return sorted(SearchText.objects.values_list(*COLUMNS), key=repr)


def test_a_change_is_found_and_what_it_replaced_is_not(house, find):
    visit = house.the_story()
    assert find(house.sari, "kemiskinan kunjungan") == [str(visit)]

    visit.refresh_from_db()
    edit_visit(visit, by=house.sari, changes={"theme": "Belajar kopi"}, why="tema dilengkapi")
    poverty = visit.discussions.get(topic__name="Penanganan kemiskinan")
    remove_discussion(poverty, by=house.sari, why="tidak dibahas")

    visit.refresh_from_db()
    assert find(house.sari, "kopi") == [str(visit)]
    assert find(house.sari, "kemiskinan kunjungan") == []


def test_what_was_taken_back_is_not_found(house, find):
    find(house.sari, "kunjungan")
    with transaction.atomic():
        house.log(theme="Belajar kopi")
        transaction.set_rollback(True)

    assert find(house.sari, "kopi") == []


def test_a_new_name_finds_the_old_visits_and_so_does_the_old_one(house, find):
    visit = house.the_story()
    find(house.sari, "kunjungan")
    admin = make_person("admin", house.depok, Role.ADMINISTRATOR)

    bappeda = house.bappeda
    bappeda.refresh_from_db()
    changes = {"name": "Badan Riset Kota Depok", "short_name": "Brida"}
    edit_agency(bappeda, by=admin, changes=changes, why="Perda 3/2026")

    for asked in ("brida kunjungan", "riset kunjungan", "perencanaan pembangunan daerah kunj"):
        assert find(house.sari, asked) == [str(visit)], asked


def test_a_former_name_and_an_indicator_that_is_called_otherwise_are_found(house, find):
    visit = house.the_story()
    find(house.sari, "kunjungan")

    record(FormerName(agency=house.bappeda, name="Bapeda", until="2016-12-31"), by=TEST)
    indicator = Indicator.objects.get(name="Prevalensi stunting")
    indicator.name = "Angka tengkes"
    record(indicator, by=TEST)

    assert find(house.sari, "bapeda kunj") == [str(visit)]
    assert find(house.sari, "tengkes kunj") == [str(visit)]


def test_what_is_no_longer_published_is_no_longer_told(house, find):
    """Nor where it was shown: of a guest's words only those are found that a guest may read."""
    visit = house.the_story()
    assert find(house.bima, "geber kunjungan") == [str(visit)]

    innovation = Innovation.objects.get(name="Geber Hebring")
    innovation.published = False
    record(innovation, by=TEST)
    assert find(house.bima, "geber") == []
    assert find(house.sari, "geber kunjungan") == [str(visit)]

    innovation.published = True
    record(innovation, by=TEST)
    assert find(house.bima, "geber kunjungan") == [str(visit)]


def test_of_much_at_once_the_newest_is_read_first_and_the_rest_is_told(house):
    themes = [f"Belajar kopi {place}" for place in range(5)]
    visits = [house.log(theme=theme) for theme in themes]

    assert not catch_up(KINDS, most=3)
    assert not catch_up(KINDS, most=3)
    out = StringIO()
    call_command("index_search", stdout=out)

    assert "can be found" in out.getvalue()
    assert SearchText.objects.filter(record="visits.visit", reader=None).count() == len(visits)
    assert not SearchDue.objects.exists()


def test_reading_along_ends_with_the_same_as_reading_everything(db):
    """Of everything that can be written, the index that followed is the one that is made anew."""
    catch_up(KINDS)  # the bookmark is put in before anything is written
    make_everything()
    call_command("index_search", stdout=StringIO())
    followed = texts()

    SearchText.objects.all().delete()
    call_command("index_search", "--anew", stdout=StringIO())

    assert followed == texts()
    assert len(followed) > 15


def test_who_searches_again_does_not_pay_again(house, find):
    house.the_story()
    find(house.sari, "kunjungan")

    assert queries_of(lambda: catch_up(KINDS)) == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite looks at every text")
def test_postgresql_looks_words_up_in_its_index(house, find):
    house.the_story()
    find(house.sari, "kunjungan")
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM cooperation_searchtext"
            " WHERE vector @@ to_tsquery('simple', '''stunt'':*')"
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())
        cursor.execute("RESET enable_seqscan")

    assert "text_by_word" in plan
