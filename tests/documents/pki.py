"""Certificates for the tests: a root of their own, and people who sign with it."""

from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    pkcs12,
)
from cryptography.x509.oid import NameOID

PASSPHRASE = "kata sandi Lani"


@cache
def root() -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    return _made("Akar Uji", None)


def root_pem() -> bytes:
    return root()[0].public_bytes(Encoding.PEM)


def root_der() -> bytes:
    return root()[0].public_bytes(Encoding.DER)


@cache
def p12(name: str, *, days: int = 365, signs: bool = True) -> bytes:
    """A PKCS#12 file of this person; `days` until it ends, negative where it has."""
    certificate, key = _made(name, root(), days=days, signs=signs)
    return pkcs12.serialize_key_and_certificates(
        name.encode(), key, certificate, [root()[0]], BestAvailableEncryption(PASSPHRASE.encode())
    )


def _made(name, issuer, *, days=3650, signs=True):
    key = ec.generate_private_key(ec.SECP256R1())
    issuing, issuing_key = issuer or (None, key)
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )
    is_root = issuer is None
    usage = x509.KeyUsage(
        digital_signature=signs and not is_root,
        content_commitment=signs and not is_root,
        key_encipherment=not signs,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_root,
        crl_sign=is_root,
        encipher_only=False,
        decipher_only=False,
    )
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuing.subject if issuing else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=400))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(issuing_key, hashes.SHA256())
    )
    return certificate, key
