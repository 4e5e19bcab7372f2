"""A certificate for one trial, made in memory and thrown away with it. No root is installed."""

from __future__ import annotations

import base64
import datetime
import hashlib
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

#: How long it is good for. A trial takes minutes.
LIFETIME = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate with its key in one PEM file, and how a browser is told to accept it."""

    file: Path
    #: Base64 of the SHA-256 of its SubjectPublicKeyInfo (RFC 7469, section 2.4).
    pin: str


def make_certificate(host: str, folder: Path) -> Certificate:
    """A self-signed certificate for `host`, written to `folder` with mode 0600."""
    key = ec.generate_private_key(ec.SECP256R1())
    signed = _signed(host, key)
    file = folder / "certificate.pem"
    file.touch(mode=0o600)
    file.write_bytes(_key_bytes(key) + signed.public_bytes(serialization.Encoding.PEM))
    return Certificate(file, _pin(key))


def _signed(host: str, key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.datetime.now(datetime.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - LIFETIME)
        .not_valid_after(now + LIFETIME)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )


def _key_bytes(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _pin(key: ec.EllipticCurvePrivateKey) -> str:
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return base64.b64encode(hashlib.sha256(public).digest()).decode()
