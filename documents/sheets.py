"""The sheets of a document: what stands on each beside its text, and when it was made."""

from calendar import timegm
from dataclasses import dataclass
from datetime import date
from hashlib import md5
from typing import Any

from reportlab.lib.colors import Color
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas

from documents.press import Press

FOOTER_BASELINE = 1.1 * cm
LONGEST_FOOTER = 160
WATERMARK_COLOUR = Color(0.91, 0.91, 0.91)
GREY = Color(0.35, 0.35, 0.35)


@dataclass(frozen=True)
class Marks:
    """What every sheet carries: a word drawn behind the text, and words at its foot."""

    watermark: str = ""
    footer: str = ""


class NumberedCanvas(Canvas):
    """Draws "Halaman x dari y" on every sheet, once it is known how many there are."""

    def __init__(self, *args: Any, press: Press, marks: Marks, made_on: date, **options: Any):
        options["initialFontName"] = press.page.typeface.regular
        super().__init__(*args, **options)
        self.press = press
        self.marks = marks
        self.sheets: list[dict[str, Any]] = []
        _date(self, made_on)

    def showPage(self) -> None:
        self.sheets.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        sheets = self.sheets
        for sheet in sheets:
            self.__dict__.update(sheet)
            self._draw_foot(len(sheets))
            super().showPage()
        super().save()

    def draw_watermark(self) -> None:
        """Called before the text is drawn, so that it lies behind it."""
        if not self.marks.watermark:
            return
        self.saveState()
        self.setFont(self.press.page.typeface.bold, 76)
        self.setFillColor(WATERMARK_COLOUR)
        self.translate(self.press.page.width / 2, self.press.page.height / 2)
        self.rotate(52)
        self.drawCentredString(0, -26, self.marks.watermark)
        self.restoreState()

    def _draw_foot(self, count: int) -> None:
        press = self.press
        left = press.page.margins.left * cm
        counted = press.paragraph(
            f"Halaman {self._pageNumber} dari {count}", align="right", scale=0.75
        )
        self.setStrokeColor(GREY)
        self.setLineWidth(0.4)
        self.line(left, FOOTER_BASELINE + 14, left + press.width, FOOTER_BASELINE + 14)
        counted.wrapOn(self, press.width, cm)
        counted.drawOn(self, left, FOOTER_BASELINE)
        words = press.paragraph(self.marks.footer[:LONGEST_FOOTER], scale=0.75)
        # Long words at the foot grow downwards, away from the text.
        height = words.wrapOn(self, press.width - 3.5 * cm, cm)[1]
        words.drawOn(self, left, FOOTER_BASELINE + counted.height - height)


def _date(canvas: Canvas, day: date) -> None:
    """The date of a file is its record's: reportlab knows only the clock's, or the year 2000."""
    stamp = canvas._doc._timeStamp
    stamp.t = timegm(day.timetuple())
    stamp.lt = day.timetuple()
    stamp.YMDhms = (day.year, day.month, day.day, 0, 0, 0)
    stamp.dhh = stamp.dmm = 0
    stamp.tzname = "UTC"
    # The file's identity has begun with reportlab's own time, which a machine's setting can move.
    canvas._doc.signature = md5(day.isoformat().encode(), usedforsecurity=False)
