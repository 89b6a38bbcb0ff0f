"""How a document opens: letterhead, title, numbers, the head of a memorandum."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.units import cm
from reportlab.platypus import Flowable, Spacer

from documents.drawings import Picture, Rule
from documents.press import Press
from documents.tables import table
from documents.tags import Element
from documents.text import Words

EMBLEM_SIZE = 2.2 * cm
DOTS = "." * 48


@dataclass(frozen=True)
class Letterhead:
    """Emblem at the left, government and unit, address, thick and thin rule.

    The head of a region writes under the name of the office: one large line, the emblem above.
    """

    lines: tuple[str, ...]  # the government, then the unit: the last is printed largest
    address: str = ""
    contact_line: str = ""  # telephone, e-mail, site
    emblem: bytes | None = None
    head_of_region: bool = False

    def flowables(self, press: Press) -> list[Flowable]:
        names = [
            # The government's name to the unit's is as 3 to 4.
            press.paragraph(
                line.upper(),
                align="center",
                bold=True,
                scale=4 / 3 if place == len(self.lines) else 1,
            )
            for place, line in enumerate(self.lines, start=1)
        ]
        small = [
            press.paragraph(line, align="center", scale=0.8)
            for line in (self.address, self.contact_line)
            if line
        ]
        return [*self._beside_emblem([*names, *small], press), *_double_rule(press)]

    def _beside_emblem(self, lines: list[Flowable], press: Press) -> list[Flowable]:
        if self.emblem is None:
            return lines
        height = sum(line.wrap(press.width, press.height)[1] for line in lines)
        # A row that holds a picture cannot go on overleaf, so it must be sure to fit.
        if self.head_of_region or height > press.height / 3:
            return [self._emblem(self.emblem), Spacer(0, 0.2 * press.leading), *lines]

        side = EMBLEM_SIZE + 0.3 * cm
        cells = [[self._emblem(self.emblem), lines]]
        widths = [side, press.width - side]
        return [table(cells, widths, press, style=[("VALIGN", (0, 0), (-1, -1), "MIDDLE")])]

    def _emblem(self, picture: bytes) -> Picture:
        return Picture(picture, EMBLEM_SIZE, f"Lambang {' '.join(self.lines[:1])}".strip())


def _double_rule(press: Press) -> list[Flowable]:
    return [
        Rule("100%", 2.25, color="black", spaceBefore=0.35 * press.leading, spaceAfter=2),
        Rule("100%", 0.75, color="black", spaceBefore=0, spaceAfter=0.9 * press.leading),
    ]


@dataclass(frozen=True)
class Title:
    """The title of an agreement: kind, ANTARA the parties, TENTANG what. Only "kind" for others."""

    kind: str
    parties: Sequence[str] = ()
    about: str = ""
    emblems: Sequence[bytes] = ()  # of the parties, in their order

    def flowables(self, press: Press) -> list[Flowable]:
        lines = [self.kind]
        if self.parties:
            *others, last = self.parties
            lines += ["ANTARA", *others, "DAN", last] if others else ["ANTARA", last]
        if self.about:
            lines += ["TENTANG", self.about]
        heading = Element("H1")
        return [
            *self._emblems(press),
            *(
                press.paragraph(
                    line.upper(), align="center", bold=True, scale=1.1, after=0.15, element=heading
                )
                for line in lines
            ),
            Spacer(0, 0.5 * press.leading),
        ]

    def _emblems(self, press: Press) -> list[Flowable]:
        if not self.emblems:
            return []
        names = [*self.parties, *[""] * len(self.emblems)]
        pictures = [
            Picture(picture, EMBLEM_SIZE, f"Lambang {name}".strip())
            for picture, name in zip(self.emblems, names, strict=False)
        ]
        widths = [press.width / len(pictures)] * len(pictures)
        centred = [("ALIGN", (0, 0), (-1, -1), "CENTER")]
        return [table([pictures], widths, press, style=centred, after=0.6)]


@dataclass(frozen=True)
class NumberLines:
    """NOMOR : …, once per party. A number that is not known yet is a dotted line to write on."""

    numbers: Sequence[str | None]

    def flowables(self, press: Press) -> list[Flowable]:
        rows = [
            [press.paragraph("NOMOR"), press.paragraph(":"), press.paragraph(number or DOTS)]
            for number in self.numbers
        ]
        widths = [1.9 * cm, 0.4 * cm, 6.2 * cm]
        return [table(rows, widths, press, after=1)] if rows else []


@dataclass(frozen=True)
class MemoHead:
    """NOTA DINAS, then Kepada, Dari, Tembusan, Tanggal, …, and a thin rule under them."""

    kind: str
    rows: Sequence[tuple[str, Words]]

    def flowables(self, press: Press) -> list[Flowable]:
        cells = [
            [press.paragraph(label), press.paragraph(":"), press.lines(value)]
            for label, value in self.rows
        ]
        widths = [2.6 * cm, 0.5 * cm, press.width - 3.1 * cm]
        return [
            press.paragraph(
                self.kind.upper(),
                align="center",
                bold=True,
                scale=1.15,
                after=0.8,
                element=Element("H1"),
            ),
            table(cells, widths, press),
            Rule("100%", 0.75, color="black", spaceBefore=4, spaceAfter=0.5 * press.leading),
        ]


@dataclass(frozen=True)
class LetterHead:
    """How a letter begins: place and date at the right; number, urgency, attachments and subject at
    the left; then to whom it goes."""

    place_and_date: str
    rows: Sequence[tuple[str, Words]]
    addressee: Sequence[str] = ()  # one line each: Yth. …, di …

    def flowables(self, press: Press) -> list[Flowable]:
        cells = [
            [press.paragraph(label), press.paragraph(":"), press.lines(value)]
            for label, value in self.rows
        ]
        widths = [2.2 * cm, 0.4 * cm, press.width * 0.62 - 2.6 * cm]
        left = table(cells, widths, press)
        dated = press.paragraph(self.place_and_date, align="right")
        beside = [press.width * 0.62, press.width * 0.38]
        lines = [press.paragraph(line) for line in self.addressee]
        return [table([[left, dated]], beside, press, after=1), *lines, Spacer(0, press.leading)]
