"""What the collector signs when it has a message: only then is the message taken from the queue."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from agent.report.calendar import KINDS
from agent.report.key_list import is_signed

_SIGNED = b"plimsoll tk1 receipt\n"
_HEAD, _ROW, _SIGNATURE = 14, 33, 64

#: What became of a message: counted now or before; refused; over 35 days old; its nonce came with
#: another message.
COUNTED, REFUSED, TOO_OLD, CONFLICT = range(4)


class ReceiptError(Exception):
    """Not signed by the collector, or not for what was asked."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """A part of a box: the messages whose hash begins with the same `bits` bits."""

    kind: str
    epoch: int
    bits: int
    number: int


def message_hash(sealed: bytes) -> bytes:
    """The name of a sealed message."""
    return hashlib.sha256(sealed).digest()


def bucket_number(name: bytes, bits: int) -> int:
    """The bucket in which a message is."""
    return int.from_bytes(name[:4], "big") >> (32 - bits)


def read_receipt(content: bytes, bucket: Bucket, receipt_key: bytes) -> Mapping[bytes, int]:
    """Message hash to what became of it. Raises ReceiptError."""
    said, signature = content[:-_SIGNATURE], content[-_SIGNATURE:]
    if not is_signed(receipt_key, signature, _SIGNED + said):
        raise ReceiptError("not signed by the collector")
    head, rows = said[:_HEAD], said[_HEAD:]
    if head != _head(bucket) or len(rows) % _ROW:
        raise ReceiptError("not for this bucket")
    parts = (rows[at : at + _ROW] for at in range(0, len(rows), _ROW))
    return {part[:32]: part[32] for part in parts}


def _head(bucket: Bucket) -> bytes:
    return (
        (KINDS.index(bucket.kind) + 1).to_bytes(1, "big")
        + bucket.epoch.to_bytes(8, "big")
        + bucket.bits.to_bytes(1, "big")
        + bucket.number.to_bytes(4, "big")
    )
