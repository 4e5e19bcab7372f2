"""The signed rules of this device, as its enrolment string names them."""

from __future__ import annotations

import secrets
import time
from datetime import UTC, date, datetime
from pathlib import Path

from agent.report.enrolment import EnrolmentError, parse_enrolment
from agent.signed.place import SignedPlace
from agent.signed.signed_rules import SignedRules


def begin_signed_rules(home: Path, enrolment: str, ring: str) -> SignedRules:
    """Ready for use, its start counted. Without an enrolment that names rules it has none."""
    try:
        root = parse_enrolment(enrolment).rules_root if enrolment else ""
    except EnrolmentError:
        root = ""
    place = SignedPlace.of(home, root) if root else None
    signed = SignedRules(place, secrets.randbelow(100), _today, time.monotonic, ring)
    signed.begin()
    return signed


def _today() -> date:
    # In UTC a release begins for everyone at once.
    return datetime.now(UTC).date()
