"""What is in a signed file: its signatures, and where its words differ from the approved ones."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agreements.models import TextStatus
from agreements.redline import SpanKind
from agreements.redline.words import spans_of
from cooperation.models import IssuedDocument
from cooperation.services import foot_of
from cooperation.services.files import JPEG, PDF, PNG, recognise
from documents.examining import Examined, Unreadable, examine, pages_of
from documents.signing import FoundSignature, roots_in

MOST_TOLD = 200
NEAR = 60  # characters that say where a difference stands
SHEET = re.compile(r"Halaman \d+ dari \d+")


@dataclass(frozen=True)
class Difference:
    """What the paper says that was issued, what the copy says instead, and after which words."""

    before: str
    after: str
    near: str


@dataclass(frozen=True)
class Findings:
    text_status: TextStatus
    differences: tuple[Difference, ...] = ()
    signatures: tuple[FoundSignature, ...] = ()
    more: int = 0  # differences beyond those that are listed

    def as_data(self) -> dict:
        signatures = [asdict(one) for one in self.signatures]
        for one in signatures:
            one |= {name: _iso(one[name]) for name in ("signed_at", "timestamp")}
        differences = [asdict(one) for one in self.differences]
        return {"signatures": signatures, "differences": differences, "more": self.more}


def read_upload(upload) -> bytes:
    if upload.size > settings.MAX_UPLOAD_BYTES:
        raise ValidationError({"file": _("This file is too large. Make it smaller.")})
    upload.seek(0)
    return upload.read()


def examined(issued: IssuedDocument, content: bytes) -> Findings:
    kind = recognise(content)
    if kind in (PNG, JPEG):
        return Findings(TextStatus.NO_TEXT)
    if kind != PDF:
        raise ValidationError({"file": _("A signed paper is a PDF, or a picture of a scan.")})
    try:
        found = examine(content, _roots())
    except Unreadable as error:
        message = _("This PDF could not be read. Save it again, or scan it again.")
        raise ValidationError({"file": message}) from error
    for one in found.signatures:
        _refuse_broken(one)
    return _compared(issued, found)


def _refuse_broken(signature: FoundSignature) -> None:
    if signature.intact and signature.whole:
        return
    message = _(
        "The signature of %(signer)s is broken: the file was changed after it was signed. "
        "Ask for it again."
    )
    raise ValidationError({"file": message % {"signer": signature.signer}})


def _compared(issued: IssuedDocument, found: Examined) -> Findings:
    signatures = tuple(found.signatures)
    if not any(page.strip() for page in found.pages):
        return Findings(TextStatus.NO_TEXT, signatures=signatures)
    foot = foot_of(issued)
    before = _words(pages_of(bytes(issued.content)), foot)
    differences = tuple(_differences(before, _words(found.pages, foot)))
    if not differences:
        return Findings(TextStatus.SAME, signatures=signatures)
    more = max(0, len(differences) - MOST_TOLD)
    return Findings(TextStatus.DIFFERS, differences[:MOST_TOLD], signatures, more)


def _words(pages: Sequence[str], foot: Sequence[str]) -> str:
    """The text alone: nobody agrees on where pages break, nor on what stands at their foot."""
    words = " ".join(" ".join(pages).split())
    for line in foot:
        words = words.replace(line, " ")
    return " ".join(SHEET.sub(" ", words).split())


def _differences(before: str, after: str) -> Iterator[Difference]:
    read, gone = "", ""
    for span in spans_of(before, after):
        if span.kind == SpanKind.DELETED:
            gone += span.text
        elif span.kind == SpanKind.INSERTED:
            yield Difference(gone.strip(), span.text.strip(), read[-NEAR:])
            gone = ""
        else:
            if gone:
                yield Difference(gone.strip(), "", read[-NEAR:])
                gone = ""
            read = span.text
    if gone:
        yield Difference(gone.strip(), "", read[-NEAR:])


@cache
def _roots() -> list[bytes]:
    return roots_in(Path(settings.SIGNATURE_ROOTS)) if settings.SIGNATURE_ROOTS else []


def _iso(moment) -> str:
    return moment.isoformat() if moment else ""
