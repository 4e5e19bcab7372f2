"""The signed file of answers: everybody downloads it, and only the writer can read the answer.

A letter's id is 16 random bytes that nobody else has. Its answer lies in the file under a digest of
the id, encrypted with a key that is another digest of it, and always of one size.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from central.encoding import base64url
from central.letters.letter import Status

#: Name of the file among the decisions.
FILE = "answers.json"
#: Characters of an answer, and bytes of it before sealing.
LONGEST = 1_000
_ROOM = 4_608
_NONCE = 12


def seal_answer(letter: bytes, status: Status, text: str) -> bytes:
    """The answer as it stands in the file; it differs each time. Raises ValueError: too long."""
    plain = msgspec.json.encode({"status": status, "text": text})
    if len(plain) > _ROOM:
        raise ValueError("the answer is too long")
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(_key(letter)).encrypt(nonce, plain.ljust(_ROOM), None)


def place_of(letter: bytes) -> str:
    """Under which name the answer to a letter stands in the file."""
    return base64url(hashlib.sha256(b"plimsoll answer place\n" + letter).digest()[:16])


def answers_file(sealed: Mapping[bytes, bytes]) -> bytes:
    """The file: letter id to sealed answer. Nothing where there is no answer."""
    if not sealed:
        return b""
    found = {place_of(letter): base64url(answer) for letter, answer in sealed.items()}
    return msgspec.json.encode(dict(sorted(found.items())))


def _key(letter: bytes) -> bytes:
    return hashlib.sha256(b"plimsoll answer key\n" + letter).digest()
