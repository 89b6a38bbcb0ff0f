"""The signed paper: signed here with a certificate, or signed elsewhere and brought back.

What comes back is examined before it is kept: a broken signature is refused, and the words are
compared with those of the paper that was issued. Call these outside a transaction: they are slow.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import Agreement, Origin, Party, Revision, SignedCopy, TextStatus
from agreements.redline import SpanKind
from agreements.redline.words import spans_of
from agreements.services.moves import move
from agreements.workflow import SIGNED_STATUSES, TRANSITIONS, Action, SignatureMethod, Status
from audit.models import StaleRecord
from audit.recording import locked, record
from cooperation.models import IssuedDocument
from cooperation.permissions import Permission, require
from cooperation.services import foot_of
from cooperation.services.files import JPEG, PDF, PNG, FileType, recognise, store_file
from cooperation.workflow import TransitionNotAllowed, step_for
from documents.examining import Examined, Unreadable, examine, pages_of
from documents.seal import Seal
from documents.signatures import Place
from documents.signing import Certificate, FoundSignature, SigningRefused, roots_in, sign
from documents.words import date_long

# While or after it is signed; a text that was unlocked has no paper to sign.
SIGNABLE = SIGNED_STATUSES | {Status.READY_TO_SIGN, Status.PARTIALLY_SIGNED}
MOST_TOLD = 200
NEAR = 60  # characters that say where a difference stands
SHORTEST_NAME = 3
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


def compare_signed(agreement: Agreement, *, upload, by) -> Findings:
    """What is in a file, without keeping it. Raises NotPermitted, TransitionNotAllowed,
    ValidationError under "file"."""
    require(by, Permission.AGREEMENT_ISSUE, agreement.owner)
    return _examined(_issued_revision(agreement), _read(upload))


def keep_signed_copy(
    agreement: Agreement,
    *,
    upload,
    by,
    party: Party | None = None,
    why: str = "",
    expected_version: int | None = None,
) -> SignedCopy:
    """Keep a copy that was signed elsewhere, with what was found in it.

    A different text is kept, too, and said to be one: it may be what the parties have signed.
    """
    seen = Agreement.objects.select_related("owner").get(pk=agreement.pk)
    require(by, Permission.AGREEMENT_ISSUE, seen.owner)
    revision = _issued_revision(seen)
    findings = _examined(revision, _read(upload))
    with transaction.atomic():
        current = locked(Agreement, agreement.pk, expected_version=expected_version)
        role = require(by, Permission.AGREEMENT_ISSUE, current.owner)
        if _issued_revision(current) != revision:
            raise StaleRecord(current, current=current.version)
        copy = SignedCopy(
            agreement=current,
            revision=revision,
            party=current.parties.get(pk=party.pk) if party else None,
            origin=Origin.UPLOADED,
            file=store_file(owner=current.owner, upload=upload, by=by),
            signature_count=len(findings.signatures),
            text_status=findings.text_status,
            findings=findings.as_data(),
            added_by=by,
        )
        return record(copy, by=by, role=role, why=why or "signed copy kept")


def sign_with_certificate(
    party: Party,
    *,
    pkcs12: bytes,
    passphrase: str,
    signed_place: str,
    by,
    why: str = "",
    expected_version: int | None = None,
) -> Agreement:
    """Sign the issued paper for a party with the certificate that its signatory brings.

    The second party signs the file that the first has signed. Neither the certificate nor its
    passphrase is kept. Raises NotPermitted, StaleRecord, TransitionNotAllowed, ValidationError.
    """
    agreement = Agreement.objects.select_related("owner").get(pk=party.agreement_id)
    party = agreement.parties.get(pk=party.pk)
    require(by, TRANSITIONS[Action.SIGN].permission, agreement.owner)
    if expected_version not in (None, agreement.version):
        raise StaleRecord(agreement, current=agreement.version)
    step_for(TRANSITIONS, agreement, Action.SIGN, why=why)
    if party.signed_on is not None:
        raise ValidationError({"party": _("%s has signed already.") % party})
    revision = _issued_revision(agreement)
    base = _last_signed(revision)
    certificate = _opened(pkcs12, passphrase)
    _refuse_another(certificate, party)
    content = _signed(agreement, revision, party, certificate, base, signed_place)
    findings = _examined(revision, content)

    with transaction.atomic():
        current = locked(Agreement, agreement.pk, expected_version=agreement.version)
        if _last_signed(revision) != base:
            raise StaleRecord(current, current=current.version)
        facts = {
            "party": party.pk,
            "signed_place": signed_place,
            "signature_method": SignatureMethod.ELECTRONIC,
        }
        moved = move(
            current, Action.SIGN, by=by, why=why, expected_version=current.version, facts=facts
        )
        role = require(by, TRANSITIONS[Action.SIGN].permission, moved.owner)
        name = f"{moved.reference}-pihak-{_place_of(revision, party)}.pdf"
        upload = SimpleUploadedFile(name, content, content_type="application/pdf")
        copy = SignedCopy(
            agreement=moved,
            revision=revision,
            party=party,
            origin=Origin.HERE,
            file=store_file(owner=moved.owner, upload=upload, by=by),
            signature_count=len(findings.signatures),
            text_status=findings.text_status,
            findings=findings.as_data(),
            added_by=by,
        )
        record(copy, by=by, role=role, why=why or "signed with a certificate")
        return moved


def _issued_revision(agreement: Agreement) -> Revision:
    issued = agreement.revisions.filter(issued__isnull=False, issued__revoked_on__isnull=True)
    revision = issued.select_related("issued").first()
    if revision is None or agreement.status not in SIGNABLE:
        raise TransitionNotAllowed(
            _("Issue the paper for signature first: it is what the parties sign."),
            status=agreement.status,
        )
    return revision


def _last_signed(revision: Revision) -> SignedCopy | None:
    """The copy that the next party signs: the one with the most signatures, the newest of those."""
    signed = revision.signed_copies.filter(signature_count__gte=1)
    return signed.select_related("file").order_by("-signature_count", "-pk").first()


def _read(upload) -> bytes:
    if upload.size > settings.MAX_UPLOAD_BYTES:
        raise ValidationError({"file": _("This file is too large. Make it smaller.")})
    upload.seek(0)
    return upload.read()


def _examined(revision: Revision, content: bytes) -> Findings:
    kind: FileType = recognise(content)
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
    return _compared(revision.issued, found)  # type: ignore[arg-type]


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


def _opened(pkcs12: bytes, passphrase: str) -> Certificate:
    messages = {
        "certificate": _(
            "This certificate could not be opened. Check the passphrase, and that it is a "
            "PKCS#12 file (.p12, .pfx)."
        ),
        "expired": _("This certificate is not valid today. Use one that is."),
        "not_signing": _("This certificate is not made for signing. Use one that is."),
    }
    try:
        return Certificate(pkcs12, passphrase)
    except SigningRefused as refused:
        raise ValidationError({"certificate": messages[refused.reason]}) from None


def _refuse_another(certificate: Certificate, party: Party) -> None:
    """It need not bear the titles, yet one word of the name, or somebody else is signing."""
    names = [_name_words(words) for words in (certificate.name, party.signatory_name)]
    if names[0] & names[1]:
        return
    message = _("This certificate is that of %(holder)s, while %(signatory)s signs for %(party)s.")
    raise ValidationError(
        {
            "certificate": message
            % {
                "holder": certificate.name,
                "signatory": party.signatory_name or "…",
                "party": party,
            }
        }
    )


def _name_words(name: str) -> set[str]:
    words = name.casefold().replace(".", " ").replace(",", " ").split()
    return {word for word in words if len(word) >= SHORTEST_NAME}


def _signed(agreement, revision, party, certificate, base, signed_place) -> bytes:
    issued: IssuedDocument = revision.issued
    number = _place_of(revision, party)
    if number > len(issued.seats):
        raise TransitionNotAllowed(
            _("This paper has no place for a digital signature. Unlock it and issue it again."),
            status=agreement.status,
        )
    now = agreement.owner.local(timezone.now())
    zone = agreement.owner.get_time_zone_display()
    seal = Seal(
        (
            "Ditandatangani secara elektronik oleh",
            certificate.name,
            party.signatory_title,
            f"{date_long(now.date())} pukul {now:%H.%M} {zone}",
            f"Penerbit sertifikat: {certificate.issuer}",
        ),
        now.date(),
    )
    try:
        return sign(
            base.file.read() if base else bytes(issued.content),
            certificate,
            field=f"pihak-{number}",
            place=Place(*issued.seats[number - 1]),
            seal=seal,
            reason=f"Menandatangani {agreement.reference}",
            location=signed_place,
            timestamp_server=settings.TIMESTAMP_SERVER,
        )
    except SigningRefused as refused:
        message = _("The paper could not be signed. Check the time-stamp server, and try again.")
        raise ValidationError({"certificate": message}) from refused


def _place_of(revision: Revision, party: Party) -> int:
    return [one["id"] for one in revision.content["parties"]].index(party.pk) + 1


@cache
def _roots() -> list[bytes]:
    return roots_in(Path(settings.SIGNATURE_ROOTS)) if settings.SIGNATURE_ROOTS else []


def _iso(moment) -> str:
    return moment.isoformat() if moment else ""
