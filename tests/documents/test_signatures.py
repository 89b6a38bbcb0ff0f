import re

import pypdfium2
import pytest

from documents import paper
from tests.documents import reading

LONG_NAME = (
    "Prof. Dr. Ir. H. Raden Mas Suryadiningrat Kusumawardhana Hadikusumo, S.Sos., M.Si., Ph.D."
)


def place_of(pdf: bytes, words: str) -> tuple[float, float]:
    """Where words begin on the first page: from the left, and from the foot."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        textpage = document[0].get_textpage()
        index, _ = textpage.search(words).get_next()
        left, bottom, _, _ = textpage.get_charbox(index)
        return left, bottom
    finally:
        document.close()


def test_the_first_party_signs_at_the_left_or_as_the_office_has_it():
    signatories = reading.parties("Ratna", "Lani")

    left = reading.printed(paper.SignatureBlock(signatories))
    right = reading.printed(paper.SignatureBlock(signatories, first_party_side="right"))

    assert place_of(left, "Ratna")[0] < place_of(left, "Lani")[0]
    assert place_of(right, "Ratna")[0] > place_of(right, "Lani")[0]


def test_names_stand_level_whatever_the_length_of_the_titles():
    pdf = reading.printed(
        paper.SignatureBlock(
            [
                paper.Signatory("Ratna", "Kepala Dinas " * 12, "PIHAK KESATU,"),
                paper.Signatory("Lani", "Bupati", "PIHAK KEDUA,"),
            ]
        )
    )

    assert place_of(pdf, "Ratna")[1] == pytest.approx(place_of(pdf, "Lani")[1], abs=2)


def test_the_third_of_three_parties_signs_below_in_the_middle():
    pdf = reading.printed(paper.SignatureBlock(reading.parties("Ratna", "Lani", "Made")))

    ratna, lani, made = (place_of(pdf, name) for name in ("Ratna", "Lani", "Made"))
    assert made[1] < lani[1]
    assert ratna[0] < made[0] < lani[0]


def test_a_long_name_wraps_and_keeps_its_titles_as_they_were_given():
    pdf = reading.printed(paper.SignatureBlock(reading.parties(LONG_NAME, "Lani")))

    assert LONG_NAME in reading.drawn(pdf)
    first, second = (place_of(pdf, part) for part in ("Raden Mas", "Ph.D."))
    assert first[1] > second[1]
    assert max(first[0], second[0]) < place_of(pdf, "Lani")[0]


def test_only_those_who_have_a_number_are_printed_with_one():
    pdf = reading.printed(
        paper.SingleSignature(
            paper.Signatory(
                "Sari Wulandari",
                "Kepala Bagian",
                place_and_date="Depok, 13 Juli 2022",
                rank="Pembina",
                nip="19780512 200312 2 004",
            )
        )
    )
    elected = reading.printed(paper.SignatureBlock(reading.parties("Ratna", "Lani")))

    assert (
        "Depok, 13 Juli 2022 Kepala Bagian, Sari Wulandari Pembina NIP. 19780512 200312 2 004"
        in reading.text(pdf)
    )
    assert "NIP" not in reading.text(elected)


@pytest.mark.parametrize("page", [paper.Page("A4", "sans"), paper.Page("F4", "serif")])
@pytest.mark.parametrize("closing", [1, 4, 12])
def test_signatures_never_stand_alone_on_a_page(page, closing):
    """Bodies of fifty lengths, so that the page ends at every line of the signatures."""
    for lines in range(20, 70):
        pdf = reading.printed(
            *[paper.Paragraph("Baris isi.", align="left") for _ in range(lines // 2)],
            paper.Gap(lines % 2 * 0.7),
            paper.Article(9, "Penutup", "Demikian kesepakatan ini dibuat. " * closing * 3),
            paper.SignatureBlock(reading.parties("Ratna", "Lani")),
            page=page,
        )

        (signed,) = [text for text in reading.pages(pdf) if "PIHAK KESATU," in text]
        assert "Demikian kesepakatan ini dibuat." in signed.split("PIHAK KESATU,")[0]
        assert "Pasal 9 PENUTUP Demikian" in signed
        assert all(name in signed for name in ("PIHAK KEDUA,", "Ratna", "Lani"))


def test_a_closing_text_longer_than_a_page_goes_over_with_the_signatures():
    closing = "Demikian kesepakatan ini dibuat. " * 200

    pages = reading.pages(
        reading.printed(
            paper.Paragraph(closing), paper.SignatureBlock(reading.parties("Ratna", "Lani"))
        )
    )

    assert "kesepakatan ini dibuat." in pages[-1].split("PIHAK KESATU,")[0]
    assert re.search("Ratna.*Lani", pages[-1])


def test_signatures_after_a_table_stand_with_its_last_row():
    rows = [[str(place), "Tindak lanjut"] for place in range(1, 200)]

    for count in range(20, 45):
        pages = reading.pages(
            reading.printed(
                paper.GridTable(["No", "Kegiatan"], rows[:count]),
                paper.SignatureBlock(reading.parties("Ratna", "Lani")),
            )
        )

        assert f"{count} Tindak lanjut PIHAK KESATU," in pages[-1]


def test_more_signatures_than_a_page_holds_are_all_printed():
    names = [f"Wakil {letter}" for letter in "ABCDEFGHIJKLMN"]
    signatories = [paper.Signatory(name, "Bupati", "PIHAK,") for name in names]

    printed = reading.text(reading.printed(paper.SignatureBlock(signatories)))

    assert all(name in printed for name in names)
