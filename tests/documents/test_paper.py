"""The file as a file: the same bytes for the same story, and nothing read or sent meanwhile."""

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pikepdf
import pytest

from documents import paper, typefaces
from tests.documents import reading

SAME_STORY = """
import hashlib
from documents import paper
from tests.documents import reading

pdf = reading.printed(
    paper.Title("Kesepakatan Bersama", ("Depok", "Batang"), "Teman Litbang"),
    paper.Paragraph("Kata ✓ dan 漢字 " * 50),
    paper.Article(1, "Penutup", "Satu.\\nDua:\\n- a;\\n- b."),
    paper.SignatureBlock(reading.parties("Sari", "Budi")),
    page=paper.Page("F4", "serif"),
    watermark="RANCANGAN",
    footer="A-1",
)
print(hashlib.sha256(pdf).hexdigest())
"""


def digest_in_another_process(**environment: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-c", SAME_STORY],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout


def test_the_same_story_gives_the_same_bytes_anywhere():
    first = digest_in_another_process(PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
    second = digest_in_another_process(
        PYTHONHASHSEED="2", TZ="Asia/Jayapura", LC_ALL="C", SOURCE_DATE_EPOCH="1700000000"
    )

    assert first == second


@pytest.fixture
def restless_threads():
    """They take turns a hundred times as often as usual."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(usual)


def test_threads_that_print_at_once_do_not_disturb_each_other(restless_threads):
    """One server process prints in several threads, and they share the fonts.

    Letters with accents are put together from others, which takes longest to cut out of a font.
    """
    letters = "".join(map(chr, [*range(0xC0, 0xD7), *range(0xD8, 0xF7), *range(0x100, 0x130)]))
    story = [paper.Paragraph(f"{letters[place:]} ✓ {place} ") for place in range(4)]
    alone = [reading.printed(piece) for piece in story]

    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(reading.printed, story * 10))

    assert together == alone * 10


def test_every_font_stands_beside_its_licence():
    fonts = sorted(typefaces.FOLDER.glob("*.ttf"))

    assert len(fonts) == 9
    for font in fonts:
        assert (typefaces.FOLDER / f"{font.stem.split('-')[0]}.LICENSE.txt").is_file()


def test_another_word_gives_other_bytes():
    assert reading.printed(paper.Paragraph("satu")) != reading.printed(paper.Paragraph("dua"))


def test_the_file_is_dated_by_its_record():
    with pikepdf.open(BytesIO(reading.printed(paper.Paragraph("x")))) as document:
        assert str(document.docinfo["/CreationDate"]).startswith("D:20220712000000")
        assert str(document.docinfo["/Title"]) == "Kesepakatan Bersama"
        assert str(document.Root.Lang) == "id-ID"


def test_every_font_is_embedded():
    pdf = reading.printed(
        paper.Letterhead(("Pemerintah Kota Depok",), emblem=reading.emblem()),
        paper.Paragraph(["x ✓ ", paper.Bold("y")], label="(1)"),
        paper.GridTable(["No"], [["1"]]),
        watermark="RANCANGAN",
    )

    with pikepdf.open(BytesIO(pdf)) as document:
        fonts = [
            font for page in document.pages for font in page.obj.Resources.Font.as_dict().values()
        ]
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)


@pytest.mark.parametrize(("size", "millimetres"), [("A4", (210, 297)), ("F4", (215.9, 330.2))])
def test_paper_has_the_size_of_the_office(size, millimetres):
    pdf = reading.printed(paper.Paragraph("x"), page=paper.Page(size))

    with pikepdf.open(BytesIO(pdf)) as document:
        width, height = (float(length) / 72 * 25.4 for length in document.pages[0].mediabox[2:])
        assert (width, height) == pytest.approx(millimetres, abs=0.1)


def test_every_page_says_which_it_is_and_of_which_paper():
    pages = reading.pages(
        reading.printed(
            *[paper.Paragraph("Kalimat panjang. " * 40) for _ in range(12)],
            watermark="RANCANGAN",
            footer="A-2022-0003 · revisi 2 · 3f9a1c2e",
        )
    )

    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert f"Halaman {number} dari {len(pages)}" in page
        assert "A-2022-0003 · revisi 2 · 3f9a1c2e" in page
        assert "RANCANGAN" in page


def test_a_clean_copy_carries_no_mark():
    assert reading.text(reading.printed(paper.Paragraph("Bersih."))) == "Bersih. Halaman 1 dari 1"


def test_a_document_without_a_word_is_one_empty_page():
    assert reading.pages(reading.printed()) == ["Halaman 1 dari 1"]


def test_a_new_page_begins_where_the_story_says():
    pages = reading.pages(
        reading.printed(paper.Paragraph("Isi."), paper.NewPage(), paper.Paragraph("Lampiran."))
    )

    assert ["Isi." in pages[0], "Lampiran." in pages[1]] == [True, True]


_heard: list[tuple[str, str]] | None = None


def _listen(event: str, arguments: tuple[object, ...]) -> None:
    if _heard is not None and (event == "open" or event.startswith(("socket.", "subprocess."))):
        _heard.append((event, str(arguments[0])))


def test_hostile_text_opens_no_file_and_no_connection(monkeypatch):
    """An audit hook cannot be taken away again, so it only listens while this test asks it to."""
    story = [
        piece
        for typed in (
            '<img src="/etc/passwd"/>',
            '<img src="http://127.0.0.1:1/x.png" width="10" height="10"/>',
            '<a href="file:///etc/passwd">x</a>',
            "<font face='/etc/hosts'>x</font>",
        )
        for piece in (
            paper.Letterhead((typed,), typed, typed, emblem=reading.emblem()),
            paper.Title(typed, (typed, typed), typed),
            paper.Heading(typed, label="I."),
            paper.Article(1, typed, typed),
            paper.GridTable([typed], [[typed]]),
            paper.SignatureBlock(reading.parties(typed, typed)),
        )
    ]
    # The first drawing loads what Python loads once: fonts, and the reader of pictures.
    expected = paper.build(story, page=paper.Page(), metadata=reading.METADATA)
    sys.addaudithook(_listen)
    monkeypatch.setattr(f"{__name__}._heard", [])

    pdf = paper.build(story, page=paper.Page(), metadata=reading.METADATA, footer="")

    assert _heard == []
    assert pdf == expected
    assert len(re.findall("<img src=", reading.text(pdf))) >= 16
