"""What is drawn and not written: pictures, rules, and the square code that leads to a check."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from io import BytesIO
from itertools import groupby

import PIL.Image
import PIL.ImageOps
import segno
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject
from reportlab.platypus import HRFlowable, Image

from documents.tags import Element, marked

MOST_PIXELS = 1400  # on the longer side: 200 dots to the inch across a page
QUIET_ZONE = 4  # modules that stay white around a code, by its standard (ISO/IEC 18004)


class Picture(Image):
    """A picture at most so wide and high, in its own proportions, and what it shows in words."""

    def __init__(self, content: bytes, size: float, alternative: str) -> None:
        super().__init__(BytesIO(content), size, size, kind="proportional")
        self.element = Element("Figure", alternative=alternative)

    def draw(self) -> None:
        with marked(self.canv, self.element):
            super().draw()


class Photograph(Image):
    """A photograph in the paper's width: upright, in plain colours, with no more of it than print
    shows, and without what the camera wrote into it."""

    def __init__(self, content: bytes, width: float, height: float, alternative: str) -> None:
        super().__init__(BytesIO(_for_print(content)), width, height, kind="proportional")
        self.element = Element("Figure", alternative=alternative)

    def draw(self) -> None:
        with marked(self.canv, self.element):
            super().draw()


def _for_print(content: bytes) -> bytes:
    with PIL.Image.open(BytesIO(content), formats=["PNG", "JPEG"]) as picture:
        upright = PIL.ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail((MOST_PIXELS, MOST_PIXELS))
    output = BytesIO()
    upright.save(output, "JPEG", quality=82)
    return output.getvalue()


class Rule(HRFlowable):
    """A line across the page, which says nothing."""

    def draw(self) -> None:
        with marked(self.canv, None):
            super().draw()


def draw_code(canvas: Canvas, words: str, *, left: float, bottom: float, size: float) -> None:
    """A QR code of these words, in black on the page's white. All lengths in points."""
    modules, path = _code(words)
    side = size / (modules + 2 * QUIET_ZONE)
    canvas.saveState()
    canvas.translate(left + QUIET_ZONE * side, bottom + QUIET_ZONE * side)
    canvas.scale(side, side)
    canvas.setFillGray(0)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()


@lru_cache(maxsize=8)
def _code(words: str) -> tuple[int, PDFPathObject]:
    """Modules on a side, and their shape with sides of 1; the same for every sheet of a paper."""
    # With the mask chosen here, the library need not try all eight of them on every paper.
    matrix = segno.make_qr(words, error="m", mask=3, boost_error=False).matrix
    path = PDFPathObject()
    for row, cells in enumerate(matrix, start=1):
        for start, length in _runs(cells):
            path.rect(start, len(matrix) - row, length, 1)
    return len(matrix), path


def _runs(cells: Iterable[int]) -> Iterator[tuple[int, int]]:
    """(first, length) of each run of dark modules: few shapes, and no hairlines between them."""
    for dark, run in groupby(enumerate(cells), key=lambda numbered: numbered[1]):
        places = [place for place, _dark in run]
        if dark:
            yield places[0], len(places)
