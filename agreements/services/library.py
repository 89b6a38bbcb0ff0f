"""The office's own clauses, in versions that are never rewritten, and its templates."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.clauses import AgreementKind, ClauseType, Wording
from agreements.content import article_as_data
from agreements.library import wording_from
from agreements.models import Agreement, Clause, ClauseVersion, Template
from agreements.services.articles import write_articles
from agreements.services.writing import begin_writing, check, fill
from agreements.wording import PLACEHOLDERS, Fault
from agreements.wording import Wording as Text
from audit.models import StaleRecord
from audit.recording import locked, record
from cooperation.models import Agency
from cooperation.permissions import Permission, require

MOST_CLAUSES = 60


@transaction.atomic
def add_clause(
    *,
    owner: Agency,
    clause_type: str,
    heading: str,
    body: str,
    kind: str = "",
    name: str = "",
    note: str = "",
    by,
    why: str = "",
    on=None,
) -> Clause:
    """Add a clause of the office with its first version.

    Raises NotPermitted, ValidationError.
    """
    why = why or "clause added"
    role = require(by, Permission.CLAUSE_EDIT, owner)
    _refuse_choice("clause_type", clause_type, ClauseType)
    _refuse_choice("kind", kind, AgreementKind, blank=True)
    clause = Clause(owner=owner, clause_type=clause_type, kind=kind, name=name or heading)
    same = Clause.objects.filter(owner=owner, clause_type=clause_type, kind=kind, name=clause.name)
    if same.filter(ended_on__isnull=True).exists():
        raise ValidationError(
            {"name": _("There is such a clause already. Write its next version.")}
        )
    record(clause, by=by, role=role, why=why)
    _write(clause, heading, body, note, by=by, role=role, why=why, on=on)
    return clause


@transaction.atomic
def write_version(
    clause: Clause,
    *,
    heading: str,
    body: str,
    note: str = "",
    by,
    why: str = "",
    expected_version: int | None = None,
    on=None,
) -> ClauseVersion:
    """Write the next version; those before stay as they are, and so does every text drawn from
    them. Raises NotPermitted, StaleRecord, ValidationError."""
    why = why or "clause rewritten"
    clause, role = _held(Clause, clause, by, expected_version)
    _refuse_ended(clause)
    version = _write(clause, heading, body, note, by=by, role=role, why=why, on=on)
    record(clause, by=by, role=role, why=why)
    return version


@transaction.atomic
def end_clause(
    clause: Clause, *, by, why: str, expected_version: int | None = None, on=None
) -> Clause:
    """Offer it no more. Texts that were drawn from it stay as they are."""
    return _end(Clause, clause, by=by, why=why, expected_version=expected_version, on=on)


@transaction.atomic
def add_template(
    *, owner: Agency, kind: str, name: str, clause_types: Sequence[str], by, why: str = ""
) -> Template:
    """An ordered list of clause types with which a text of this kind begins."""
    why = why or "template added"
    role = require(by, Permission.CLAUSE_EDIT, owner)
    _refuse_choice("kind", kind, AgreementKind)
    template = Template(owner=owner, kind=kind, name=name, clause_types=_types(clause_types))
    same = Template.objects.filter(owner=owner, kind=kind, name=name, ended_on__isnull=True)
    if same.exists():
        raise ValidationError({"name": _("There is a template of this name already.")})
    return record(template, by=by, role=role, why=why)


@transaction.atomic
def edit_template(
    template: Template,
    *,
    changes: Mapping[str, Any],
    by,
    why: str = "",
    expected_version: int | None = None,
) -> Template:
    """Change its name or its list; texts that began with it stay as they are."""
    why = why or "template changed"
    template, role = _held(Template, template, by, expected_version)
    _refuse_ended(template)
    changes = dict(changes)
    if "clause_types" in changes:
        changes["clause_types"] = _types(changes["clause_types"])
    fill(template, changes, frozenset({"name", "clause_types"}))
    return record(template, by=by, role=role, why=why)


@transaction.atomic
def end_template(
    template: Template, *, by, why: str, expected_version: int | None = None, on=None
) -> Template:
    return _end(Template, template, by=by, why=why, expected_version=expected_version, on=on)


@transaction.atomic
def add_from_library(
    agreement: Agreement,
    *,
    source: str,
    after: int | None = None,
    by,
    why: str = "",
    expected_version: int | None = None,
) -> Agreement:
    """Put a wording of the library into a draft: after the article with that id, or at the end.

    One that is written once for each party becomes so many articles. Raises NotPermitted,
    StaleRecord, Locked, ValidationError.
    """
    why = why or "clause taken from the library"
    writing = begin_writing(agreement, by=by, why=why, expected_version=expected_version)
    wording = wording_from(source, writing.agreement.owner)
    if wording is None:
        raise ValidationError({"source": _("This clause is no longer in the library.")})
    present = [_sent(article) for article in writing.agreement.articles.all()]
    places = [article["id"] for article in present]
    if after is not None and after not in places:
        raise ValidationError({"after": _("This article is no longer there.")})
    at = len(present) if after is None else places.index(after) + 1
    new = wording.articles(writing.agreement.parties.count())
    write_articles(writing, [*present[:at], *new, *present[at:]])
    return writing.keep(writing.agreement)


def _sent(article) -> dict[str, Any]:
    names = ("id", "heading", "body", "clause_type", "drawn_from", "effect", "target")
    stored = article_as_data(article)
    return {name: stored[name] for name in names}


def _write(clause, heading, body, note, *, by, role, why, on) -> ClauseVersion:
    latest = clause.versions.first()
    version = ClauseVersion(
        clause=clause,
        number=latest.number + 1 if latest else 1,
        heading=heading.strip(),
        body=body,
        note=note,
        since=on or clause.owner.today(),
    )
    if latest and (latest.heading, latest.body) == (version.heading, version.body):
        raise ValidationError({"body": _("This is what the clause says already.")})
    check(version)
    _refuse_unknown_braces(clause.clause_type, version)
    return record(version, by=by, role=role, why=why)


def _refuse_unknown_braces(clause_type, version) -> None:
    """A placeholder that stands for nothing would be found in every text drawn from it."""
    wording = Wording(clause_type, version.heading, version.body, "{pihak}" in version.heading)
    drafts = wording.articles(2)
    rows = [{"key": place, **draft} for place, draft in enumerate(drafts, start=1)]
    values = {name.replace(" N", " 1"): "…" for name in PLACEHOLDERS}
    values |= {name.replace(" N", " 2"): "…" for name in PLACEHOLDERS}
    for faulty in Text(rows, values).faults():
        if faulty.fault == Fault.UNKNOWN:
            known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
            raise ValidationError(
                {
                    "body": _("%(token)s stands for nothing. Use one of: %(known)s.")
                    % {"token": faulty.token, "known": known}
                }
            )


def _types(clause_types: Sequence[str]) -> list[str]:
    wanted = [str(one) for one in clause_types if one]
    unknown = [one for one in wanted if one not in ClauseType]
    if unknown or not wanted:
        raise ValidationError({"clause_types": _("Choose at least one kind of clause.")})
    if len(wanted) > MOST_CLAUSES:
        raise ValidationError({"clause_types": _("That is too long for a template.")})
    return wanted


def _refuse_choice(name, value, choices, *, blank=False) -> None:
    if not (value in choices or (blank and value == "")):
        raise ValidationError({name: _("Choose one of the list.")})


def _held(model, row, by, expected_version):
    row = locked(model, row.pk)
    role = require(by, Permission.CLAUSE_EDIT, row.owner)
    if expected_version not in (None, row.version):
        raise StaleRecord(row, current=row.version)
    return row, role


def _refuse_ended(row) -> None:
    if row.ended_on is not None:
        raise ValidationError(_("It has been ended, and is written no more."))


def _end(model, row, *, by, why, expected_version, on):
    row, role = _held(model, row, by, expected_version)
    _refuse_ended(row)
    if not why.strip():
        raise ValidationError({"why": _("Say why it is no longer offered.")})
    row.ended_on = on or row.owner.today()
    return record(row, by=by, role=role, why=why)
