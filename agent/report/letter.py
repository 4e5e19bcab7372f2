"""A letter to the company, as the bytes that leave: always 5088 before sealing, 5136 after.

Every device sends one a week. One that nobody wrote has the kind `none` and is as long as any.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import StrEnum

from agent.report.encoding import base64url
from agent.report.tokens import NONCE_BYTES, SIZE

#: Bytes of the padded head and text, of both with nonce and token, and of the sealed letter.
HEAD_BYTES, TEXT_BYTES = 704, 4096
BODY_BYTES = HEAD_BYTES + TEXT_BYTES + NONCE_BYTES + SIZE
SEALED_BYTES = BODY_BYTES + 48
ID_BYTES = 16
#: Characters of a name, and of a subject.
MOST_SHORT = 100
#: What stands for a metric's number in a letter's token.
NUMBER = 0


class LetterKind(StrEnum):
    """What the writer wants."""

    TOOL = "tool"
    USE_CASE = "use-case"
    DISPUTE = "dispute"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Letter:
    """What a person wrote. Raises ValueError, as `plain` does, for what does not fit."""

    kind: LetterKind
    #: The tool's name, the use case's title, or the id of the disputed rule.
    subject: str = field(repr=False)
    #: Empty: the letter is anonymous.
    name: str = field(repr=False)
    text: str = field(repr=False)

    def __post_init__(self) -> None:
        short = max(len(self.name), len(self.subject)) <= MOST_SHORT
        if not short or not printable(self.name + self.subject):
            raise ValueError("name and subject are lines of up to 100 characters")
        if not printable(self.text, "\n\t") or text_bytes(self.text) > TEXT_BYTES:
            raise ValueError("a letter's text has up to 4096 bytes")


def text_bytes(text: str) -> int:
    """Bytes that a text takes in a letter."""
    return len(text.encode("utf-8", "surrogatepass"))


def plain(letter: Letter | None, letter_id: bytes, epoch: int) -> bytes:
    """Head and text, filled with spaces: 4800 bytes. Raises ValueError where the head is full."""
    head = {
        "e": epoch,
        "i": base64url(letter_id),
        "k": letter.kind if letter else "none",
        "n": letter.name if letter else "",
        "s": letter.subject if letter else "",
    }
    first = json.dumps(head, separators=(",", ":"), ensure_ascii=False).encode()
    if len(first) > HEAD_BYTES:
        raise ValueError("name and subject are too long")
    text = letter.text.encode() if letter else b""
    return first.ljust(HEAD_BYTES) + text.ljust(TEXT_BYTES)


def printable(text: str, also: str = "") -> bool:
    """Whether it holds no control sign but those of `also`, and no half of a surrogate pair."""
    return all(
        sign in also or (ord(sign) >= 32 and not "\ud800" <= sign <= "\udfff") for sign in text
    )
