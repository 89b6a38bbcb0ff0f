"""Which wording a text starts with: the office's own clauses first, then those that ship."""

from typing import Any

from django.db.models import Exists, OuterRef

from agreements.clauses import (
    SHIPPED,
    TEMPLATE_VERSION,
    TEMPLATES,
    ClauseType,
    Wording,
    shipped,
    shipped_as,
)
from agreements.models import Clause, ClauseVersion, Template
from cooperation.models import Agency

OFFICE = "office"  # "office:12@3": version 3 of the clause with the key 12


def starting_articles(
    kind: str, owner: Agency, party_count: int, template: Template | None = None
) -> list[dict[str, Any]]:
    """The articles a draft of this kind starts with, as `set_articles` takes them."""
    types = TEMPLATES.get(kind, ()) if template is None else template.clause_types
    own = _own_wordings(kind, owner)
    wordings = [own.get(clause_type) or shipped(clause_type, kind) for clause_type in types]
    return [
        article
        for wording in wordings
        if wording is not None
        for article in wording.articles(party_count)
    ]


def template_named(kind: str, template: Template | None) -> str:
    """What a draft remembers of the template it began with."""
    if template is not None:
        return f"{OFFICE}:{template.pk}@{template.version}"
    return f"{SHIPPED}:{kind}@{TEMPLATE_VERSION}" if kind in TEMPLATES else ""


def wordings_for(kind: str, owner: Agency) -> list[tuple[str, Wording]]:
    """What can be put into a text of this kind: (whose it is, wording), the office's own first."""
    clauses = _clauses_for(kind, owner)
    own = [(clause.name, wording_of_version(clause.versions.all()[0])) for clause in clauses]
    types = dict.fromkeys([*TEMPLATES.get(kind, ()), *ClauseType.values])
    ours = [wording for clause_type in types if (wording := shipped(clause_type, kind))]
    return [*own, *(("", wording) for wording in ours)]


def wording_from(source: str, owner: Agency) -> Wording | None:
    """The wording that an article was drawn from; None where it is no longer known here."""
    house, _colon, rest = source.partition(":")
    key, _at, number = rest.partition("@")
    if house != OFFICE or not (key.isdecimal() and number.isdecimal()):
        return shipped_as(source)
    version = (
        ClauseVersion.objects.filter(
            clause=int(key), number=int(number), clause__owner__code__in=owner.lineage
        )
        .select_related("clause")
        .first()
    )
    return wording_of_version(version) if version else None


def wording_of_version(version: ClauseVersion) -> Wording:
    clause = version.clause
    return Wording(
        clause.clause_type,
        version.heading,
        version.body,
        # The text says by itself that it is written once for each party.
        "{pihak}" in version.heading,
        f"{OFFICE}:{clause.pk}@{version.number}",
    )


def _own_wordings(kind: str, owner: Agency) -> dict[str, Wording]:
    """For each type the nearest clause: the unit's before its government's, its kind before all."""
    own: dict[str, Wording] = {}
    for clause in _clauses_for(kind, owner):
        own.setdefault(clause.clause_type, wording_of_version(clause.versions.all()[0]))
    return own


def _clauses_for(kind: str, owner: Agency) -> list[Clause]:
    clauses = (
        Clause.objects.for_drafting(owner)
        .filter(Exists(ClauseVersion.objects.filter(clause=OuterRef("pk"))), kind__in=[kind, ""])
        .select_related("owner")
        .prefetch_related("versions__clause")
    )
    return sorted(
        clauses, key=lambda one: (len(one.owner.path), bool(one.kind), one.pk), reverse=True
    )
