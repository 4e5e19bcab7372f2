"""One letter, opened and read: exact to the byte, as docs/protocol.md has it.

Every device sends one a week; one of kind `none` says nothing and is kept nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

import msgspec

from central.collector.message import NotAMessage
from central.encoding import base64url, from_base64url
from central.letters.letter import Kind, Letter
from central.tokens import NONCE, SIZE

#: Bytes of the padded JSON, of the padded text; of both with nonce and signature; and sealed.
HEAD, TEXT = 704, 4096
BODY = HEAD + TEXT + NONCE + SIZE
SEALED = BODY + 48
#: What stands for a metric's number in a letter's token.
NUMBER = 0

_Short = Annotated[str, msgspec.Meta(max_length=200)]


class Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the JSON says; the fields stand in the order of the wire."""

    epoch: Annotated[int, msgspec.Meta(ge=0, lt=2**40)] = msgspec.field(name="e")
    id: Annotated[str, msgspec.Meta(min_length=22, max_length=22)] = msgspec.field(name="i")
    kind: Literal["none", "tool", "use-case", "dispute", "question"] = msgspec.field(name="k")
    name: _Short = msgspec.field(name="n")
    subject: _Short = msgspec.field(name="s")


@dataclass(frozen=True, slots=True)
class LetterMessage:
    """What came, and the token that proves that an enrolled device may say it."""

    epoch: int
    #: None where the device had nothing to say.
    letter: Letter | None
    nonce: bytes
    signature: bytes = field(repr=False)


_DECODER = msgspec.json.Decoder(Head)
_ENCODER = msgspec.json.Encoder()


def read_letter(body: bytes) -> LetterMessage:
    """The letter in these 5088 bytes. Raises NotAMessage."""
    head, text = body[:HEAD], body[HEAD : HEAD + TEXT]
    nonce, signature = body[-SIZE - NONCE : -SIZE], body[-SIZE:]
    try:
        said = _DECODER.decode(head)
        words = text.decode("utf-8").rstrip(" ")
        identity = from_base64url(said.id)
    except (msgspec.DecodeError, ValueError) as error:
        raise NotAMessage("The letter does not have the form of docs/protocol.md.") from error
    exact = _ENCODER.encode(said).ljust(HEAD) == head and base64url(identity) == said.id
    if len(body) != BODY or not exact or not _printable(said.name + said.subject + words):
        raise NotAMessage("The letter does not have the form of docs/protocol.md.")
    return LetterMessage(said.epoch, _letter(said, identity, words), nonce, signature)


def _letter(said: Head, identity: bytes, words: str) -> Letter | None:
    if said.kind == "none":
        if said.name or said.subject or words:
            raise NotAMessage("A letter of no kind says nothing.")
        return None
    return Letter(identity, Kind(said.kind), said.subject, said.name, words)


def _printable(text: str) -> bool:
    return all(ord(sign) >= 32 or sign in "\n\t" for sign in text)
