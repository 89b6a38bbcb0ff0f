"""The one place where what people typed becomes type. Nothing else builds a reportlab Paragraph.

reportlab reads the text of a paragraph as markup, in which `<img src="/etc/passwd"/>` opens a
file and an unclosed tag is an error: every word passes through `markup`.
"""

import re
import unicodedata
from collections.abc import Iterable
from html import escape
from itertools import groupby

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.textobject import PDFTextObject
from reportlab.platypus import Flowable, Paragraph

from documents import typefaces
from documents.tags import Element, marked
from documents.typefaces import SANS, Typeface

REPLACEMENT = "□"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
LINE_ENDS = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
# Joiners, soft hyphens, marks of direction and of emoji: nothing of them is ever seen on paper.
# Overrides of direction are not among them, for they change what a screen shows.
INVISIBLE = re.compile("[\xad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]")


class Bold(str):
    """A part of a paragraph that is printed bold."""


class Struck(str):
    """A part that was taken out: printed struck through."""


class Inserted(str):
    """A part that was put in: printed underlined."""


Words = str | Iterable[str]
# How each kind of part is marked up.
TAGS: dict[type, str] = {Bold: "b", Struck: "strike", Inserted: "u"}


def cleaned(text: str) -> str:
    """The text as it will be printed: composed, with plain line ends and spaces."""
    text = LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))
    text = INVISIBLE.sub("", text.replace("\t", " ").replace("\N{NARROW NO-BREAK SPACE}", "\xa0"))
    return "".join(
        " "
        if unicodedata.category(character) == "Zs" and character != NO_BREAK_SPACE
        else character
        for character in text
    )


def one_line(text: str) -> str:
    """The text as a file's description can hold it: no line ends, no control characters."""
    return "".join(
        " " if unicodedata.category(character) in {"Cc", "Cs"} else character
        for character in cleaned(text)
    )


def undrawable(text: str, typeface: Typeface = SANS) -> list[str]:
    """The characters of a text that no font of ours draws, each once, as they come."""
    typefaces.register()
    return [
        character
        for character in dict.fromkeys(cleaned(text))
        if character != "\n" and typefaces.font_of(character, typeface) is None
    ]


def named(characters: Iterable[str]) -> str:
    """U+1F600, U+6F22: how to say on paper which characters are meant."""
    return ", ".join(f"U+{ord(character):04X}" for character in characters)


def markup(words: Words, typeface: Typeface = SANS) -> str:
    """What people typed, as text that reportlab's markup cannot misread."""
    typefaces.register()
    parts = [words] if isinstance(words, str) else list(words)
    return "".join(_marked_up(part, typeface) for part in _in_two_runs(parts))


def _in_two_runs(parts: list[str]) -> list[str]:
    """Where one run is all of a paragraph, reportlab forgets the indent of the lines that it draws
    under or through all but the first line of it. It knows it where there are two."""
    if len(parts) != 1 or not isinstance(parts[0], Struck | Inserted):
        return parts
    kind, words = type(parts[0]), parts[0]
    return [kind(words[:-1]), kind(words[-1:])]


def lines(words: Words) -> list[list[str]]:
    """The parts of each line that was typed; a blank line is left out."""
    typed: list[list[str]] = [[]]
    for part in [words] if isinstance(words, str) else words:
        first, *others = (type(part)(line) for line in cleaned(part).split("\n"))
        typed[-1].append(first)
        typed += [[line] for line in others]
    return [parts for parts in typed if "".join(parts).strip(" ")]


def paragraph(
    words: Words, style: ParagraphStyle, typeface: Typeface = SANS, label: str = ""
) -> Paragraph:
    """A paragraph; its label (a number, a letter) hangs at the left of it."""
    # The space parts label and text for programs that read the file.
    return _SpacedParagraph(markup(words, typeface), style, bulletText=label and f"{label} ")


def _marked_up(part: str, typeface: Typeface) -> str:
    inside = "".join(
        _run("".join(characters), font, typeface)
        for font, characters in groupby(cleaned(part), lambda c: _font_or_none(c, typeface))
    )
    tag = TAGS.get(type(part))
    return f"<{tag}>{inside}</{tag}>" if tag else inside


def _font_or_none(character: str, typeface: Typeface) -> str | None:
    # A line end belongs to the text around it.
    return typeface.regular if character == "\n" else typefaces.font_of(character, typeface)


def _run(characters: str, font: str | None, typeface: Typeface) -> str:
    if font == typeface.regular:
        return escape(characters).replace("\n", "<br/>")
    if font is None:
        characters = REPLACEMENT * len(characters)
    return f'<font name="{typefaces.SIGNS}">{escape(characters)}</font>'


class _SpacedLines(PDFTextObject):
    """Ends each line with a real space: without it, extracted text joins two lines' words."""

    def _textOut(self, text: str, TStar: int = 0) -> None:
        super()._textOut(f"{text} " if TStar else text, TStar)


class _SpacedParagraph(Paragraph):
    element: Element | None = None

    def split(self, width: float, height: float) -> list[Flowable]:
        parts = super().split(width, height)
        for part in parts:
            part.element = self.element  # both are still the same paragraph
        return parts

    def draw(self) -> None:
        with marked(self.canv, self.element):
            super().draw()

    def beginText(self, x: float, y: float) -> PDFTextObject:
        return _SpacedLines(self.canv, x, y)
