"""What the end of a page must not part: a heading from its text, signatures from what is signed."""

from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Spacer, Table
from reportlab.platypus.doctemplate import NullActionFlowable

from documents.press import Press
from documents.signatures import Signatures

# Paragraphs are never parted so that one line stands alone, so three lines stay together.
LINES_KEPT = 2
LONGEST_UNPARTED = 3


def keep_together(flowables: list[Flowable], press: Press) -> list[Flowable]:
    return _headings_with_text(_signatures_with_text(flowables, press), press)


def _signatures_with_text(flowables: list[Flowable], press: Press) -> list[Flowable]:
    """Tie every signature block to the text above it, so that none stands alone on a page."""
    tied: list[Flowable] = []
    for flowable in flowables:
        if isinstance(flowable, Signatures):
            while tied and isinstance(tied[-1], Spacer):
                tied.pop()
            if tied and isinstance(tied[-1], Paragraph | Table):
                flowable = _SignedText(tied.pop(), flowable, press)
        tied.append(flowable)
    return tied


def _headings_with_text(flowables: list[Flowable], press: Press) -> list[Flowable]:
    """Begin a page where headings and the first lines under them have no room any more.

    reportlab's own keepWithNext would move all of a long text, and leave half a page empty.
    """
    kept: list[Flowable] = []
    open_group = False
    for place, flowable in enumerate(flowables):
        if _leads(flowable) and not open_group:
            kept.append(CondPageBreak(_least_room(flowables[place:], press)))
        open_group = _leads(flowable)
        kept.append(flowable)
    return kept


def _leads(flowable: Flowable) -> bool:
    return getattr(flowable, "leads", False)


def _least_room(flowables: list[Flowable], press: Press) -> float:
    """What the leading lines take, and as much of the text after them as must stand there."""
    room = 0.0
    for flowable in flowables:
        height = flowable.wrap(press.width, press.height)[1]
        if not _leads(flowable):
            room += _first_part(flowable, height, press)
            break
        room += flowable.getSpaceBefore() + height + flowable.getSpaceAfter()
    return min(room, press.height)


def _first_part(flowable: Flowable, height: float, press: Press) -> float:
    if isinstance(flowable, Paragraph):
        parted = height > LONGEST_UNPARTED * press.leading
        return LINES_KEPT * press.leading if parted else height
    if isinstance(flowable, Table):
        return sum(flowable._rowHeights[:2])
    return height


class _SignedText(Flowable):
    """The last text of a document and the signatures under it."""

    def __init__(self, text: Flowable, signatures: Signatures, press: Press) -> None:
        super().__init__()
        self.text = text
        self.signatures = signatures
        self.press = press

    def read_in_order(self) -> list[Flowable]:
        return [self.text, self.signatures]

    def getSpaceBefore(self) -> float:
        return self.text.getSpaceBefore()

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.text_height = self.text.wrap(width, height)[1]
        self.width = width
        self.height = self.text_height + self.signatures.wrap(width, height)[1]
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        if self.height <= self.press.height:
            return []  # the next page holds both

        kept = LINES_KEPT * self.press.leading
        if self.signatures.height + kept > self.press.height:
            # No page holds both. What comes first must not have to fit here: the text may part.
            return [NullActionFlowable(), self.text, self.signatures]

        # A text longer than a page begins here; its last lines go over with the signatures.
        parts = self.text.splitOn(self.canv, width, min(height, self.text_height - kept))
        if len(parts) < 2:
            return []
        *here, overleaf = parts
        return [*here, _SignedText(overleaf, self.signatures, self.press)]

    def draw(self) -> None:
        self.text.drawOn(self.canv, 0, self.signatures.height)
        self.signatures.drawOn(self.canv, 0, 0)
