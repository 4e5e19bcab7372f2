"""Makes an enrolment string: the one line that holds all a device needs (docs/protocol.md)."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from central.calendar import Calendar
from central.encoding import base64url
from central.home import REPOSITORY
from central.issuer.enrolments import Enrolments

PREFIX = "plimsoll1."


@dataclass(frozen=True, slots=True)
class Enrolment:
    """The content of the string, in the order of the wire."""

    v: int
    issuer: str
    relay: str
    operator_key: str
    token: str
    week_seconds: int
    demonstration: bool
    #: Where signed rules are fetched, and the SHA-256 of the root that they begin with.
    rules: str
    rules_root: str
    #: Where reports of incidents go; empty where the company takes none this way.
    incidents: str = ""

    def line(self) -> str:
        """The string that an administrator hands out."""
        text = json.dumps(asdict(self), separators=(",", ":"))
        return PREFIX + base64url(text.encode())


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a device finds issuer and relay, and where it reports incidents."""

    issuer: str
    relay: str
    incidents: str = ""


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
    return Rules(address, base64url(hashlib.sha256(first.read_bytes()).digest()))


def make_token(enrolments: Enrolments, uses: int, last_day: int) -> str:
    """A token for `uses` devices, good to the end of this Unix day. Only its hash is kept."""
    token = secrets.token_urlsafe(24)
    enrolments.add_token(hashlib.sha256(token.encode()).digest(), uses, last_day)
    return token


def make_enrolment(
    addresses: Addresses, operator_key: bytes, token: str, calendar: Calendar, rules: Rules
) -> Enrolment:
    """What stands in the enrolment string."""
    return Enrolment(
        v=2,
        issuer=addresses.issuer,
        relay=addresses.relay,
        operator_key=base64url(operator_key),
        token=token,
        week_seconds=calendar.seconds,
        demonstration=calendar.demonstration,
        rules=rules.address,
        rules_root=rules.root,
        incidents=addresses.incidents,
    )
