"""What stands in a spreadsheet is read as text; what is no spreadsheet is refused in words."""

import csv as library
import zipfile
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from cooperation.forms.sheet_rows import SheetDay
from cooperation.forms.spreadsheet import MOST_BYTES, MOST_ROWS, _text, read_spreadsheet
from cooperation.models import ImportBatch
from tests.imports.sheets import bring, csv, xlsx
from tests.visits.builders import House
from tests.visits.page import client_of, text_of

HEAD = ["day", "guests"]
ROW = ["2022-07-12", "Pemkab Batang"]


def test_cells_are_text_days_are_days_and_empty_rows_are_not_there():
    read = read_spreadsheet(
        xlsx(
            HEAD,
            [date(2022, 7, 12), " Batang "],
            [None, None],
            [12.0, 3.5],
            [True, "=1+1"],
        )
    )

    assert read.head == HEAD
    assert read.rows == [(2, ["2022-07-12", "Batang"]), (4, ["12", "3.5"]), (5, ["True"])]


def test_rows_below_many_empty_ones_are_not_lost():
    empty = [[None]] * (MOST_ROWS + 50)

    assert read_spreadsheet(xlsx(HEAD, *empty, ROW)).rows == [(MOST_ROWS + 52, ROW)]
    text = "day,guests\n" + "\n" * (MOST_ROWS + 50) + "2022-07-12,Pemkab Batang\n"
    assert read_spreadsheet(csv(text)).rows == [(MOST_ROWS + 52, ROW)]


def test_a_long_cell_is_kept_whole_and_one_that_no_database_keeps_is_cleaned():
    read = read_spreadsheet(xlsx(HEAD, ["x" * 30_000, "a"]))

    assert len(read.rows[0][1][0]) == 30_000
    assert _text("a\0b") == "ab"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_csv_is_read_as_the_spreadsheets_of_here_write_it(delimiter, encoding):
    text = StringIO()
    library.writer(text, delimiter=delimiter).writerows([HEAD, ["12/7/2022", 'Café, "Bogor"; dua']])

    read = read_spreadsheet(csv(text.getvalue(), encoding=encoding))

    assert read.rows == [(2, ["12/7/2022", 'Café, "Bogor"; dua'])]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (csv("day\n"), "no row below"),
        (csv(""), "no row below"),
        (xlsx(), "no row below"),
        (xlsx(HEAD, *[ROW] * (MOST_ROWS + 1)), "more than"),
        (xlsx([f"k{n}" for n in range(70)], ROW), "more than 60 columns"),
        (csv("day,guests\n" + "2022-07-12,Batang\n" * (MOST_ROWS + 1)), "more than"),
        (SimpleUploadedFile("a.csv", b"\0\1\2\3" * 20), "no spreadsheet"),
        (SimpleUploadedFile("a.xlsx", b"PK\3\4" + b"x" * 200), ""),
        (SimpleUploadedFile("a.xlsx", xlsx(HEAD, ROW).read()[:900]), ""),
        (SimpleUploadedFile("a.csv", b"x" * (MOST_BYTES + 1)), "larger than 5 MB"),
        (csv('day,guests\n"2022'), "cannot be read"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_in_words(file, said):
    with pytest.raises(ValidationError) as refused:
        read_spreadsheet(file)

    assert said in refused.value.messages[0]


def test_a_small_file_that_unpacks_to_a_large_one_is_not_unpacked():
    rows = [["x" * 9_000] * 40 for _row in range(200)]
    file = xlsx(["day"], *rows)
    assert file.size < MOST_BYTES

    with pytest.raises(ValidationError) as refused:
        read_spreadsheet(file)

    assert "Divide it" in refused.value.messages[0]


def test_a_part_that_reaches_for_a_file_of_the_machine_reads_none():
    good = xlsx(HEAD, ROW).read()
    output = BytesIO()
    with zipfile.ZipFile(BytesIO(good)) as book, zipfile.ZipFile(output, "w") as bad:
        for part in book.namelist():
            content = book.read(part)
            if part == "xl/worksheets/sheet1.xml":
                _head, tail = content.split(b"?>", 1) if b"?>" in content else (b"", content)
                content = (
                    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
                    + tail.replace(b"Batang", b"&x;")
                )
            bad.writestr(part, content)

    try:
        read = read_spreadsheet(SimpleUploadedFile("a.xlsx", output.getvalue()))
    except ValidationError:
        return
    assert "root:" not in str(read.rows)


@pytest.mark.parametrize(
    "written",
    [
        "2022-07-12",
        "12/07/2022",
        "12-7-2022",
        "12.7.2022",
        "12 Juli 2022",
        "12 Jul 2022",
        "12 July 2022",
    ],
)
def test_a_day_is_read_as_offices_write_it_with_the_day_first(written):
    assert SheetDay().clean(written) == date(2022, 7, 12)


@pytest.mark.parametrize(
    "written", ["31/02/2022", "12 Blah 2022", "07/13/2022", "kemarin", "12/7/22"]
)
def test_what_is_no_day_is_refused(written):
    with pytest.raises(ValidationError):
        SheetDay().clean(written)


@pytest.mark.django_db
def test_headings_that_are_missing_unknown_or_twice_are_named():
    client = client_of(House().sari)

    page = bring(client, "visits", xlsx(["guests", "Tamu", "Warna"], ["a", "b", "c"]))

    said = text_of(page)
    assert not ImportBatch.objects.exists()
    assert "These columns are missing: day." in said
    assert "No column is called: Tamu, Warna." in said
    page = bring(client, "visits", xlsx(["day", "Day", "guests"], ["a", "b", "c"]))
    assert "These headings stand there twice: day." in text_of(page)
