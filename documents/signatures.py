"""Where people sign. The space above a name stays empty: nothing here ever draws a signature."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.units import cm
from reportlab.platypus import Flowable, Spacer
from reportlab.platypus.doctemplate import NullActionFlowable

from documents.press import Press
from documents.tables import table

SPACE_TO_SIGN = 2.3 * cm  # room for a duty stamp and a seal
GAP_ABOVE = 0.7 * cm
BESIDE_SEAT = 8  # points
BETWEEN_SEATS = [
    ("LEFTPADDING", (0, 0), (-1, -1), BESIDE_SEAT),
    ("RIGHTPADDING", (0, 0), (-1, -1), BESIDE_SEAT),
]


@dataclass(frozen=True)
class Signatory:
    """One who signs, as the record says on the day of signing."""

    name: str
    title: str = ""
    role: str = ""  # "PIHAK KESATU,"
    on_behalf: str = ""  # "a.n. Bupati Batang": printed above the title
    place_and_date: str = ""  # "Depok, 12 Juli 2022", where parties sign apart
    rank: str = ""
    nip: str | None = None  # elected heads have none

    def above(self, press: Press, *, capitals: bool) -> list[Flowable]:
        """Role and title, in capitals under an agreement and as they are under a letter."""
        title = self.title.upper() if capitals else self.title
        lines = [
            (self.place_and_date, False),
            (self.role, True),
            (self.on_behalf, False),
            (title if capitals or not title else f"{title},", capitals),
        ]
        return [press.paragraph(words, align="center", bold=bold) for words, bold in lines if words]

    def below(self, press: Press) -> list[Flowable]:
        number = f"NIP. {self.nip}" if self.nip else ""
        return [
            press.paragraph(self.name, align="center", bold=True),
            *(press.paragraph(word, align="center") for word in (self.rank, number) if word),
        ]


@dataclass(frozen=True)
class SignatureBlock:
    """All parties, two in a row; the last of an odd number stands in the middle."""

    signatories: Sequence[Signatory]
    first_party_side: str = "left"  # or right

    def flowables(self, press: Press) -> list[Flowable]:
        pairs = [
            self.signatories[start : start + 2] for start in range(0, len(self.signatories), 2)
        ]
        return [Signatures([self._row(pair, press) for pair in pairs], press)] if pairs else []

    def _row(self, pair: Sequence[Signatory], press: Press) -> Flowable:
        half = press.width / 2
        seats = [
            (signatory.above(press, capitals=True), Seat(half), signatory.below(press))
            for signatory in pair
        ]
        in_columns = seats if self.first_party_side == "left" else seats[::-1]
        rows = list(zip(*in_columns, strict=True))
        row = table(rows, [half] * len(seats), press, style=BETWEEN_SEATS)
        # Read one after the other, the first party first, on whichever side it stands.
        row.reading = [part for above, seat, below in seats for part in (*above, seat, *below)]
        return row


@dataclass(frozen=True)
class SingleSignature:
    """The one who signs a memorandum or a letter: at the right, under place and date."""

    signatory: Signatory

    def flowables(self, press: Press) -> list[Flowable]:
        half = press.width / 2
        lines = [
            *self.signatory.above(press, capitals=False),
            Seat(half),
            *self.signatory.below(press),
        ]
        rows = [[[], line] for line in lines]
        return [Signatures([table(rows, [half, half], press)], press)]


@dataclass(frozen=True)
class Place:
    """Where somebody signs: page from 1, the rest in points from the lower left corner."""

    page: int
    left: float
    bottom: float
    width: float
    height: float


class Seat(Spacer):
    """The room above a name. Where it lies is known once its page is drawn."""

    place: Place | None = None

    def __init__(self, column: float) -> None:
        super().__init__(column - 2 * BESIDE_SEAT, SPACE_TO_SIGN)

    def draw(self) -> None:
        left, bottom = self.canv.absolutePosition(0, 0)
        page = self.canv.getPageNumber()
        self.place = Place(page, round(left, 2), round(bottom, 2), self.width, self.height)


class Signatures(Flowable):
    """Rows of people who sign, on one page wherever a page can hold them."""

    def __init__(self, rows: list[Flowable], press: Press) -> None:
        super().__init__()
        self.rows = rows
        self.press = press

    def read_in_order(self) -> list[Flowable]:
        return self.rows

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.heights = [row.wrap(width, height)[1] for row in self.rows]
        self.width = width
        self.height = sum(self.heights) + GAP_ABOVE * len(self.rows)
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        if self.height <= self.press.height:
            return []  # the next page holds them all
        parts = [part for row in self.rows for part in (Spacer(0, GAP_ABOVE), row)]
        return [NullActionFlowable(), *parts]

    def draw(self) -> None:
        top = self.height
        for row, height in zip(self.rows, self.heights, strict=True):
            top -= GAP_ABOVE + height
            row.drawOn(self.canv, 0, top, _sW=self.width - row._width)
