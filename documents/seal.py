"""What is drawn where somebody has signed with a certificate: who, as what, and when.

Nothing of it is drawn without the signature it tells of, and it copies nobody's mark.
"""

from dataclasses import dataclass
from datetime import date
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from documents import typefaces
from documents.press import Page, Press
from documents.sheets import GREY, date_of_record

PADDING = 1.5 * mm
SCALE = 0.7


@dataclass(frozen=True)
class Seal:
    """The lines of it, the second in bold: the name. `made_on` dates the drawing."""

    lines: tuple[str, ...]
    made_on: date


def seal_of(seal: Seal, width: float, height: float) -> bytes:
    """A page of that size, in points, with the lines in a thin frame."""
    typefaces.register()
    press = Press(Page())
    output = BytesIO()
    canvas = Canvas(
        output, (width, height), initialFontName=press.page.typeface.regular, invariant=1
    )
    date_of_record(canvas, seal.made_on)
    canvas.setStrokeColor(GREY)
    canvas.setLineWidth(0.5)
    canvas.roundRect(0.5, 0.5, width - 1, height - 1, 2 * mm, stroke=1, fill=0)
    top = height - PADDING
    for place, line in enumerate(seal.lines):
        words = press.paragraph(line, scale=SCALE, bold=place == 1)
        words.element = None
        words_height = words.wrapOn(canvas, width - 2 * PADDING, height)[1]
        if top - words_height < 0:
            break
        top -= words_height
        canvas.saveState()
        words.drawOn(canvas, PADDING, top)
        canvas.restoreState()
    with typefaces.saving:
        canvas.save()
    return output.getvalue()
