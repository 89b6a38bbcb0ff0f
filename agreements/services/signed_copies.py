"""The signed paper: signed here with a certificate, or signed elsewhere and brought back.

What comes back is examined before it is kept: a broken signature is refused, and the words are
compared with those of the paper that was issued. Call these outside a transaction: they are slow.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import Agreement, Origin, Party, Revision, SignedCopy
from agreements.services.findings import Findings, examined, read_upload
from agreements.services.moves import move
from agreements.workflow import SIGNED_STATUSES, TRANSITIONS, Action, SignatureMethod, Status
from audit.models import StaleRecord
from audit.recording import locked, record
from cooperation.models import IssuedDocument
from cooperation.permissions import Permission, require
from cooperation.services.files import store_file
from cooperation.workflow import TransitionNotAllowed, step_for
from documents.seal import Seal
from documents.signatures import Place
from documents.signing import Certificate, SigningRefused, sign
from documents.words import date_long

# While or after it is signed; a text that was unlocked has no paper to sign.
SIGNABLE = SIGNED_STATUSES | {Status.READY_TO_SIGN, Status.PARTIALLY_SIGNED}
SHORTEST_NAME = 3


def compare_signed(agreement: Agreement, *, upload, by) -> Findings:
    """What is in a file, without keeping it. Raises NotPermitted, TransitionNotAllowed,
    ValidationError under "file"."""
    require(by, Permission.AGREEMENT_ISSUE, agreement.owner)
    return examined(_issued_by(_issued_revision(agreement)), read_upload(upload))


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
    if party is not None and party.agreement_id != seen.pk:
        raise ValidationError({"party": _("This is no party of this agreement.")})
    revision = _issued_revision(seen)
    findings = examined(_issued_by(revision), read_upload(upload))
    with transaction.atomic():
        current = locked(Agreement, agreement.pk, expected_version=expected_version)
        role = require(by, Permission.AGREEMENT_ISSUE, current.owner)
        if _issued_revision(current) != revision:
            raise StaleRecord(current, current=current.version)
        copy = _copy(current, revision, upload, findings, by=by)
        copy.origin = Origin.UPLOADED
        copy.party = current.parties.get(pk=party.pk) if party else None
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
    findings = examined(_issued_by(revision), content)

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
        copy = _copy(moved, revision, upload, findings, by=by)
        copy.origin, copy.party = Origin.HERE, party
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


def _issued_by(revision: Revision) -> IssuedDocument:
    if revision.issued is None:
        raise LookupError(f"nothing was issued of {revision}")
    return revision.issued


def _last_signed(revision: Revision) -> SignedCopy | None:
    """The copy that the next party signs: the last that was signed here.

    Nobody is given a file from outside to sign. Its words may be those of the issued paper, and a
    picture may have been laid over them before somebody signed it.
    """
    return revision.signed_copies.filter(origin=Origin.HERE).select_related("file").first()


def _copy(agreement, revision, upload, findings, *, by) -> SignedCopy:
    return SignedCopy(
        agreement=agreement,
        revision=revision,
        file=store_file(owner=agreement.owner, upload=upload, by=by),
        signature_count=len(findings.signatures),
        text_status=findings.text_status,
        findings=findings.as_data(),
        added_by=by,
    )


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
    issued = _issued_by(revision)
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
