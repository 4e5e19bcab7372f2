"""Makes an enrolment string: the one line that holds all a device needs (docs/wire.md)."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from dataclasses import asdict, dataclass

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from central.store.enrolments import Enrolments
from central.weeks import Weeks

PREFIX = "plimsoll1."


@dataclass(frozen=True, slots=True)
class Enrolment:
    """The content of the string, in the order of the wire."""

    v: int
    issuer: str
    collector: str
    collector_key: str
    token: str
    week_seconds: int
    demonstration: bool

    def line(self) -> str:
        """The string that an administrator hands out."""
        text = json.dumps(asdict(self), separators=(",", ":"))
        return PREFIX + _base64url(text.encode())


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a device finds the issuer and the collector."""

    issuer: str
    collector: str


def make_token(enrolments: Enrolments, uses: int, last_day: int) -> str:
    """A token for `uses` devices, good to the end of this Unix day. Only its hash is kept."""
    token = secrets.token_urlsafe(24)
    enrolments.add_token(hashlib.sha256(token.encode()).digest(), uses, last_day)
    return token


def make_enrolment(
    addresses: Addresses, key: X25519PublicKey, token: str, weeks: Weeks
) -> Enrolment:
    """What stands in the enrolment string."""
    return Enrolment(
        v=1,
        issuer=addresses.issuer,
        collector=addresses.collector,
        collector_key=_base64url(key.public_bytes_raw()),
        token=token,
        week_seconds=weeks.seconds,
        demonstration=weeks.demonstration,
    )


def _base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
