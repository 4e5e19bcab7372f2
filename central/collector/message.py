"""One message, opened and read. Anything that is not exactly a message of the registry is refused.

The wire format stands in docs/protocol.md. Reading is exact to the byte: the message is written
again from what was read, and both must be equal. So there is no room in it for anything else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from central.tokens import NONCE, SIZE

#: Bytes of the padded JSON; of JSON, nonce and signature; and of the sealed message, which has 32
#: of the sender's passing key and 16 of the tag besides.
TEXT = 96
BODY = TEXT + NONCE + SIZE
SEALED = BODY + 48
INFO = b"plimsoll tk1"

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_128_GCM)

_Number = Annotated[int, msgspec.Meta(ge=0, lt=2**40)]


class NotAMessage(Exception):
    """These bytes are no message. The text says what is wrong and repeats nothing of them."""


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the JSON says; the fields stand in the order of the wire."""

    epoch: _Number = msgspec.field(name="e")
    label: _Number = msgspec.field(name="l")
    metric: _Number = msgspec.field(name="m")
    value: _Number = msgspec.field(name="v")


@dataclass(frozen=True, slots=True)
class Message:
    """What a message says, and the token that proves that an enrolled device may say it."""

    text: Text
    nonce: bytes
    signature: bytes


_DECODER = msgspec.json.Decoder(Text)
_ENCODER = msgspec.json.Encoder()


def unseal(sealed: bytes, key: X25519PrivateKey, size: int = SEALED) -> bytes:
    """The 384 bytes, of a letter more (HPKE, RFC 9180, base mode). Raises NotAMessage.

    `size` is that of the sealed bytes.
    """
    if len(sealed) != size:
        raise NotAMessage(f"A message has {size} bytes.")
    try:
        return _SUITE.decrypt(sealed, key, info=INFO)
    except (InvalidTag, ValueError) as error:
        raise NotAMessage("The message is not sealed to this collector.") from error


def read_message(body: bytes) -> Message:
    """The message in these 384 bytes. Raises NotAMessage."""
    text, nonce, signature = body[:TEXT], body[TEXT : TEXT + NONCE], body[TEXT + NONCE :]
    try:
        said = _DECODER.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        # The decoder's own text may repeat a key of the sender's; it stays out of the answer.
        raise NotAMessage("The message does not have the form of docs/protocol.md.") from error
    if _ENCODER.encode(said).ljust(TEXT) != text or len(signature) != SIZE:
        raise NotAMessage("The message does not have the form of docs/protocol.md.")
    return Message(said, nonce, signature)
