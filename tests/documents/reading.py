"""Reads printed pages as a reader's program would."""

import re
from collections.abc import Sequence
from datetime import date
from io import BytesIO

import pikepdf
import pypdfium2
from PIL import Image

from documents import paper

SIGNED_ON = date(2022, 7, 12)
METADATA = paper.Metadata("Kesepakatan Bersama", "Pemerintah Kota Depok", SIGNED_ON)


def printed(*story: paper.Piece, page: paper.Page | None = None, **marks: str) -> bytes:
    return paper.build(story, page=page or paper.Page(), metadata=METADATA, **marks)


def pages(pdf: bytes) -> list[str]:
    """The text of every page, each run of white space as one space."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_spaced(page.get_textpage().get_text_range()) for page in document]
    finally:
        document.close()


def text(pdf: bytes) -> str:
    return " ".join(pages(pdf))


def lines_drawn(pdf: bytes) -> list[tuple[float, float]]:
    """(left, bottom) of each line drawn on the first page, in points."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        lines = document[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH])
        return [line.get_bounds()[:2] for line in lines]
    finally:
        document.close()


def left_of(pdf: bytes, words: str) -> float:
    """Where these words begin on the first page, in points from its left edge."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0].get_textpage()
        place, _count = page.search(words).get_next()
        return page.get_charbox(place, loose=True)[0]
    finally:
        document.close()


def drawn(pdf: bytes) -> str:
    """The Latin letters of the file itself, joined as a program does that ignores their places."""
    strings: list[bytes] = []
    with pikepdf.open(BytesIO(pdf)) as document:
        for page in document.pages:
            for instruction in pikepdf.parse_content_stream(page):
                if str(instruction.operator) == "Tj":
                    strings.append(bytes(instruction.operands[0]))
    return b"".join(strings).decode("latin-1")


def without_spaces(words: str) -> str:
    return re.sub(r"\s+", "", words)


def _spaced(words: str) -> str:
    return " ".join(words.split())


def emblem() -> bytes:
    picture = BytesIO()
    Image.new("RGB", (40, 50), "green").save(picture, "PNG")
    return picture.getvalue()


def parties(*names: str) -> Sequence[paper.Signatory]:
    ordinals = ("KESATU", "KEDUA", "KETIGA", "KEEMPAT")
    return [
        paper.Signatory(name, "Kepala Daerah", f"PIHAK {ordinal},")
        for name, ordinal in zip(names, ordinals, strict=False)
    ]
