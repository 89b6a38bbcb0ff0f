"""What changed in the head of a text: its title, its days, its parties and who signs for them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from agreements.redline.shape import HeadChange, SpanKind, Spans, whole
from agreements.redline.words import spans_of
from documents.words import FIRST_STYLES, date_long, party_ordinal

Facts = Mapping[str, str]

TEXTS = ("kind_label", "title", "recitals", "place", "term_text", "funding_source")
DAYS = ("dated_on", "starts_on", "ends_on")
OTHERS = ("parent", "amends")
SIGNED = {
    True: "pada hari dan tempat masing-masing",
    False: "bersama-sama pada satu hari dan tempat",
}


def head_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[HeadChange, ...]:
    old, new = _facts(before), _facts(after)
    own = tuple(_changes("", old, new))
    return (*own, *_party_changes(before, after))


def _facts(content: Mapping[str, Any]) -> Facts:
    """Everything as it is read; a text that was frozen long ago does not say all of it."""
    count = content.get("original_count")
    return (
        {name: content.get(name) or "" for name in TEXTS}
        | {name: _day(content.get(name)) for name in DAYS}
        | {name: _named(content.get(name)) for name in OTHERS}
        | {
            "amount": (content.get("values") or {}).get("nilai", ""),
            "signed_apart": SIGNED[bool(content.get("signed_apart"))],
            "original_count": str(count or ""),
        }
    )


def _changes(party: str, old: Facts, new: Facts) -> Iterator[HeadChange]:
    for name, value in new.items():
        if old[name] != value:
            yield HeadChange(name, party, spans_of(old[name], value))


def _by_party(content: Mapping[str, Any]) -> dict[int, Facts]:
    style = content.get("first_party", FIRST_STYLES[0])
    return {
        party["id"]: _said_of(f"PIHAK {party_ordinal(place, style=style)}", party)
        for place, party in enumerate(content["parties"], start=1)
    }


def _party_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[HeadChange]:
    old, new = _by_party(before), _by_party(after)
    for key, facts in old.items():
        if key not in new:
            yield _whole_party(SpanKind.DELETED, facts)
    for key, facts in new.items():
        if key in old:
            yield from _changes(facts["agency"], old[key], facts)
        else:
            yield _whole_party(SpanKind.INSERTED, facts)


def _said_of(called: str, party: Mapping[str, Any]) -> Facts:
    return {
        "called": called,
        "agency": party["agency"],
        "signatory_name": party.get("signatory_name") or "",
        "signatory_title": party.get("signatory_title") or "",
        "acting_for": party.get("acting_for") or "",
        "address": party.get("address") or "",
        "power_of_attorney": _mandate(party),
    }


def _whole_party(kind: SpanKind, facts: Facts) -> HeadChange:
    spans: Spans = whole(kind, "; ".join(filter(None, facts.values())))
    return HeadChange("party", facts["agency"], spans)


def _mandate(party: Mapping[str, Any]) -> str:
    number = party.get("power_of_attorney_number")
    given = _day(party.get("power_of_attorney_date"))
    return " ".join(filter(None, [number, given and f"tanggal {given}"]))


def _named(other: Mapping[str, Any] | None) -> str:
    if not other:
        return ""
    numbers = [f"Nomor {number}" for number in other.get("numbers", ())]
    given = _day(other.get("dated_on"))
    said = [f"{other['kind_label']} tentang {other['title']}", *numbers, given]
    return ", ".join(filter(None, said))


def _day(iso: str | None) -> str:
    return date_long(date.fromisoformat(iso)) if iso else ""
