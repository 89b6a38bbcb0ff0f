"""A document as data: all that it was drawn from, so that it can be drawn again in ten years.

What must not be copied into the record (a civil servant's number, the picture of an emblem) is
replaced by a name that its keeper can look up: `names` says what each value is called.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from documents import articles, flow, opening, press, sheets, signatures, text
from documents.paper import Document, Metadata

FORMAT = 1
KINDS: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        Document,
        Metadata,
        articles.Block,
        articles.Kind,
        flow.Article,
        flow.FactsTable,
        flow.Gap,
        flow.GridTable,
        flow.Heading,
        flow.NewPage,
        flow.NumberedList,
        flow.Paragraph,
        flow.Photo,
        flow.Points,
        flow.PartyRows,
        opening.Letterhead,
        opening.LetterHead,
        opening.MemoHead,
        opening.NumberLines,
        opening.Title,
        press.Margins,
        press.Page,
        sheets.Marks,
        signatures.Signatory,
        signatures.SignatureBlock,
        signatures.SingleSignature,
        text.Bold,
        text.Inserted,
        text.Struck,
    )
}
# What a value is called: words by themselves, bytes by their SHA-256.
Names = Mapping[str, str]


class UnknownRecord(ValueError):
    """This was not written by `recorded`, or by a later version of it."""


def recorded(document: Document, names: Names) -> dict[str, Any]:
    """The document as JSON can hold it; what `names` holds is not in it, only how it is called."""
    return {"format": FORMAT, "document": _told(document, names)}


def restored(record: Mapping[str, Any], find: Callable[[str], Any]) -> Document:
    """The document of a record; `find` gives back what a name stands for."""
    if record.get("format") != FORMAT:
        raise UnknownRecord("no record of a document in a format known here")
    return _heard(record["document"], find)


def _told(value: Any, names: Names) -> Any:
    known_by = sha256(value).hexdigest() if isinstance(value, bytes) else value
    if isinstance(known_by, str) and known_by in names:
        return {"named": names[known_by]}
    if type(value) is str or value is None or isinstance(value, bool | int | float):
        return value
    kind = type(value).__name__
    if isinstance(value, str):
        # One of the kinds of words that paper knows; a choice of a record is its value.
        return {"a": kind, "says": str(value)} if kind in KINDS else str(value)
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, list | tuple):
        return [_told(one, names) for one in value]
    if is_dataclass(value) and kind in KINDS:
        told = {field.name: _told(getattr(value, field.name), names) for field in fields(value)}
        return {"a": kind, **told}
    raise TypeError(f"a document cannot be recorded with a {kind} in it")


def _heard(value: Any, find: Callable[[str], Any]) -> Any:
    if isinstance(value, list):
        return [_heard(one, find) for one in value]
    if not isinstance(value, dict):
        return value
    if "named" in value:
        return find(value["named"])
    if "day" in value:
        return date.fromisoformat(value["day"])
    kind = KINDS[value["a"]]
    if "says" in value:
        return kind(value["says"])
    return kind(**{name: _heard(inner, find) for name, inner in value.items() if name != "a"})
