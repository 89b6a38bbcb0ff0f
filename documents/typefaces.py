"""The fonts of the paper, and which of them draws a character."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).parent / "fonts"
STYLES = ("Regular", "Bold", "Italic", "BoldItalic")
# Draws the signs that the two text faces lack: ✓, ☐, ⇒ …
SIGNS = "DejaVuSans"
# reportlab places letters one after another from the left: marks and joins of other scripts, and
# whatever is written from the right, would be drawn wrong, which is worse than not at all.
LATIN_MARKS = range(0x0300, 0x0370)
LAST_BASIC = 0xFFFF  # reportlab's text layer cannot name a character beyond
UNDRAWN_CATEGORIES = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
UNDRAWN_DIRECTIONS = {"R", "AL", "AN"}

_registering = Lock()
# A file of a paper holds the letters that it uses, cut out of the font. reportlab does that with
# one reading place for each font: two threads that save at once would read each other's letters.
saving = Lock()


@dataclass(frozen=True)
class Typeface:
    family: str

    @property
    def regular(self) -> str:
        return f"{self.family}-Regular"

    @property
    def bold(self) -> str:
        return f"{self.family}-Bold"


SANS = Typeface("LiberationSans")
SERIF = Typeface("JejakBonum")
TYPEFACES = {"sans": SANS, "serif": SERIF}


def register() -> None:
    """Make the fonts known to reportlab, once.

    Under a lock: a page that is being drawn must not find its font replaced by another thread.
    """
    with _registering:
        if SIGNS in pdfmetrics.getRegisteredFontNames():
            return
        for face in TYPEFACES.values():
            regular, bold, italic, bold_italic = (f"{face.family}-{style}" for style in STYLES)
            for name in (regular, bold, italic, bold_italic):
                pdfmetrics.registerFont(TTFont(name, FOLDER / f"{name}.ttf"))
            pdfmetrics.registerFontFamily(regular, regular, bold, italic, bold_italic)
        pdfmetrics.registerFont(TTFont(SIGNS, FOLDER / f"{SIGNS}.ttf"))
        pdfmetrics.registerFontFamily(SIGNS, SIGNS, SIGNS, SIGNS, SIGNS)


@lru_cache(maxsize=10_000)
def font_of(character: str, typeface: Typeface) -> str | None:
    """The font that draws a character in a text of this face; None where none draws it right."""
    if not _is_simple(character):
        return None
    for font in (typeface.regular, SIGNS):
        if ord(character) in pdfmetrics.getFont(font).face.charToGlyph:
            return font
    return None


def _is_simple(character: str) -> bool:
    category = unicodedata.category(character)
    if category.startswith("M") and ord(character) not in LATIN_MARKS:
        return False
    return (
        ord(character) <= LAST_BASIC
        and category not in UNDRAWN_CATEGORIES
        and unicodedata.bidirectional(character) not in UNDRAWN_DIRECTIONS
    )
