"""Sari remembers two words of a visit, and finds it."""

import pytest
from django.core.exceptions import ValidationError

from api.searched import KINDS
from cooperation.reports import excerpts_of, search, wanted_in
from cooperation.reports.searching import MOST_WORDS
from cooperation.reports.texts import plain
from cooperation.services import catch_up
from tests.builders import make_candidate, make_innovation
from tests.marks import reads_the_journal

pytestmark = reads_the_journal


def test_words_are_found_wherever_they_stand_in_a_visit(house, find):
    visit = house.the_story()
    for asked in (
        "kunjungan 2022",
        visit.reference,
        "lani batang",  # the leader and her agency
        "stunting supian",  # a topic and the receiver
        "wihana sapa",  # the presenter and the place
        "DUKUNGAN anggaran",  # what was asked
        "mitra memiliki",  # what was found out
        "kastara",  # the source of a figure
        "geber",  # an innovation that was shown
    ):
        assert str(visit) in find(house.sari, asked), asked

    assert find(house.sari, "stunting tarakan") == []


def test_a_word_is_found_from_its_beginning_and_not_from_its_middle(house, find):
    visit = house.log(theme="Percepatan penurunan stunting")

    assert find(house.sari, "stunt") == [str(visit)]
    assert find(house.sari, "unting") == []


def test_words_in_quotes_stand_together(house, find):
    together = house.log(theme="Peta jalan Teman Litbang")
    apart = house.log(theme="Litbang dan teman belajar")

    assert set(find(house.sari, "teman litbang")) == {str(together), str(apart)}
    assert find(house.sari, '"teman litbang"') == [str(together)]
    assert find(house.sari, '"jalan teman" litb') == [str(together)]


def test_one_word_or_two_accents_and_signs_make_no_difference(house, find):
    visit = house.log(theme="Kerja sama “Jéjaring” s.d. tahun 2027")

    for asked in ("kerjasama", "kerja sama", "JEJARING", "jéjaring", "s.d", "kerja"):
        assert find(house.sari, asked) == [str(visit)], asked
    assert plain("Kerja-Sama  ﬁnal, KERJA SAMA!") == "kerjasama final kerjasama"


def test_what_is_called_so_comes_before_what_mentions_it(house, find):
    mentions = house.log(theme="Perencanaan", summary="Mereka bertanya tentang sampah.")
    called = house.log(theme="Sampah rumah tangga")
    called_longer = house.log(theme="Persampahan kota")  # "sampah" is not its beginning

    assert find(house.sari, "sampah") == [str(called), str(mentions)]
    assert find(house.sari, "persampahan") == [str(called_longer)]


def test_every_kind_of_record_is_found(house, find):
    innovation = make_innovation(house.depok, "Lumbung Data", full_name="Lumbung Data Litbang")
    candidate = make_candidate(
        house.depok, adopter=house.batang, title="Adopsi Lumbung Data", innovation=innovation
    )

    found = find(house.sari, "lumbung data")

    assert set(found) == {"Lumbung Data – Lumbung Data Litbang", str(candidate)}
    assert find(house.sari, "tarakan") == ["Pemerintah Kota Tarakan"]


def test_the_line_that_tells_why_is_shown_with_the_words_marked(house):
    long = "Hal lain. " * 40
    house.log(theme="Perencanaan", summary=f"{long}Lalu kerja sama pengolahan sampah. {long}")
    catch_up(KINDS)
    wanted = wanted_in("sampah kerjasama")

    hits = search(house.sari, wanted, KINDS)
    pieces = excerpts_of(hits, wanted)[hits[0].text]

    assert [text for text, is_one in pieces if is_one] == ["kerja", "sama", "sampah"]
    assert len("".join(text for text, _is_one in pieces)) < 200


@pytest.mark.parametrize("asked", ["", "  ", "!?", '""', "– … ·"])
def test_without_a_word_nothing_is_searched(asked):
    with pytest.raises(ValidationError, match="at least one word"):
        wanted_in(asked)


def test_too_many_words_are_told(house):
    with pytest.raises(ValidationError, match="at most 8"):
        wanted_in(" ".join(f"kata{place}" for place in range(MOST_WORDS + 1)))


@pytest.mark.parametrize(
    "asked",
    [
        *("a' OR '1'='1", "stunting:*", "!(a & b) | c", "a <-> b", "\\", "100%_sampah"),
        *("'; DROP TABLE cooperation_searchtext; --", "ꦏꦺꦴꦠ", "e\u0301\u0301\u0301", "1e5 0x1F"),
        *("x" * 200, "1.2.3.4/24", "warga@depok.go.id", "2022-07-12", "<b>tebal</b>"),
    ],
)
def test_signs_are_words_or_nothing_and_never_an_instruction(house, find, asked):
    visit = house.log(theme=asked[:100])

    try:
        found = find(house.sari, asked[:100])
    except ValidationError:
        assert plain(asked) == ""
    else:
        assert found == [str(visit)]
