"""The operator's signed list of keys, one per quarter and the same for every device.

A key that does not stand in it is used for nothing: so no device can be told apart by a key of its
own. The file's first line is a signature (Ed25519), the rest the JSON that it signs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from agent.report.encoding import from_base64url
from agent.report.tokens import TokenKey

_KEYS_SIGNED = b"plimsoll tk1 keys\n"
_TIME_SIGNED = b"plimsoll tk1 time\n"

#: A list is smaller than these bytes.
LARGEST = 8 * 1024 * 1024


class KeyListError(Exception):
    """The list is not signed by the operator, not of this quarter, or has another form."""


@dataclass(frozen=True, slots=True)
class KeyList:
    """Whom to trust for a quarter."""

    quarter: int
    demonstration: bool
    #: To whom a message is sealed (X25519), and who signs receipts (Ed25519): 32 bytes each.
    collector_key: bytes
    receipt_key: bytes
    time_key: bytes
    sets: tuple[Mapping[str, Any], ...]

    def token_keys(self, kind: str, epoch: int) -> Mapping[int, TokenKey] | None:
        """Metric number to its key, in the list's order; None where the epoch is not in it."""
        for one in self.sets:
            if one["kind"] == kind and one["first"] <= epoch <= one["last"]:
                if one["first"] != one["last"] and not self.demonstration:
                    return None  # one key for several epochs is for demonstrations only
                moduli = one["moduli"].items()
                return {int(m): TokenKey(from_base64url(modulus)) for m, modulus in moduli}
        return None

    def proves_time(self, nonce: bytes, milliseconds: int, signature: bytes) -> bool:
        """Whether the issuer said so, just now: the nonce was made up for this question."""
        said = _TIME_SIGNED + nonce + milliseconds.to_bytes(8, "big")
        return is_signed(self.time_key, signature, said)


def read_key_list(file: bytes, operator_key: bytes, quarter: int) -> KeyList:
    """The list of this quarter. Raises KeyListError."""
    line, _newline, content = file.partition(b"\n")
    try:
        signature = from_base64url(line.decode("ascii"))
        if not is_signed(operator_key, signature, _KEYS_SIGNED + content):
            raise KeyListError("not signed by the operator")
        said = json.loads(content)
        found = KeyList(
            int(said["quarter"]),
            bool(said["demonstration"]),
            from_base64url(said["collector_key"]),
            from_base64url(said["receipt_key"]),
            from_base64url(said["time_key"]),
            tuple(said["sets"]),
        )
    except (ValueError, KeyError, TypeError) as fault:
        raise KeyListError("of another form") from fault
    if found.quarter != quarter:
        raise KeyListError("of another quarter")
    return found


def is_signed(key: bytes, signature: bytes, content: bytes) -> bool:
    """Whether this is the key's signature of the content (Ed25519)."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True
