"""A filtered list for a spreadsheet: what the list shows, all of it, and nothing that runs."""

import csv
import io
import zipfile
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.models import Reading, ReadingKind
from tests.api.test_refusals import problem
from tests.api.world import SECRET, make_world
from visits.workflow import EntryMode

LISTS = ("visits", "candidates", "follow-ups", "agreements")


def table(answer):
    assert answer.status_code == 200, answer.content
    text = answer.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def visits(house):
    return [house.log(theme=theme) for theme in ("Stunting", "Sampah", "=1+1")]


def test_every_row_of_the_filtered_list_is_there(sari, visits):
    rows = table(sari.get("/api/v1/visits/export/?search=stunting"))

    assert [row["Theme"] for row in rows] == ["Stunting"]
    assert rows[0]["Guests"] == "Pemerintah Kabupaten Batang"
    assert rows[0]["Number"] == visits[0].reference
    assert rows[0]["Status"] == "Registered"
    assert len(table(sari.get("/api/v1/visits/export/"))) == 3


def test_a_time_is_that_of_the_owners_clock(house, sari):
    starts = timezone.now().replace(microsecond=0) + timedelta(days=3)
    house.log(entry_mode=EntryMode.PLANNED, scheduled_start=starts)

    (row,) = table(sari.get("/api/v1/visits/export/"))

    assert row["Starts"] == starts.astimezone(house.depok.zone).strftime("%Y-%m-%d %H:%M")


def test_no_formula_survives_in_csv(sari, visits):
    themes = {row["Theme"] for row in table(sari.get("/api/v1/visits/export/?as=csv"))}

    assert "'=1+1" in themes
    assert "=1+1" not in themes


def test_in_xlsx_text_stays_text(sari, visits):
    answer = sari.get("/api/v1/visits/export/?as=xlsx")

    assert answer.status_code == 200
    assert ".xlsx" in answer["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as book:
        written = book.read("xl/worksheets/sheet1.xml")
    sheet = ElementTree.fromstring(written)  # noqa: S314 -- our own
    cells = list(sheet.iter("{http://schemas.openxmlformats.org/spreadsheetml/2006/main}c"))
    assert "=1+1" in ["".join(cell.itertext()) for cell in cells]
    assert {cell.get("t") for cell in cells} <= {"inlineStr", "s"}
    assert not list(sheet.iter("{http://schemas.openxmlformats.org/spreadsheetml/2006/main}f"))


@pytest.mark.parametrize("prefix", LISTS)
def test_others_get_an_empty_table(house, sari, tono, prefix):
    make_world(house)

    assert table(sari.get(f"/api/v1/{prefix}/export/"))
    for form in ("csv", "xlsx"):
        answer = tono.get(f"/api/v1/{prefix}/export/?as={form}")
        assert SECRET.encode() not in answer.getvalue()
    assert table(tono.get(f"/api/v1/{prefix}/export/")) == []


def test_a_partner_is_not_told_the_title_of_a_draft(house, bima):
    """The list leaves out what was not sent to Batang, and so does the table."""
    make_world(house)
    listed = bima.get("/api/v1/agreements/").json()["results"]

    rows = table(bima.get("/api/v1/agreements/export/"))

    assert [row["Title"] for row in rows] == [shown.get("title") or "" for shown in listed]


def test_what_is_not_known_is_refused(sari):
    assert "as" in problem(sari.get("/api/v1/visits/export/?as=pdf"), 400)["errors"]
    assert "page" in problem(sari.get("/api/v1/visits/export/?page=2"), 400)["errors"]
    assert "statsu" in problem(sari.get("/api/v1/visits/export/?statsu=x"), 400)["errors"]


def test_the_number_of_queries_does_not_grow_with_the_rows(house, sari):
    def queries():
        with CaptureQueriesContext(connection) as counted:
            sari.get("/api/v1/visits/export/").getvalue()
        return len(counted)

    house.log(theme="Satu")
    queries()  # the first use of a key is noted
    one = queries()
    for theme in ("Dua", "Tiga", "Empat"):
        house.log(theme=theme)

    assert queries() == one


def test_the_pages_offer_what_they_show(house, client):
    house.log(theme="Stunting")
    client.force_login(house.sari)

    page = client.get("/visits/?search=stunting&agency=&page=1").content.decode()

    assert "/api/v1/visits/export/?search=stunting&amp;as=csv" in page
    rows = table(client.get("/api/v1/visits/export/?search=stunting&as=csv"))
    assert len(rows) == 1


def test_the_owner_reads_who_took_agreements_along(house, as_program):
    """The list of all agreements left the house as a file: it stands with the readings."""
    make_world(house)

    as_program(house.budi).get("/api/v1/agreements/export/?as=xlsx").getvalue()

    taken = Reading.objects.get(kind=ReadingKind.DOWNLOADED)
    assert (taken.user, taken.root_key) == (house.budi, "agreements.agreement:")
