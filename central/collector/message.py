"""One message, opened and read. Anything that is not exactly a message of the registry is refused.

The wire format stands in docs/wire.md. Reading is exact to the byte: the message is written again
from what was read, and both must be equal. So there is no room in it for anything else.
"""

from __future__ import annotations

import re
from typing import Annotated

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

#: Bytes of the padded JSON, and of the sealed message: 32 of the sender's key, 16 of the tag.
PLAIN = 128
SEALED = 176
INFO = b"plimsoll tk1"

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_128_GCM)
_NONCE = re.compile(r"[0-9a-f]{64}")

_Number = Annotated[int, msgspec.Meta(ge=0, lt=2**40)]


class NotAMessage(Exception):
    """These bytes are no message. The text says what is wrong and repeats nothing of them."""


class Message(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The plain message; the fields stand in the order of the wire."""

    e: _Number
    g: _Number
    m: _Number
    n: str
    v: _Number

    @property
    def nonce(self) -> bytes:
        return bytes.fromhex(self.n)


_DECODER = msgspec.json.Decoder(Message)
_ENCODER = msgspec.json.Encoder()


def unseal(sealed: bytes, key: X25519PrivateKey) -> bytes:
    """The plain 128 bytes (HPKE, RFC 9180, base mode). Raises NotAMessage."""
    if len(sealed) != SEALED:
        raise NotAMessage(f"A message has {SEALED} bytes.")
    try:
        return _SUITE.decrypt(sealed, key, info=INFO)
    except (InvalidTag, ValueError) as error:
        raise NotAMessage("The message is not sealed to this collector.") from error


def read_message(plain: bytes) -> Message:
    """The message in these 128 bytes. Raises NotAMessage."""
    try:
        message = _DECODER.decode(plain)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        # The decoder's own text may repeat a key of the sender's; it stays out of the answer.
        raise NotAMessage("The message does not have the form of docs/wire.md.") from error
    if not _NONCE.fullmatch(message.n) or _ENCODER.encode(message).ljust(PLAIN) != plain:
        raise NotAMessage("The message does not have the form of docs/wire.md.")
    return message
