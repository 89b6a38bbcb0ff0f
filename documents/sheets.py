"""The sheets of a document: what stands on each beside its text, and when it was made."""

from calendar import timegm
from dataclasses import dataclass
from datetime import date
from hashlib import md5
from typing import Any

from reportlab.lib.colors import Color
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas

from documents import typefaces
from documents.drawings import draw_code
from documents.press import Press
from documents.tags import marked

FOOTER_BASELINE = 1.1 * cm
LONGEST_FOOTER = 160
CODE_SIZE = 1.8 * cm
CODE_BOTTOM = 0.45 * cm
WATERMARK_COLOUR = Color(0.91, 0.91, 0.91)
GREY = Color(0.35, 0.35, 0.35)


@dataclass(frozen=True)
class Marks:
    """What every sheet carries beside its text.

    `check_at` is the address where anybody can check the paper: printed, and as a code to scan.
    `anchor` is how far the history had come, in the short form of its last checkpoint: whoever
    holds the paper holds a witness of all that was written before it.
    """

    watermark: str = ""
    footer: str = ""
    check_at: str = ""
    anchor: str = ""

    @property
    def lines(self) -> list[str]:
        """The words at the foot; the first has the number of the sheet beside it."""
        check = f"Salinan sistem. Periksa di {self.check_at}" if self.check_at else ""
        footer = self.footer[:LONGEST_FOOTER]
        if self.anchor:
            footer = " · ".join(filter(None, [footer, f"titik periksa {self.anchor}"]))
        return [footer, check]


UNMARKED = Marks()


class NumberedCanvas(Canvas):
    """Draws "Halaman x dari y" on every sheet, once it is known how many there are."""

    def __init__(self, *args: Any, press: Press, marks: Marks, made_on: date, **options: Any):
        options["initialFontName"] = press.page.typeface.regular
        super().__init__(*args, **options)
        self.press = press
        self.marks = marks
        self.sheets: list[dict[str, Any]] = []
        self.marks_of_sheet = 0
        date_of_record(self, made_on)

    def next_mark(self) -> int:
        """The number of the next marked piece of this sheet."""
        self.marks_of_sheet += 1
        return self.marks_of_sheet - 1

    def showPage(self) -> None:
        self.sheets.append(dict(self.__dict__))
        self._startPage()
        self.marks_of_sheet = 0

    def save(self) -> None:
        sheets = self.sheets
        for sheet in sheets:
            self.__dict__.update(sheet)
            self._draw_foot(len(sheets))
            super().showPage()
        with typefaces.saving:
            super().save()

    def draw_watermark(self) -> None:
        """Called before the text is drawn, so that it lies behind it."""
        if self.marks.watermark:
            with marked(self, None):
                self._draw_watermark()

    def _draw_watermark(self) -> None:
        self.saveState()
        self.setFont(self.press.page.typeface.bold, 76)
        self.setFillColor(WATERMARK_COLOUR)
        self.translate(self.press.page.width / 2, self.press.page.height / 2)
        self.rotate(52)
        self.drawCentredString(0, -26, self.marks.watermark)
        self.restoreState()

    def _draw_foot(self, count: int) -> None:
        press = self.press
        left = start = press.page.margins.left * cm
        right = left + press.width
        with marked(self, None):
            if self.marks.check_at:
                draw_code(self, self.marks.check_at, left=left, bottom=CODE_BOTTOM, size=CODE_SIZE)
                start += CODE_SIZE + 0.2 * cm
            self.setStrokeColor(GREY)
            self.setLineWidth(0.4)
            self.line(start, FOOTER_BASELINE + 14, right, FOOTER_BASELINE + 14)
        counted = press.paragraph(
            f"Halaman {self._pageNumber} dari {count}", align="right", scale=0.75
        )
        counted.element = None
        counted.wrapOn(self, press.width, cm)
        counted.drawOn(self, left, FOOTER_BASELINE)
        # Long words at the foot grow downwards, away from the text.
        top = FOOTER_BASELINE + counted.height
        width = right - start
        for line, taken in zip(self.marks.lines, (3.5 * cm, 0), strict=True):
            words = press.paragraph(line, scale=0.75)
            words.element = None
            top -= words.wrapOn(self, width - taken, cm)[1]
            words.drawOn(self, start, top)


def date_of_record(canvas: Canvas, day: date) -> None:
    """The date of a file is its record's: reportlab knows only the clock's, or the year 2000."""
    stamp = canvas._doc._timeStamp
    stamp.t = timegm(day.timetuple())
    stamp.lt = day.timetuple()
    stamp.YMDhms = (day.year, day.month, day.day, 0, 0, 0)
    stamp.dhh = stamp.dmm = 0
    stamp.tzname = "UTC"
    # The file's identity has begun with reportlab's own time, which a machine's setting can move.
    canvas._doc.signature = md5(day.isoformat().encode(), usedforsecurity=False)
