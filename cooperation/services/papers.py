"""Paper that leaves the house: drawn once, kept byte for byte, and never replaced by another."""

import secrets
from dataclasses import astuple, dataclass, replace
from datetime import date
from hashlib import sha256

from audit.checkpoints import anchor_after_commit, last_note
from audit.recording import record
from cooperation.models import (
    Agency,
    DocumentKind,
    IssuedDocument,
    PersonalDetail,
    StoredFile,
    check_address,
)
from documents import paper
from documents.recorded import recorded, restored

TOKEN_BYTES = 16  # 128 bits: nobody finds a paper by trying


@dataclass(frozen=True)
class Sources:
    """What is printed and yet kept elsewhere: numbers of persons, pictures of emblems."""

    details: tuple[PersonalDetail, ...] = ()
    files: tuple[StoredFile, ...] = ()

    def names(self) -> dict[str, str]:
        found = {detail.nip: f"detail:{detail.pk}" for detail in self.details if detail.nip}
        return found | {stored.sha256: f"file:{stored.pk}" for stored in self.files}


@dataclass(frozen=True)
class Facts:
    """What the register and the public page say of a paper."""

    kind: DocumentKind
    title: str
    numbers: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()


def drawn(
    document: paper.Document, facts: Facts, *, owner: Agency, on: date, sources: Sources
) -> IssuedDocument:
    """The paper as it will be kept, not saved yet: drawing is slow, and belongs in no transaction.

    It gets its own public address, which is printed on every page.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    note = last_note()
    marks = replace(
        document.marks,
        watermark="",
        check_at=check_address(token),
        anchor=note.short if note else "",
    )
    document = replace(document, marks=marks)
    printed = document.printed()
    return IssuedDocument(
        owner=owner,
        kind=facts.kind,
        title=facts.title,
        number="\n".join(facts.numbers),
        parties="\n".join(facts.parties),
        content=printed.content,
        sha256=sha256(printed.content).hexdigest(),
        recorded=recorded(document, sources.names()),
        seats=[list(astuple(seat)) for seat in printed.seats],
        token=token,
        issued_on=on,
    )


def keep_paper(issued: IssuedDocument, *, by, role, why: str) -> IssuedDocument:
    """Record a paper that was drawn; what it attests is anchored as soon as it stands."""
    anchor_after_commit()
    return record(issued, by=by, role=role, why=why)


def drawn_again(issued: IssuedDocument) -> bytes:
    """The bytes as they are drawn now. They must be those that are kept; they never replace them.

    Raises documents.recorded.UnknownRecord where the paper is older than this record of it, and
    LookupError where something it was drawn from is no longer kept.
    """
    return restored(issued.recorded, _found).printed().content


def foot_of(issued: IssuedDocument) -> list[str]:
    """The words at the foot of each of its pages."""
    if not issued.recorded:
        return []
    marks = restored(issued.recorded, lambda _name: "").marks
    return [" ".join(line.split()) for line in marks.lines if line]


def _found(name: str) -> str | bytes:
    place, _colon, key = name.partition(":")
    if place == "detail":
        nip = PersonalDetail.objects.filter(pk=key).values_list("nip", flat=True).first()
        if not nip:
            raise LookupError(name)
        return nip
    stored = StoredFile.objects.filter(pk=key).first()
    if stored is None:
        raise LookupError(name)
    return stored.read()
