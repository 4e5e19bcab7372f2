"""A record as the bytes that leave: always 384 before sealing and 432 after (docs/protocol.md)."""

from __future__ import annotations

import json

from agent.report.record import Record
from agent.report.tokens import NONCE_BYTES, SIZE

TEXT_BYTES = 96
BODY_BYTES = TEXT_BYTES + NONCE_BYTES + SIZE
SEALED_BYTES = BODY_BYTES + 48

_INFO = b"plimsoll tk1"


def encode(record: Record, nonce: bytes, signature: bytes) -> bytes:
    """The body: JSON with its keys in order, filled with spaces to 96 bytes; nonce; token.

    Raises ValueError where nonce or signature has another size.
    """
    if len(nonce) != NONCE_BYTES or len(signature) != SIZE:
        raise ValueError("a nonce is 32 bytes and a signature 256")
    message = {"e": record.epoch, "l": record.label, "m": record.metric, "v": record.value}
    text = json.dumps(message, separators=(",", ":")).encode("ascii")
    return text.ljust(TEXT_BYTES) + nonce + signature


def seal(body: bytes, collector_key: bytes) -> bytes:
    """Encrypt the body so that only the collector reads it; the result differs each time.

    HPKE base mode (RFC 9180): X25519, HKDF-SHA256, AES-128-GCM. Raises ValueError where
    `collector_key` is no public key.
    """
    # Sealing happens once a week; loading the library takes longer than all of it.
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
    from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

    suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_128_GCM)
    return suite.encrypt(body, X25519PublicKey.from_public_bytes(collector_key), info=_INFO)
