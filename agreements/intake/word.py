"""A Word document (.docx), read as text with its automatic labels written out.

The bytes have been checked before (`cooperation.services.files`): what comes here is a plain Office
document without macros or foreign files. Nothing that it points to is fetched.
"""

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from django.utils.translation import gettext as _
from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from agreements.intake.reading import Intake, from_text
from cooperation.services.files import BROKEN_ZIP
from documents.articles import letter

DOCTYPE = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
P, T, TAB, BREAK, DELETED = (qn(f"w:{name}") for name in ("p", "t", "tab", "br", "delText"))
TEXT_BOX, NUMBERED = qn("w:txbxContent"), qn("w:numPr")
# Parts beside the body in which people write, too.
MARGINS = re.compile(r"/word/(header|footer|footnotes|endnotes|comments)\d*\.xml$")


class UnreadableDocument(ValueError):
    """It is no Word document that can be read; says so in the reader's language."""


def from_docx(content: bytes) -> Intake:
    """Read a .docx. Raises UnreadableDocument."""
    try:
        _refuse_entities(content)
        document = Document(BytesIO(content))
    except UnreadableDocument:
        raise
    except (*BROKEN_ZIP, PackageNotFoundError, etree.XMLSyntaxError) as error:
        raise UnreadableDocument(
            _("This document is damaged. Open it in Word, save it as .docx again, and retry.")
        ) from error
    labels = _Labels(document)
    body = document.element.body
    lines = [labels.of(one) + _text_of(one) for one in body.iter(P) if not _in_box(one)]
    intake = from_text("\n".join(lines))
    _add_aside(intake, _("text boxes"), _boxes(body))
    _add_aside(intake, _("headers, footers and notes"), _margins(document))
    _add_aside(intake, _("deletions that were being tracked"), _deletions(body))
    if body.find(f".//{qn('w:tbl')}") is not None:
        intake.notes.append(_("A table was read cell by cell. Check its order."))
    return intake


def _refuse_entities(content: bytes) -> None:
    """Nobody's text processor writes them, and they can unpack to far more than they weigh."""
    with ZipFile(BytesIO(content)) as package:
        for part in package.infolist():
            if part.filename.endswith((".xml", ".rels")) and DOCTYPE.search(package.read(part)):
                raise UnreadableDocument(
                    _("This document defines entities, which no text needs. Save it anew in Word.")
                )


def _add_aside(intake: Intake, what: str, lines: list[str]) -> None:
    if lines:
        intake.unplaced = "\n".join(filter(None, [intake.unplaced, *lines]))
        intake.notes.append(_("Kept aside: %s.") % what)


def _in_box(paragraph) -> bool:
    return any(above.tag == TEXT_BOX for above in paragraph.iterancestors())


def _text_of(paragraph) -> str:
    """All that is read in it, tracked insertions too; what stands in a box is told apart."""
    parts = []
    for node in paragraph.iter(T, TAB, BREAK):
        if _in_box(node) and not _in_box(paragraph):
            continue
        parts.append(node.text or "" if node.tag == T else " ")
    return "".join(parts)


def _boxes(body) -> list[str]:
    lines = [_text_of(one) for box in body.iter(TEXT_BOX) for one in box.iter(P)]
    # A box is written down twice: for this Word, and for older ones.
    return list(dict.fromkeys(filter(str.strip, lines)))


def _margins(document) -> list[str]:
    lines = []
    for part in document.part.package.iter_parts():
        if MARGINS.search(str(part.partname)):
            root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False))
            lines += [_text_of(one) for one in root.iter(P)]
    return [line for line in lines if line.strip()]


def _deletions(body) -> list[str]:
    return [node.text for node in body.iter(DELETED) if (node.text or "").strip()]


class _Labels:
    """The labels that Word counts by itself: "(1) ", "a. ", "1. ", "Pasal 3"."""

    def __init__(self, document: Any) -> None:
        self.levels = dict(_levels(document))
        self.counts: dict[str, Counter[int]] = {}

    def of(self, paragraph) -> str:
        """The label with a space after it; a "Pasal" stands on a line of its own."""
        properties = paragraph.find(f".//{NUMBERED}")
        if properties is None:
            return ""
        number = _value(properties, "w:numId", "0")
        level = int(_value(properties, "w:ilvl", "0"))
        shape = self.levels.get((number, level))
        if shape is None:
            return ""
        counts = self.counts.setdefault(number, Counter())
        counts[level] += 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        return _label(*shape, counts[level])


def _label(form: str, text: str, count: int) -> str:
    if "pasal" in text.lower():
        return f"Pasal {count}\n"
    if form in ("lowerLetter", "upperLetter"):
        return f"{letter(count)}. "
    if form == "bullet":
        return f"{letter(count)}. "
    return f"({count}) " if "(" in text else f"{count}. "


def _levels(document) -> Iterator[tuple[tuple[str, int], tuple[str, str]]]:
    """((list, level), (kind of number, how it is written)) of every list of the document."""
    part = next(
        (
            one
            for one in document.part.package.iter_parts()
            if one.partname == "/word/numbering.xml"
        ),
        None,
    )
    if part is None:
        return
    root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False))
    shapes = {}
    for abstract in root.iter(qn("w:abstractNum")):
        key = abstract.get(qn("w:abstractNumId"))
        for level in abstract.iter(qn("w:lvl")):
            shape = _value(level, "w:numFmt", "decimal"), _value(level, "w:lvlText", "")
            shapes[key, int(level.get(qn("w:ilvl"), 0))] = shape
    for used in root.iter(qn("w:num")):
        abstract = _value(used, "w:abstractNumId", "")
        for (key, level), shape in shapes.items():
            if key == abstract:
                yield (used.get(qn("w:numId")), level), shape


def _value(node, name: str, default: str) -> str:
    found = node.find(qn(name))
    return default if found is None else found.get(qn("w:val"), default)
