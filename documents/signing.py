"""Digital signatures in a PDF: made with a certificate (PAdES B-B), and found in a file.

A signature is made here with a certificate in a PKCS#12 file that the signer brings; neither the
file nor its passphrase is kept, logged or repeated. What is drawn on the page is drawn by
reportlab and only together with the signature that it tells of.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Literal

from asn1crypto import x509
from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError, PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import SigningError
from pyhanko.sign.timestamps import HTTPTimeStamper, TimestampRequestError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext

from documents.seal import Seal, seal_of
from documents.signatures import Place

Reason = Literal["certificate", "expired", "not_signing", "document"]


class SigningRefused(ValueError):
    """Nothing was signed; `reason` says why in one word."""

    def __init__(self, reason: Reason):
        self.reason: Reason = reason
        super().__init__(reason)


@dataclass(frozen=True)
class FoundSignature:
    """A signature in a file. Names are those that its certificate states, as they stand there.

    `intact`: the signed bytes are as they were. `trusted`: its certificate leads to a root that
    this installation trusts; None where none is set up. `whole`: it covers the file to the end, or
    what was added later is only further signatures.
    """

    signer: str
    issuer: str
    signed_at: datetime | None
    intact: bool
    trusted: bool | None
    whole: bool
    timestamp: datetime | None = None


class Certificate:
    """Who signs. Opened once; the passphrase is not held on to."""

    def __init__(self, pkcs12: bytes, passphrase: str) -> None:
        try:
            signer = signers.SimpleSigner.load_pkcs12_data(
                pkcs12, other_certs=[], passphrase=passphrase.encode()
            )
        except (ValueError, TypeError) as error:
            raise SigningRefused("certificate") from error
        if signer is None or signer.signing_cert is None:
            raise SigningRefused("certificate")
        self._signer = signer
        self._refuse_unfit(signer.signing_cert)

    @property
    def name(self) -> str:
        return _common_name(self._signer.signing_cert.subject)

    @property
    def issuer(self) -> str:
        return _common_name(self._signer.signing_cert.issuer)

    def _refuse_unfit(self, certificate: x509.Certificate) -> None:
        now = datetime.now(UTC)
        if not certificate.not_valid_before <= now <= certificate.not_valid_after:
            raise SigningRefused("expired")
        usage = certificate.key_usage_value
        if usage is not None and not usage.native & {"digital_signature", "non_repudiation"}:
            raise SigningRefused("not_signing")


def sign(
    pdf: bytes,
    certificate: Certificate,
    *,
    field: str,
    place: Place,
    seal: Seal,
    reason: str,
    location: str,
    timestamp_server: str = "",
) -> bytes:
    """The file with one more signature, drawn at the place; what was there before stays.

    Raises SigningRefused.
    """
    right, top = place.left + place.width, place.bottom + place.height
    box = (round(place.left), round(place.bottom), round(right), round(top))
    about = signers.PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        reason=reason,
        location=location,
    )
    # The library imports a drawing from a file only.
    with NamedTemporaryFile(suffix=".pdf") as drawing:
        drawing.write(seal_of(seal, place.width, place.height))
        drawing.flush()
        signer = signers.PdfSigner(
            about,
            signer=certificate._signer,
            stamp_style=StaticStampStyle.from_pdf_file(drawing.name, border_width=0),
            timestamper=HTTPTimeStamper(timestamp_server) if timestamp_server else None,
            new_field_spec=fields.SigFieldSpec(field, on_page=place.page - 1, box=box),
        )
        try:
            return signer.sign_pdf(_Update(BytesIO(pdf))).getvalue()
        except (SigningError, PdfError, TimestampRequestError) as error:
            raise SigningRefused("document") from error


def signatures_in(pdf: bytes, roots: Sequence[bytes] = ()) -> list[FoundSignature]:
    """Every signature of the file, the first one first; `roots` are certificates in DER form.

    Raises PdfReadError where the file cannot be read.
    """
    trusted = [x509.Certificate.load(root) for root in roots]
    reader = PdfFileReader(BytesIO(pdf))
    return [_found(embedded, trusted) for embedded in reader.embedded_regular_signatures]


class _Update(IncrementalPdfFileWriter):
    """An update that leaves the file's version: PDF/A-2 is PDF 1.7, and holds such signatures."""

    def ensure_output_version(self, version) -> None:
        pass


def roots_in(path: Path) -> list[bytes]:
    """The certificates of a PEM file, in DER form."""
    return [certificate.dump() for certificate in load_certs_from_pemder([str(path)])]


def _found(embedded, roots: Sequence[x509.Certificate]) -> FoundSignature:
    certificate = embedded.signer_cert
    context = ValidationContext(
        trust_roots=list(roots) or [certificate],
        allow_fetching=False,
        revocation_mode="soft-fail",
    )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            status = validate_pdf_signature(embedded, context)
    except (SignatureValidationError, PdfReadError, ValueError):
        return _told(certificate, None, intact=False, trusted=None, whole=False)
    unchanged = status.modification_level in (
        None,
        ModificationLevel.NONE,
        ModificationLevel.LTA_UPDATES,
        ModificationLevel.FORM_FILLING,
    )
    return _told(
        certificate,
        status,
        intact=status.intact and status.valid,
        trusted=status.trusted if roots else None,
        whole=unchanged,
    )


def _told(certificate, status, *, intact, trusted, whole) -> FoundSignature:
    stamped = status.timestamp_validity if status is not None else None
    return FoundSignature(
        signer=_common_name(certificate.subject),
        issuer=_common_name(certificate.issuer),
        signed_at=status.signer_reported_dt if status is not None else None,
        intact=intact,
        trusted=trusted,
        whole=whole,
        timestamp=stamped.timestamp if stamped is not None else None,
    )


def _common_name(name: x509.Name) -> str:
    stated = name.native
    common = stated.get("common_name") or stated.get("organization_name") or name.human_friendly
    return common if isinstance(common, str) else ", ".join(common)
