"""A record as the bytes that leave: always 128 before sealing and 176 after (docs/wire.md)."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode

from agent.report.record import Record

PLAIN_BYTES = 128
SEALED_BYTES = 176
NONCE_BYTES = 32

_INFO = b"plimsoll tk1"


def encode(record: Record, nonce: bytes) -> bytes:
    """The plain message: JSON with its keys in order, filled with spaces to 128 bytes.

    Raises ValueError where the nonce is not 32 bytes.
    """
    if len(nonce) != NONCE_BYTES:
        raise ValueError("a nonce is 32 bytes")
    message = {
        "e": record.epoch,
        "g": record.group,
        "m": record.metric,
        "n": nonce.hex(),
        "v": record.value,
    }
    return json.dumps(message, separators=(",", ":")).encode("ascii").ljust(PLAIN_BYTES)


def seal(plain: bytes, collector_key: str) -> bytes:
    """Encrypt `plain` so that only the collector reads it; the result differs each time.

    HPKE base mode (RFC 9180): X25519, HKDF-SHA256, AES-128-GCM.
    `collector_key` is the public key in base64url. Raises ValueError where it is none.
    """
    # Sealing happens once a week; loading the library takes longer than all of it.
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
    from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

    suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_128_GCM)
    public = X25519PublicKey.from_public_bytes(urlsafe_b64decode(collector_key + "=="))
    return suite.encrypt(plain, public, info=_INFO)
