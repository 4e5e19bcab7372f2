"""Makes an enrolment string: the one line that holds all a device needs (docs/wire.md)."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from central.home import REPOSITORY
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
    #: Where signed rules are fetched, and the SHA-256 of the root that they begin with.
    rules: str
    rules_root: str

    def line(self) -> str:
        """The string that an administrator hands out."""
        text = json.dumps(asdict(self), separators=(",", ":"))
        return PREFIX + _base64url(text.encode())


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a device finds the issuer and the collector."""

    issuer: str
    collector: str


@dataclass(frozen=True, slots=True)
class Rules:
    """Where signed rules are, and the digest by which a device knows the first root."""

    address: str = ""
    root: str = ""


def rules_at(home: Path, address: str) -> Rules:
    """The rules that this central publishes, or none where it has no repository yet."""
    first = home / REPOSITORY / "public" / "metadata" / "1.root.json"
    if not first.exists():
        return Rules()
    return Rules(address, _base64url(hashlib.sha256(first.read_bytes()).digest()))


def make_token(enrolments: Enrolments, uses: int, last_day: int) -> str:
    """A token for `uses` devices, good to the end of this Unix day. Only its hash is kept."""
    token = secrets.token_urlsafe(24)
    enrolments.add_token(hashlib.sha256(token.encode()).digest(), uses, last_day)
    return token


def make_enrolment(
    addresses: Addresses, key: X25519PublicKey, token: str, weeks: Weeks, rules: Rules
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
        rules=rules.address,
        rules_root=rules.root,
    )


def _base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
