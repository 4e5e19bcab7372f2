"""Answers to letters, out of the signed file that every device has: only the writer can read one.

A letter's id is 16 random bytes. Its answer lies under one digest of them, encrypted with another.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from agent.report.encoding import base64url, from_base64url

FILE = "answers.json"
#: Bytes of the file.
LARGEST = 32_000_000
_NONCE = 12
_SAID = ("open", "in-work", "agreed", "declined")


@dataclass(frozen=True, slots=True)
class LetterAnswer:
    """`status` is in-work, agreed or declined (or received, where a decision was taken back)."""

    status: str
    text: str = field(repr=False)


def answers_in(folder: Path | None) -> Mapping[str, str]:
    """The file in a folder of signed decisions; nothing where there is none, or it is damaged."""
    try:
        content = (folder / FILE).read_bytes() if folder else b""
        found = json.loads(content) if content and len(content) <= LARGEST else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def read_answer(answers: Mapping[str, str], letter: bytes) -> LetterAnswer | None:
    """The answer to a letter (its id), or None where there is none that can be read."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    place = base64url(hashlib.sha256(b"plimsoll answer place\n" + letter).digest()[:16])
    key = hashlib.sha256(b"plimsoll answer key\n" + letter).digest()
    try:
        sealed = from_base64url(answers[place])
        said = json.loads(AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], None))
        status, text = said["status"], said["text"]
    except (KeyError, TypeError, ValueError, InvalidTag):
        return None
    if status not in _SAID or not isinstance(text, str):
        return None
    return LetterAnswer("received" if status == "open" else status, text)
