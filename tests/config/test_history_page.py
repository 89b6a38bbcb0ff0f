"""The story of a record, on a page: for those who may read it, and nobody else."""

import re
from datetime import date

import pytest
from django.test import Client

from cooperation.permissions import Role
from cooperation.services import edit_candidate, identify_candidate
from tests.builders import make_agency, make_person
from tests.documents import reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def depok():
    return make_agency("Pemerintah Kota Depok")


@pytest.fixture
def budi(depok):
    return make_person("budi", depok, Role.COOPERATION)


@pytest.fixture
def candidate(depok, budi):
    batang = make_agency("Pemerintah Kabupaten Batang")
    return identify_candidate(
        owner=depok, title="Adopsi Teman Litbang", provider=depok, adopter=batang, by=budi
    )


def read(user, path):
    client = Client()
    client.force_login(user)
    return client.get(path)


def test_an_auditor_reads_who_changed_what_and_why(depok, budi, candidate):
    auditor = make_person("wulan", depok, Role.AUDITOR)
    edit_candidate(candidate, by=budi, changes={"title": "Replikasi <b>Litbang</b>"}, why="istilah")

    page = read(auditor, f"/history/candidate/{candidate.pk}/").content.decode()

    for told in ("Budi", "istilah", "Adopsi Teman Litbang", "Replikasi &lt;b&gt;Litbang&lt;/b&gt;"):
        assert told in page


def test_a_day_is_told_as_on_every_page(depok, budi, candidate):
    edit_candidate(candidate, by=budi, changes={"target_on": date(2026, 7, 12)}, why="RPJMD")

    page = read(budi, f"/history/candidate/{candidate.pk}/").content.decode()

    assert "<ins>12 Jul 2026</ins>" in page


def test_a_long_story_is_paged_and_odd_page_numbers_do_no_harm(depok, budi, candidate):
    for number in range(30):
        edit_candidate(candidate, by=budi, changes={"title": f"Judul {number}"})
        candidate.refresh_from_db()
    path = f"/history/candidate/{candidate.pk}/"

    first, second = read(budi, path), read(budi, f"{path}?page=2")

    assert "Adopsi Teman Litbang" not in first.content.decode()
    assert "Adopsi Teman Litbang" in second.content.decode()
    for odd in ("0", "-1", "x", "9" * 30, "²"):
        assert read(budi, f"{path}?page={odd}").status_code == 200


def test_for_tono_a_foreign_story_is_as_missing_as_one_that_never_was(candidate):
    tono = make_person("tono", make_agency("Pemerintah Kota Bogor"), Role.AUDITOR)

    foreign = read(tono, f"/history/candidate/{candidate.pk}/")
    missing = read(tono, "/history/candidate/999999/")

    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert foreign.content == missing.content


@pytest.mark.parametrize("kind", ["user", "membership", "personaldetail", "nonsense"])
def test_only_records_of_their_own_have_such_a_page(budi, kind):
    assert read(budi, f"/history/{kind}/{budi.pk}/").status_code == 404


def test_the_story_is_printed_in_the_words_of_the_office(depok, budi, candidate):
    edit_candidate(candidate, by=budi, changes={"title": "Replikasi Litbang"}, why="istilah")

    paper = read(budi, f"/history/candidate/{candidate.pk}/sheet/")

    words = reading.text(paper.content)
    assert words.startswith("PEMERINTAH KOTA DEPOK LEMBAR RIWAYAT TENTANG")
    for told in ("Budi", "“istilah”", "Adopsi Teman Litbang → Replikasi Litbang"):
        assert told in words
    assert re.search(r"Halaman 1 dari \d", words)


def test_the_printed_story_is_there_for_whoever_reads_it_and_nobody_else(depok, candidate):
    tono = make_person("tono", make_agency("Pemerintah Kota Tarakan"), Role.AUDITOR)

    assert read(tono, f"/history/candidate/{candidate.pk}/sheet/").status_code == 404
    assert read(tono, "/history/nothing/1/sheet/").status_code == 404
