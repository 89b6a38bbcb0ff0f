"""Texts and agreements that were written elsewhere, brought in."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.intake import Intake, from_docx, from_text
from agreements.intake.word import UnreadableDocument
from agreements.models import BINDING_KINDS, Agreement, EntryMode, Party
from agreements.services.articles import arranged, write_articles
from agreements.services.drafting import filled, linked, own_candidate
from agreements.services.texts import freeze
from agreements.services.writing import Problems, Writing, begin_writing
from agreements.workflow import SignatureMethod, Status
from audit.recording import Command, record
from cooperation.models import Agency, Candidate
from cooperation.permissions import Permission, require
from cooperation.services import next_number, realise_by_agreement
from cooperation.services.files import DOCX, recognise, store_file
from cooperation.workflow import CandidateStatus

OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .doc, and .docx behind a password
LONGEST_PASTED = 1_000_000
OF_SIGNING = ("signed_on", "signed_place", "signature_method")


def read_text(text: str) -> Intake:
    """What a pasted text says. Raises ValidationError under "text"."""
    if not text.strip():
        raise ValidationError({"text": _("Paste the text, or choose a file.")})
    if len(text) > LONGEST_PASTED:
        raise ValidationError({"text": _("This text is too long to be an agreement.")})
    return from_text(text)


def read_upload(upload, *, most_bytes: int) -> Intake:
    """What an uploaded .docx says; it is read and not kept. Raises ValidationError under "file"."""
    if upload.size > most_bytes:
        raise ValidationError(
            {"file": _("This file is larger than %d MB.") % (most_bytes // 1024 // 1024)}
        )
    content = upload.read()
    if content.startswith(OLD_WORD):
        raise ValidationError(
            {"file": _("This is an old .doc or needs a password. Save it as .docx without one.")}
        )
    if recognise(content) != DOCX:
        raise ValidationError({"file": _("Choose a Word document (.docx), or paste the text.")})
    try:
        return from_docx(content)
    except UnreadableDocument as error:
        raise ValidationError({"file": str(error)}) from error


@transaction.atomic
def import_text(
    agreement: Agreement,
    *,
    articles: Sequence[dict[str, Any]],
    unplaced: str = "",
    by,
    why: str = "",
    expected_version: int | None = None,
) -> Agreement:
    """Put the articles that were read into a draft, in place of those it has; what has no place
    is kept beside them. Raises NotPermitted, StaleRecord, Locked, ValidationError."""
    why = why or "text imported"
    writing = begin_writing(agreement, by=by, why=why, expected_version=expected_version)
    write_articles(writing, articles)
    before = writing.agreement.unplaced
    writing.agreement.unplaced = "\n".join(filter(None, [before, unplaced.strip()]))
    return writing.keep(writing.agreement)


@transaction.atomic
def import_signed(
    *,
    owner: Agency,
    kind: str,
    title: str,
    parties: Sequence[Mapping[str, Any]],
    articles: Sequence[dict[str, Any]] = (),
    scan=None,
    scan_missing: bool = False,
    source_note: str,
    candidate: Candidate | None = None,
    by,
    why: str = "",
    **facts,
) -> Agreement:
    """Enter an agreement that was signed before it came here: at once signed, with its scan.

    Each party says when and where it signed. Without a candidate one is opened, as for a draft.
    Raises NotPermitted, ValidationError with paths like "parties.0.signed_on".
    """
    role = require(by, Permission.AGREEMENT_IMPORT, owner)
    if isinstance(by, Command):
        raise ValidationError(_("An agreement is entered by a person."))
    why = why or "signed agreement entered"
    signings = _signings(owner, parties)
    signed_on = max(one["signed_on"] for one in signings)
    _refuse_unproved(scan, scan_missing=scan_missing, source_note=source_note)
    agreement = Agreement(
        owner=owner,
        title=title,
        year=signed_on.year,
        entry_mode=EntryMode.IMPORT,
        status=Status.SIGNED,
        status_since=signed_on,
        signed_on=signed_on,
        source_note=source_note,
        scan_missing=scan is None,
        drafted_by=by,
    )
    plain = [_without_signing(party) for party in parties]
    rows = filled(
        agreement, {"kind": kind, "dated_on": signed_on, **facts}, plain, by=by, on=signed_on
    )
    if candidate is None:
        candidate = own_candidate(agreement, rows, by=by, on=signed_on, why=why)
    agreement.candidate = linked(candidate, agreement, by=by, role=role, on=signed_on, why=why)
    agreement.number = next_number(owner, "agreement", year=signed_on.year)
    text = arranged(agreement, [], articles)
    if scan is not None:
        agreement.scan = store_file(owner=owner, upload=scan, by=by)
    record(agreement, by=by, role=role, why=why)
    _keep_parts(Writing(agreement, by, role, why), rows, signings, text)
    freeze(agreement, by=by, role=role, on=signed_on, why=why)
    _realise(agreement, by=by, role=role)
    return agreement


def _keep_parts(writing: Writing, rows: Sequence[Party], signings, text) -> None:
    for row, signing in zip(rows, signings, strict=True):
        row.agreement = writing.agreement
        for name, value in signing.items():
            setattr(row, name, value)
        writing.keep(row)
    for article in text:
        article.agreement = writing.agreement
        writing.keep(article)


def _realise(agreement: Agreement, *, by, role) -> None:
    candidate = agreement.candidate
    if agreement.kind in BINDING_KINDS and candidate.status == CandidateStatus.IN_AGREEMENT:
        realise_by_agreement(
            candidate, by=by, role=role, on=agreement.signed_on, why=f"{agreement.reference} signed"
        )


def _signings(owner: Agency, parties: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """When, where and how each party signed, or all that is missing of it."""
    problems = Problems()
    signings = []
    today = owner.today()
    for place, party in enumerate(parties):
        with problems.noted(f"parties.{place}"):
            signings.append(_signing(party, today))
    if not parties:
        problems["parties"] = [_("Say who signed it.")]
    problems.refuse()
    return signings


def _signing(party: Mapping[str, Any], today) -> dict[str, Any]:
    if not party.get("signed_on"):
        raise ValidationError({"signed_on": _("Say when this party signed.")})
    if party["signed_on"] > today:
        raise ValidationError({"signed_on": _("This day is still to come.")})
    if not str(party.get("signed_place") or "").strip():
        raise ValidationError({"signed_place": _("Say where this party signed.")})
    method = party.get("signature_method") or SignatureMethod.WET
    if method not in SignatureMethod:
        raise ValidationError({"signature_method": _("Choose one of the list.")})
    return {
        "signed_on": party["signed_on"],
        "signed_place": party["signed_place"].strip(),
        "signature_method": method,
    }


def _without_signing(party: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in party.items() if name not in OF_SIGNING}


def _refuse_unproved(scan, *, scan_missing: bool, source_note: str) -> None:
    problems = {}
    if scan is None and not scan_missing:
        problems["scan"] = _("Add the scan, or say that it is missing.")
    if not source_note.strip():
        problems["source_note"] = _("Say from where you know it: a file, a book, a shelf.")
    if problems:
        raise ValidationError(problems)
