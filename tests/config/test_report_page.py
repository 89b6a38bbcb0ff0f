"""Ibu Ratna's ten minutes on Monday: the page of what is late, whose it is, what came of it."""

from datetime import timedelta

import pytest
from django.test import Client

from audit.recording import record
from cooperation.models import FollowUp
from cooperation.permissions import Role
from tests.builders import TEST, make_agency, make_candidate, make_person
from tests.documents import reading
from tests.query_counts import hold, queries_of

pytestmark = pytest.mark.django_db
PAGE = "/reports/follow-up-status/"


@pytest.fixture
def depok():
    return make_agency("Pemerintah Kota Depok")


@pytest.fixture
def ratna(depok):
    return make_person("ratna", depok, Role.MANAGEMENT)


def promise(owner, title="Kirim KAK", *, adopter=None):
    adopter = adopter or make_agency("Pemerintah Kabupaten Batang")
    candidate = make_candidate(owner, adopter=adopter)
    due = owner.today() - timedelta(days=3)
    return record(FollowUp(candidate=candidate, title=title, unit=owner, due_on=due), by=TEST)


def read(user, **query):
    client = Client()
    client.force_login(user)
    return client.get(PAGE, query)


def test_what_is_late_leads_to_the_promise_and_to_its_candidate(depok, ratna):
    late = promise(depok)

    page = read(ratna).content.decode()

    assert f'href="/follow-ups/{late.pk}/"' in page
    assert f'href="/candidates/{late.candidate_id}/"' in page


def test_a_period_that_ends_before_it_begins_is_said_and_what_was_typed_is_kept(ratna):
    page = read(ratna, since="2026-02-01", until="2026-01-01")

    assert page.status_code == 200
    assert page.context["report"] is None
    assert 'value="2026-02-01"' in page.content.decode()


def test_tono_reads_nothing_of_it_and_finds_no_agency_to_choose(depok):
    tono = make_person("tono", make_agency("Pemerintah Kota Bogor"), Role.MANAGEMENT)
    promise(depok, "Rahasia Depok")

    page = read(tono)

    assert "Rahasia Depok" not in page.content.decode()
    assert list(page.context["form"].fields["agency"].queryset) == []


def test_somebody_without_a_role_is_told_who_may_read_it():
    assert read(make_person("tamu")).status_code == 403


def test_the_page_costs_the_same_however_much_is_late(depok, ratna):
    batang = make_agency("Pemerintah Kabupaten Batang")
    client = Client()
    client.force_login(ratna)

    def cost():
        return queries_of(lambda: client.get(PAGE))

    promise(depok, adopter=batang)
    one = cost()
    for number in range(9):
        promise(depok, f"Surat {number}", adopter=batang)

    hold(f"GET {PAGE} (page)", one=one, ten=cost())


def test_the_report_is_printed_with_the_same_figures_and_its_scope(depok, ratna):
    promise(depok, "Kirim KAK kepada tamu")

    paper = read(ratna, format="pdf", since="2020-01-01")

    assert paper["Content-Type"] == "application/pdf"
    words = reading.text(paper.content)
    assert words.startswith("PEMERINTAH KOTA DEPOK LAPORAN STATUS TINDAK LANJUT")
    assert "Cakupan : sejak 1 Januari 2020" in words
    assert "1 tindak lanjut terbuka, 1 di antaranya terlambat" in words
    assert "Kirim KAK kepada tamu" in words
    assert "(3 hari)" in words


def test_the_printed_report_of_another_house_tells_nothing_of_this_one(depok, ratna):
    promise(depok, "Kirim KAK kepada tamu")
    tono = make_person("tono", make_agency("Pemerintah Kota Tarakan"), Role.MANAGEMENT)

    words = reading.text(read(tono, format="pdf").content)

    assert "Kirim KAK" not in words
    assert "Tidak ada yang terlambat." in words
