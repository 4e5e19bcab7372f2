"""The signed list of every public key that a device uses: one list per quarter, the same for all.

A key that stands in no list is used by nobody, so no device can be told apart by a key of its own.
The file is one line of signature (Ed25519, the operator's key) and the JSON that it signs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from central.calendar import Kind
from central.encoding import base64url, from_base64url

_SIGNED = b"plimsoll tk1 keys\n"


class KeyListError(Exception):
    """The list is not signed by the operator, or has another form."""


class KeySet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The moduli (base64url) of the epochs `first` to `last` of one kind, by metric number."""

    kind: Kind
    first: int
    last: int
    moduli: dict[str, str]


class KeyList(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All keys of a quarter. A demonstration has one set for all its weeks."""

    v: int
    quarter: int
    demonstration: bool
    #: To whom a message is sealed (X25519), who signs receipts and who signs the time (Ed25519).
    collector_key: str
    receipt_key: str
    time_key: str
    sets: list[KeySet]

    def moduli(self, kind: Kind, epoch: int) -> Mapping[int, bytes] | None:
        """Metric to modulus, or None where the list does not cover this epoch."""
        for one in self.sets:
            if one.kind == kind and one.first <= epoch <= one.last:
                return {int(m): from_base64url(text) for m, text in one.moduli.items()}
        return None

    def signed(self, operator: Ed25519PrivateKey) -> bytes:
        """The file."""
        content = msgspec.json.encode(self)
        return base64url(operator.sign(_SIGNED + content)).encode() + b"\n" + content


@dataclass(frozen=True, slots=True)
class Operator:
    """Who signs the lists, as everybody else knows them."""

    public: bytes

    @classmethod
    def of(cls, key: Ed25519PrivateKey) -> Self:
        return cls(key.public_key().public_bytes_raw())

    def read(self, file: bytes) -> KeyList:
        """The list in this file. Raises KeyListError."""
        line, _, content = file.partition(b"\n")
        try:
            signature = from_base64url(line.decode("ascii"))
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, _SIGNED + content)
            return msgspec.json.decode(content, type=KeyList)
        except (InvalidSignature, ValueError) as error:
            raise KeyListError("the list of keys is not signed by the operator") from error
