"""Signs an archive as a CRX3 package (Chromium, components/crx_file/crx3.proto)."""

from __future__ import annotations

import hashlib
import struct

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

_MAGIC = b"Cr24"
_VERSION = 3
_CONTEXT = b"CRX3 SignedData\x00"
#: Numbers of fields in CrxFileHeader, AsymmetricKeyProof and SignedData.
_RSA_PROOF, _SIGNED_DATA = 2, 10000
_PUBLIC_KEY, _SIGNATURE = 1, 2
_ID = 1


def crx3(archive: bytes, key: rsa.RSAPrivateKey) -> bytes:
    """The package. The same archive and key make the same bytes."""
    public = public_bytes(key)
    signed_data = _field(_ID, hashlib.sha256(public).digest()[:16])
    message = _CONTEXT + struct.pack("<I", len(signed_data)) + signed_data + archive
    signature = key.sign(message, padding.PKCS1v15(), hashes.SHA256())
    proof = _field(_PUBLIC_KEY, public) + _field(_SIGNATURE, signature)
    header = _field(_RSA_PROOF, proof) + _field(_SIGNED_DATA, signed_data)
    return _MAGIC + struct.pack("<II", _VERSION, len(header)) + header + archive


def public_bytes(key: rsa.RSAPrivateKey) -> bytes:
    """The key's SubjectPublicKeyInfo, of which Chromium makes the extension's id."""
    return key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def _field(number: int, content: bytes) -> bytes:
    """One field of bytes (protocol buffers, "Encoding")."""
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    encoded = bytearray()
    while value > 0x7F:
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*encoded, value])
