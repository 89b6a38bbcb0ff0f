"""What is kept for decades: PDF/A, and a tree that says what each part of a page is."""

import datetime
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from pikepdf import pdfa

from documents import paper
from documents.articles import parse
from tests.documents import reading, structure

ADDRESS = "https://jejak.depok.go.id/verify/Z3Vlc3MgdGhpcyBvbmUhIQ/"


def _elements(document, kind):
    held = [one for one in document.objects if isinstance(one, pikepdf.Dictionary)]
    return [one for one in held if one.get("/S") == kind]


def story():
    rows = [[str(place), "Sari", "Penyusun naskah"] for place in range(1, 61)]
    return [
        paper.Letterhead(("Pemerintah Kota Depok", "Bappeda"), emblem=reading.emblem()),
        paper.LetterHead("Depok, 12 Juli 2022", [("Nomor", "1")], ["Yth. Bupati Batang"]),
        paper.MemoHead("Nota Dinas", [("Kepada", "Sari")]),
        paper.Title(
            "Kesepakatan Bersama", ("Depok", "Batang"), "x", [reading.emblem(), reading.emblem()]
        ),
        paper.NumberLines(["1/2022", None]),
        paper.PartyRows([("SARI", ["selaku ", paper.Bold("PIHAK KESATU")])]),
        paper.Heading("PENDAHULUAN", "I."),
        paper.Paragraph(["Kata ✓ ", paper.Struck("lama "), paper.Inserted("baru")], label="(1)"),
        paper.Article(1, "Maksud", "Kalimat yang panjang. " * 400 + "\nDua:\n- a; dan\n- b."),
        paper.Points(parse("Satu:\n- a.\nDua.")),
        paper.NumberedList(["satu", "dua"], letters=True),
        paper.FactsTable([("Nama", "Sari")]),
        paper.GridTable(["No", "Nama", "Jabatan"], rows, row_height=0.8),
        paper.SingleSignature(paper.Signatory("Sari", nip="197001011990031001")),
        paper.SignatureBlock(reading.parties("Sari", "Budi", "Ratna"), "right"),
    ]


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return reading.printed(*story(), page=paper.Page("F4", "serif"), footer="A", check_at=ADDRESS)


@pytest.mark.parametrize("page", [paper.Page(), paper.Page("F4", "serif")])
def test_every_piece_makes_an_archival_file(page):
    content = reading.printed(*story(), page=page, footer="A", check_at=ADDRESS, watermark="X")

    report = pdfa.validate_written(BytesIO(content), "2b")

    assert report.passed, [str(finding) for finding in report.findings]


def test_the_validator_would_find_a_font_that_is_missing(pdf):
    """The test above can fail."""
    with pikepdf.open(BytesIO(pdf)) as document:
        for font in document.pages[0].obj.Resources.Font.as_dict().values():
            del font.FontDescriptor.FontFile2
        broken = BytesIO()
        document.save(broken)

    assert not pdfa.validate_written(broken, "2b").passed


def test_the_file_says_that_it_is_tagged_and_shows_its_title(pdf):
    with pikepdf.open(BytesIO(pdf)) as document:
        assert document.Root.MarkInfo.Marked is True
        assert document.Root.ViewerPreferences.DisplayDocTitle is True
        assert str(document.Root.Lang) == "id-ID"
        assert all(str(page.obj.Tabs) == "/S" for page in document.pages)


def test_all_that_is_drawn_is_either_read_or_passed_over(pdf):
    with pikepdf.open(BytesIO(pdf)) as document:
        for page in document.pages:
            depth = 0
            for instruction in pikepdf.parse_content_stream(page):
                operator = str(instruction.operator)
                depth += {"BMC": 1, "BDC": 1, "EMC": -1}.get(operator, 0)
                if operator in ("Tj", "TJ", "Do", "S", "f", "f*", "B"):
                    assert depth == 1, operator
            assert depth == 0


