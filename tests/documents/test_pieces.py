"""The parts of a document as they stand on the page."""

import re

import pytest

from documents import paper
from tests.documents import reading

FOOT = 90  # points: below it a page has its number and a line above that


def test_a_letterhead_names_the_government_before_its_unit():
    pdf = reading.printed(
        paper.Letterhead(
            ("Pemerintah Kota Depok", "Bappeda"), "Jalan Margonda Raya 54", "Pos-el a@b.go.id"
        )
    )

    assert reading.text(pdf).startswith(
        "PEMERINTAH KOTA DEPOK BAPPEDA Jalan Margonda Raya 54 Pos-el a@b.go.id"
    )


def test_a_letterhead_of_any_length_is_printed_beside_or_under_its_emblem():
    for length in (1, 200):
        letterhead = paper.Letterhead(
            ("Pemerintah Kota Depok",), "Jalan Margonda Raya " * length, emblem=reading.emblem()
        )

        assert reading.text(reading.printed(letterhead)).count("Margonda") == length


@pytest.mark.parametrize(
    ("parties", "between"),
    [
        (("Kota Depok", "Kabupaten Batang"), "ANTARA KOTA DEPOK DAN KABUPATEN BATANG"),
        (("A", "B", "C"), "ANTARA A B DAN C"),
    ],
)
def test_a_title_names_all_parties(parties, between):
    pdf = reading.printed(paper.Title("Kesepakatan Bersama", parties, "Teman Litbang"))

    assert f"KESEPAKATAN BERSAMA {between} TENTANG TEMAN LITBANG" in reading.text(pdf)


def test_a_number_that_is_not_known_is_a_dotted_line():
    printed = reading.text(reading.printed(paper.NumberLines(["119/27/KS/2022", None])))

    assert re.search(r"NOMOR : 119/27/KS/2022 NOMOR : \.{20,} ", printed)


def test_a_memorandum_says_from_whom_to_whom():
    pdf = reading.printed(
        paper.MemoHead("Nota Dinas", [("Kepada", "Yth. Ibu Ratna"), ("Dari", "Sari")])
    )

    assert "NOTA DINAS Kepada : Yth. Ibu Ratna Dari : Sari" in reading.text(pdf)


def test_parties_are_introduced_in_roman_numerals():
    pdf = reading.printed(
        paper.PartyRows([("RATNA", ["selaku ", paper.Bold("PIHAK KESATU"), ";"]), ("LANI", "x.")])
    )

    assert "I. RATNA : selaku PIHAK KESATU; II. LANI : x." in reading.text(pdf)


def test_an_article_is_printed_with_the_numbers_that_the_system_counts():
    body = "Satu.\nDua meliputi:\n- x; dan\n-- p;\n-- q; dan\n- y."

    pdf = reading.printed(paper.Article(3, "Ruang Lingkup", body))

    assert (
        "Pasal 3 RUANG LINGKUP (1) Satu. (2) Dua meliputi: a. x; dan 1. p; 2. q; dan b. y."
        in reading.text(pdf)
    )


def test_the_head_of_a_table_stands_on_each_of_its_pages():
    rows = [[str(place), "Budi", "Kepala Bagian"] for place in range(1, 81)]

    pages = reading.pages(reading.printed(paper.GridTable(["No", "Nama", "Jabatan"], rows)))

    assert len(pages) > 1
    assert all("No Nama Jabatan" in page for page in pages)


def test_a_row_higher_than_a_page_goes_on_overleaf():
    long = " ".join(f"kata{place}" for place in range(3_000))

    pages = reading.pages(reading.printed(paper.GridTable(["No", "Isi"], [["1", long]], [1, 9])))

    assert len(pages) > 2
    assert re.findall(r"kata\d+", " ".join(pages)) == long.split()


@pytest.mark.parametrize("lines", range(28, 47))
def test_a_paragraph_that_leads_stands_with_what_it_leads_to(lines):
    pdf = reading.printed(
        paper.Gap(lines),
        paper.Paragraph("Pasal 7", align="center", leads=True),
        paper.Paragraph("Pembiayaan", align="center", leads=True),
        paper.Paragraph("Biaya dibebankan pada anggaran PIHAK yang melaksanakannya. " * 4),
    )

    [headed] = [page for page in reading.pages(pdf) if "Pasal 7" in page]
    assert "Pembiayaan Biaya dibebankan" in headed


@pytest.mark.parametrize("kind", [paper.Struck, paper.Inserted])
def test_a_paragraph_marked_from_end_to_end_is_marked_where_its_words_are(kind):
    changed = [kind("Biaya pelatihan dibebankan pada anggaran PIHAK. " * 9)]
    pdf = reading.printed(
        paper.Paragraph("Di tepi kiri."), paper.Paragraph(changed, label="(2)", align="left")
    )

    lefts = [left for left, bottom in reading.lines_drawn(pdf) if bottom > FOOT]
    assert min(lefts) == pytest.approx(reading.left_of(pdf, "Biaya"), abs=1)


@pytest.mark.parametrize("lines", range(30, 50))
def test_a_heading_is_never_the_last_line_of_a_page(lines):
    story = [paper.Paragraph("Baris.", align="left") for _ in range(lines // 2)]
    body = "Isi pasal yang panjang. " * 60

    pages = reading.pages(
        reading.printed(*story, paper.Gap(lines % 5), paper.Article(1, "Penutup", body))
    )

    for page in pages:
        assert not re.search(r"(Pasal 1|PENUTUP) Halaman", page)


def test_a_long_text_begins_under_its_heading_on_the_same_page():
    body = "Isi pasal yang panjang. " * 300

    pages = reading.pages(
        reading.printed(paper.Paragraph("Pembuka."), paper.Article(1, "Ruang Lingkup", body))
    )

    assert "RUANG LINGKUP Isi pasal" in pages[0]
