"""From a drawn file to one that is kept: tagged, and PDF/A-2b (ISO 19005-2).

The bytes depend on the drawing, on a date of the record and on the libraries' versions, on nothing
else: not on the clock, and not on the machine's own compression, for all of it is done here.
"""

import re
from collections import defaultdict
from datetime import date
from functools import cache
from importlib import resources
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, pdfa

from documents.tags import Element

FLAVOUR = "2b"
METADATA_DATE = re.compile(rb"(<xmp:MetadataDate>)[^<]*(</)")


def archived(drawing: bytes, tree: Element, made_on: date) -> bytes:
    with pikepdf.open(BytesIO(drawing)) as pdf:
        for page in pdf.pages:
            # An effect for screens, which reportlab gives to every page.
            if Name.Trans in page.obj:
                del page.obj[Name.Trans]
        _attach(pdf, tree)
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        pdfa.prepare(pdf, FLAVOUR, output_intent=_colours(), output_condition_identifier="sRGB")
        _date(pdf, made_on)
        kept = BytesIO()
        pdf.save(kept, **pdfa.resolve_save_kwargs(FLAVOUR, deterministic_id=True))
    return kept.getvalue()


@cache
def _colours() -> bytes:
    """The profile that the library ships, read once: no file is opened while a paper is made."""
    return (resources.files(pdfa) / "data" / "sRGB.icc").read_bytes()


def _date(pdf: pikepdf.Pdf, made_on: date) -> None:
    stamp = f"{made_on.isoformat()}T00:00:00+00:00".encode()
    written = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(METADATA_DATE.sub(rb"\g<1>" + stamp + rb"\g<2>", written))


def _attach(pdf: pikepdf.Pdf, tree: Element) -> None:
    """Write the tree into the file, and for every page which mark belongs to which element."""
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    owners: dict[int, dict[int, Any]] = defaultdict(dict)
    root.K = _written(pdf, tree, root, owners)
    numbers = Array()
    for key, (page, marks) in enumerate(sorted(owners.items())):
        pdf.pages[page - 1].obj.StructParents = key
        pdf.pages[page - 1].obj.Tabs = Name.S
        numbers.append(key)
        numbers.append(pdf.make_indirect(Array([marks[place] for place in range(len(marks))])))
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    root.ParentTreeNextKey = len(owners)
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _written(pdf: pikepdf.Pdf, element: Element, parent: Any, owners: dict) -> Any:
    written = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name(f"/{element.kind}"), P=parent)
    )
    if element.alternative:
        written.Alt = pikepdf.String(element.alternative)
    if element.heads:
        written.A = Dictionary(O=Name.Table, Scope=Name(f"/{element.heads}"))
    kids = [_written(pdf, child, written, owners) for child in element.children]
    for page, mark in element.marks:
        owners[page][mark] = written
        kids.append(Dictionary(Type=Name.MCR, Pg=pdf.pages[page - 1].obj, MCID=mark))
    if kids:
        written.K = Array(kids)
    return written
