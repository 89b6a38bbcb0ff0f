"""Reads a file's tree of headings, paragraphs and tables as a screen reader would."""

from io import BytesIO

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

Node = tuple[str, list]  # kind, and what it holds: other nodes, or (page, mark)


def tree_of(pdf: bytes) -> Node:
    with pikepdf.open(BytesIO(pdf)) as document:
        pages = {page.obj.objgen: place for place, page in enumerate(document.pages)}
        return _node(document.Root.StructTreeRoot.K, pages)


def _node(element, pages) -> Node:
    held = element.get("/K", [])
    inner = []
    for kid in held if isinstance(held, pikepdf.Array) else [held]:
        if kid.get("/Type") == "/MCR":
            inner.append((pages[kid.Pg.objgen], int(kid.MCID)))
        else:
            inner.append(_node(kid, pages))
    return str(element.S).lstrip("/"), inner


def marks(node: Node) -> list[tuple[int, int]]:
    """(page, mark) in reading order."""
    found = []
    for kid in node[1]:
        found += marks(kid) if isinstance(kid[0], str) else [kid]
    return found


def heard(pdf: bytes) -> list[tuple[str, str]]:
    """(kind, words) of every element that holds text, in reading order."""
    words = _words_by_mark(pdf)
    return list(_heard(tree_of(pdf), words))


def _heard(node: Node, words):
    kind, inner = node
    own = "".join(words.get(kid, "") for kid in inner if not isinstance(kid[0], str))
    if own.strip():
        yield kind, " ".join(own.split())
    for kid in inner:
        if isinstance(kid[0], str):
            yield from _heard(kid, words)


def _words_by_mark(pdf: bytes) -> dict[tuple[int, int], str]:
    """What each marked piece of each page says."""
    found: dict[tuple[int, int], str] = {}
    document = pypdfium2.PdfDocument(pdf)
    try:
        for place, page in enumerate(document):
            reader = page.get_textpage()
            for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
                mark = pdfium.FPDFPageObj_GetMarkedContentID(item.raw)
                key = (place, mark)
                found[key] = found.get(key, "") + _said(item, reader)
    finally:
        document.close()
    return found


def _said(item, reader) -> str:
    size = pdfium.FPDFTextObj_GetText(item.raw, reader.raw, None, 0)
    buffer = (pdfium.FPDF_WCHAR * (size // 2))()
    pdfium.FPDFTextObj_GetText(item.raw, reader.raw, buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le")
