"""Whatever people type is printed as they typed it, or the page says what it could not print."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents import paper, text
from documents.typefaces import SANS, SERIF
from tests.documents import reading

NOTICE = "Beberapa huruf tidak dapat dicetak"
SCRIPTS = {
    "Chinese": "漢字",
    "emoji": "😀",
    "Javanese": "ꦗꦮ",
    "Arabic": "العربية",
    "Hebrew": "שלום",
    "Thai": "ไทย",
    "bell": "\x07",
    "override of direction": "\u202e",
}
HOSTILE = [
    '<img src="/etc/passwd"/>',
    "<b>tidak ditutup",
    "</para><para>",
    "a & b < c > d &amp; &#65; &nbsp;",
    '<font name="Courier">',
    "<!-- x --> <![CDATA[ y ]]> <?xml version?>",
    "{{ 7*7 }} %s %(x)s \\ \\n",
]


@pytest.mark.parametrize("page", [paper.Page("A4", "sans"), paper.Page("F4", "serif")])
def test_letters_of_every_latin_script_are_drawn(page):
    typed = "Đặng č ž ñ ü Ł ı Œ – — “kutip” ‘x’ … € • → ✓ ☐ ½ ² Ωμέγα Мир"

    pdf = reading.printed(paper.Paragraph(typed, align="left"), page=page)

    assert typed in reading.text(pdf)
    assert NOTICE not in reading.text(pdf)


@pytest.mark.parametrize("typed", HOSTILE)
def test_markup_is_printed_not_obeyed(typed):
    pdf = reading.printed(
        paper.Paragraph(typed, align="left"),
        paper.Heading(typed, label="I."),
        paper.GridTable([typed], [[typed]]),
    )

    assert reading.text(pdf).count(typed) == 4


@pytest.mark.parametrize("typed", SCRIPTS.values(), ids=SCRIPTS.keys())
def test_what_no_font_draws_right_is_marked_and_named(typed):
    pdf = reading.printed(paper.Paragraph(f"Nama: {typed} selesai."))

    printed = reading.text(pdf)
    assert f"Nama: {'□' * len(typed)} selesai." in printed
    assert f"{NOTICE} (□): {text.named(dict.fromkeys(typed))}." in printed


@pytest.mark.parametrize("typeface", [SANS, SERIF])
def test_a_text_can_be_asked_beforehand_what_will_not_be_drawn(typeface):
    assert text.undrawable("Budi 😀 漢 Đ ✓ 😀", typeface) == ["😀", "漢"]


def test_what_nobody_ever_sees_is_left_out_without_a_word():
    typed = "kerja\u00adsama\u200b \ufeffdaerah\u200d"

    assert text.cleaned(typed) == "kerjasama daerah"
    assert text.undrawable(typed) == []


def test_letters_and_marks_typed_apart_are_printed_as_one():
    assert "č" in reading.text(reading.printed(paper.Paragraph("c\u030c")))


def test_lines_that_were_typed_stay_lines():
    assert text.markup("satu\r\ndua\u2028tiga") == "satu<br/>dua<br/>tiga"
    assert text.lines(["satu\n\ndua ", text.Bold("tebal\ntiga")]) == [
        ["satu"],
        ["dua ", "tebal"],
        ["tiga"],
    ]


def test_bold_is_said_by_the_code_never_by_the_text():
    assert text.markup(["<b>x</b>", text.Bold("PIHAK & KESATU")]) == (
        "&lt;b&gt;x&lt;/b&gt;<b>PIHAK &amp; KESATU</b>"
    )


def test_a_bold_sign_that_only_the_third_font_draws_is_drawn():
    assert "✓ ya" in reading.text(reading.printed(paper.Paragraph([text.Bold("✓ ya")])))


def test_five_thousand_unbroken_characters_are_printed_in_no_time():
    typed = "xy" * 2_500
    started = time.monotonic()

    pdf = reading.printed(
        paper.Paragraph(typed),
        paper.FactsTable([("Hal", typed)]),
        paper.GridTable(["No", "Isi"], [["1", typed]], [1, 20]),
        paper.Article(1, "Penutup", typed),
        paper.SignatureBlock(reading.parties("Sari", typed)),
    )

    assert time.monotonic() - started < 2
    printed = re.sub(r"Halaman\d+dari\d+", "", reading.without_spaces(reading.text(pdf)))
    assert printed.count("x") == printed.count("y") == 5 * 2_500


def test_twenty_thousand_characters_fill_pages():
    sentence = "Para pihak sepakat bekerja sama. "
    typed = sentence * (20_000 // len(sentence))

    pdf = reading.printed(paper.Article(1, "Ruang Lingkup", typed))

    assert len(reading.pages(pdf)) > 3
    printed = re.sub(r" ?Halaman \d+ dari \d+", "", reading.text(pdf))
    assert typed.strip() in printed


def test_thousands_of_lines_are_printed_in_no_time():
    typed = "baris\n" * 2_000
    started = time.monotonic()

    pdf = reading.printed(paper.Paragraph(typed), paper.GridTable(["Isi"], [[typed]]))

    assert time.monotonic() - started < 4
    assert reading.text(pdf).count("baris") == 4_000


def test_words_at_the_end_of_a_line_keep_a_space_in_the_file_itself():
    """Programs that ignore where words stand would join the last word and the next line's first."""
    typed = " ".join(f"kata{place}" for place in range(60))
    pdf = reading.printed(paper.Paragraph(typed))

    assert typed in reading.drawn(pdf)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_text_is_printed_or_its_characters_are_named(typed):
    pdf = reading.printed(paper.Paragraph(typed, align="left"), page=paper.Page("F4", "serif"))

    printed = reading.without_spaces(reading.text(pdf))
    missing = text.undrawable(typed, SERIF)
    expected = "".join("□" if c in missing else c for c in text.cleaned(typed))
    assert reading.without_spaces(expected) in printed
    for character in missing:
        assert f"U+{ord(character):04X}" in printed


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.text(st.sampled_from("<>/&;\"'=- \nabimgsrc#x41{}()\x00"), max_size=300))
def test_no_arrangement_of_markup_breaks_a_document(typed):
    reading.printed(
        paper.Title(typed, parties=(typed, typed), about=typed),
        paper.MemoHead(typed, [(typed, typed)]),
        paper.PartyRows([(typed, [text.Bold(typed), typed])]),
        paper.Article(1, typed, typed),
        paper.GridTable([typed], [[typed]]),
        paper.SignatureBlock(reading.parties(typed, typed)),
        footer=typed,
    )