def test_every_mark_of_a_page_is_read_once(pdf):
    read = structure.marks(structure.tree_of(pdf))

    assert len(read) == len(set(read))
    with pikepdf.open(BytesIO(pdf)) as document:
        for place, page in enumerate(document.pages):
            drawn = [
                int(one.operands[1].MCID)
                for one in pikepdf.parse_content_stream(page)
                if str(one.operator) == "BDC"
            ]
            assert sorted(mark for at, mark in read if at == place) == drawn


def test_headings_say_so_and_come_in_the_order_of_the_paper(pdf):
    heard = structure.heard(pdf)

    assert [entry for entry in heard if entry[0].startswith("H")] == [
        ("H1", "NOTA DINAS"),
        ("H1", "KESEPAKATAN BERSAMA ANTARA DEPOK DAN BATANG TENTANG X"),
        ("H2", "I. PENDAHULUAN"),
        ("H2", "Pasal 1 MAKSUD"),
    ]


def test_a_paragraph_over_two_pages_is_one(pdf):
    long = [words for kind, words in structure.heard(pdf) if "Kalimat yang panjang." in words]

    assert len(long) == 1
    assert long[0].count("Kalimat yang panjang.") == 400


def test_the_head_of_a_table_is_read_once_and_names_its_columns(pdf):
    heard = structure.heard(pdf)
    _document, parts = structure.tree_of(pdf)
    [rows] = [inner for kind, inner in parts if kind == "Table"]

    assert sum(words == "Jabatan" for _kind, words in heard) == 1
    assert len(rows) == 61
    assert [kind for kind, _inner in rows[0][1]] == ["TH"] * 3
    assert all(kind == "TD" for row in rows[1:] for kind, _inner in row[1])
    with pikepdf.open(BytesIO(pdf)) as document:
        heads = _elements(document, "/TH")
        assert {str(one.A.Scope) for one in heads} == {"/Column"}


def test_signatures_are_read_one_party_after_the_other_wherever_they_stand(pdf):
    words = [words for _kind, words in structure.heard(pdf)]

    assert words[words.index("PIHAK KESATU,") :] == [
        *("PIHAK KESATU,", "KEPALA DAERAH", "Sari"),
        *("PIHAK KEDUA,", "KEPALA DAERAH", "Budi"),
        *("PIHAK KETIGA,", "KEPALA DAERAH", "Ratna"),
    ]


def test_a_picture_says_what_it_shows(pdf):
    with pikepdf.open(BytesIO(pdf)) as document:
        told = [str(one.Alt) for one in _elements(document, "/Figure")]

    assert told == [f"Lambang {name}" for name in ("Pemerintah Kota Depok", "Depok", "Batang")]


def test_what_stands_on_every_page_is_not_read_with_the_text(pdf):
    assert not any("Halaman" in words for _kind, words in structure.heard(pdf))
    assert not any("Salinan sistem" in words for _kind, words in structure.heard(pdf))


def test_a_phone_reads_the_address_on_every_page(pdf):
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        codes = zxingcpp.read_barcodes(page.render(scale=200 / 72).to_pil())
        assert [code.text for code in codes] == [ADDRESS]
        assert ADDRESS in page.get_textpage().get_text_range().replace("\r\n", "")


def test_a_draft_has_no_code():
    content = reading.printed(paper.Paragraph("x"), watermark="RANCANGAN")

    page = pypdfium2.PdfDocument(content)[0].render(scale=2).to_pil()
    assert zxingcpp.read_barcodes(page) == []
    assert "Salinan sistem" not in reading.text(content)


def test_the_file_knows_no_clock(pdf):
    with pikepdf.open(BytesIO(pdf)) as document:
        said = document.Root.Metadata.read_bytes().decode()
        assert said.count("2022-07-12T00:00:00") >= 3
        assert str(datetime.datetime.now(tz=datetime.UTC).year) not in said
