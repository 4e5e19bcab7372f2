"""What the collector signs: the hashes of one bucket's messages, and what became of each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from central.calendar import KINDS, Kind

_SIGNED = b"plimsoll tk1 receipt\n"


class Result(IntEnum):
    """What became of a message."""

    #: Counted, now or before.
    COUNTED = 0
    #: Not a message of the registry, or without a valid token.
    REFUSED = 1
    #: Its epoch ended over 35 days ago.
    TOO_OLD = 2
    #: Its nonce came with another message before.
    CONFLICT = 3


@dataclass(frozen=True, slots=True)
class Bucket:
    """A part of a box: all messages whose hash begins with the same `bits` bits."""

    kind: Kind
    epoch: int
    bits: int
    number: int

    def holds(self, digest: bytes) -> bool:
        return int.from_bytes(digest[:4], "big") >> (32 - self.bits) == self.number


def message_hash(sealed: bytes) -> bytes:
    """The name of a sealed message."""
    return hashlib.sha256(sealed).digest()


def receipt(
    bucket: Bucket, results: Iterable[tuple[bytes, Result]], key: Ed25519PrivateKey
) -> bytes:
    """Kind, epoch, bits and bucket; then each hash with its result; then the signature."""
    head = (
        (KINDS.index(bucket.kind) + 1).to_bytes(1, "big")
        + bucket.epoch.to_bytes(8, "big")
        + bucket.bits.to_bytes(1, "big")
        + bucket.number.to_bytes(4, "big")
    )
    content = head + b"".join(name + bytes((result,)) for name, result in results)
    return content + key.sign(_SIGNED + content)
