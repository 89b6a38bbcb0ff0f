"""The wording a draft starts with. Ours, modelled on custom: nothing here is quoted from the law.

It is sample text: the office's own legal section (Bagian Hukum) confirms or replaces it before a
draft is submitted. Each wording is a file of its own, typed as an officer types an article: see
docs/how-to/add-a-clause.md. Like the paper, it is Indonesian whatever the reader's screen speaks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from agreements.clauses.kinds import (
    PRINTED_KINDS,
    TERM_CAPS,
    TERM_UNITS,
    AgreementKind,
    ClauseType,
)

__all__ = [
    "HEADINGS",
    "LIBRARY",
    "PRINTED_KINDS",
    "REQUIRED",
    "SAMPLE_NOTE",
    "SHIPPED",
    "TEMPLATES",
    "TEMPLATE_VERSION",
    "TERM_CAPS",
    "TERM_UNITS",
    "AgreementKind",
    "Clause",
    "ClauseType",
    "Wording",
    "shipped",
    "shipped_as",
    "type_called",
]

SAMPLE_NOTE = _("This is sample wording. Have your legal section confirm or replace it.")
SHIPPED = "jejak"  # whose wording it is, in `drawn_from`: "jejak:term@1", "office:12@3"
FILES = Path(__file__).parent / "wording"


@dataclass(frozen=True)
class Wording:
    """One article of the library, in one of its versions. Placeholders are those of `wording`.

    {pihak} and {nama_pihak} stand for the party of the article, where it is printed once for each.
    """

    clause_type: str
    heading: str
    body: str
    each_party: bool = False
    source: str = ""  # "jejak:term@1"

    def articles(self, party_count: int) -> list[dict[str, str]]:
        places: Sequence[int] = range(1, party_count + 1) if self.each_party else (0,)
        return [
            {
                "heading": _for_party(self.heading, place),
                "body": _for_party(self.body, place),
                "clause_type": self.clause_type,
                "drawn_from": self.source,
            }
            for place in places
        ]


def _for_party(text: str, place: int) -> str:
    if not place:
        return text
    return text.replace("{pihak}", f"{{pihak {place}}}").replace(
        "{nama_pihak}", f"{{nama_pihak {place}}}"
    )


@dataclass(frozen=True)
class Clause:
    """A clause that ships: its wordings, the newest last. `kind`: for that one; for all if ""."""

    clause_type: ClauseType
    versions: tuple[tuple[str, str], ...]  # (heading, body)
    kind: str = ""

    @property
    def name(self) -> str:
        return f"{self.clause_type}.{self.kind}" if self.kind else str(self.clause_type)

    def wording(self, version: int = 0) -> Wording:
        """This version; the newest where none is named."""
        number = version or len(self.versions)
        heading, body = self.versions[number - 1]
        source = f"{SHIPPED}:{self.name}@{number}"
        return Wording(self.clause_type, heading, body, "{pihak}" in heading, source)


def _read() -> tuple[Clause, ...]:
    """Every file "type.kind@version.txt": its first line is the heading, the rest the body."""
    found: dict[str, dict[int, tuple[str, str]]] = {}
    for path in sorted(FILES.glob("*.txt")):
        name, _at, version = path.stem.rpartition("@")
        heading, _blank, body = path.read_text(encoding="utf-8").strip().partition("\n\n")
        found.setdefault(name, {})[int(version)] = (heading, body)
    return tuple(
        Clause(
            ClauseType(name.partition(".")[0]),
            tuple(versions[number] for number in sorted(versions)),
            name.partition(".")[2],
        )
        for name, versions in found.items()
    )


LIBRARY = _read()
# With which clause types a text of a kind begins; a number for the version of the lists.
TEMPLATES: dict[str, tuple[str, ...]] = {
    "joint_agreement": (
        *("purpose", "object", "scope", "carrying_out", "term", "funding"),
        *("letters", "disputes", "changes", "ending", "closing"),
    ),
    "cooperation_agreement": (
        *("purpose", "object", "scope", "carrying_out", "rights_and_duties", "results", "term"),
        *("funding", "monitoring", "force_majeure", "letters", "disputes", "changes", "ending"),
        "closing",
    ),
    "synergy_note": (
        *("purpose", "object", "scope", "carrying_out", "rights_and_duties", "term", "funding"),
        *("monitoring", "letters", "disputes", "changes", "ending", "closing"),
    ),
    "work_plan": ("purpose", "activities", "funding", "monitoring", "closing"),
    "letter_of_intent": ("purpose", "scope", "carrying_out", "term", "closing"),
    "foreign_mou": (
        *("purpose", "scope", "carrying_out", "funding", "working_group", "results"),
        *("disputes", "changes", "term", "closing"),
    ),
    "addendum": ("amended", "unchanged", "closing"),
    "statement": ("stated", "licence", "monitoring", "closing"),
}
TEMPLATE_VERSION = 1
# What a text of a kind may not lack. Custom, and for some kinds regulation (domain brief 1.8).
REQUIRED: dict[str, frozenset[str]] = {
    "joint_agreement": frozenset({"purpose", "object", "scope", "term", "funding", "closing"}),
    "cooperation_agreement": frozenset(
        {"purpose", "object", "scope", "rights_and_duties", "term", "funding", "disputes"}
    ),
    "synergy_note": frozenset({"purpose", "object", "scope", "carrying_out", "term", "funding"}),
    "work_plan": frozenset({"purpose", "activities", "funding"}),
    "letter_of_intent": frozenset({"purpose", "scope", "term"}),
    "foreign_mou": frozenset(
        {"purpose", "scope", "carrying_out", "funding", "working_group", "disputes", "changes"}
        | {"term"}
    ),
    "addendum": frozenset({"unchanged"}),
    "statement": frozenset({"stated", "licence"}),
}
# What an article is about, by its customary heading: texts that are pasted say no more than that.
HEADINGS: dict[str, str] = {
    heading.casefold(): clause.clause_type.value
    for clause in LIBRARY
    for heading, _body in clause.versions
}


def shipped(clause_type: str, kind: str) -> Wording | None:
    """The wording that ships for this kind of agreement, in its newest version."""
    fitting = [
        clause
        for clause in LIBRARY
        if clause.clause_type == clause_type and clause.kind in ("", kind)
    ]
    # One that names the kind is nearer than one for all.
    return max(fitting, key=lambda clause: bool(clause.kind)).wording() if fitting else None


def type_called(heading: str) -> str:
    """What an article of this heading is customarily about; "" where the heading does not say."""
    return HEADINGS.get(" ".join(heading.split()).casefold(), "")


def shipped_as(source: str) -> Wording | None:
    """The wording by its source, e.g. "jejak:term@1"; None where it is no wording of ours."""
    house, _colon, rest = source.partition(":")
    name, _at, version = rest.partition("@")
    for clause in LIBRARY:
        known = house == SHIPPED and clause.name == name and version.isdecimal()
        if known and 1 <= int(version) <= len(clause.versions):
            return clause.wording(int(version))
    return None
