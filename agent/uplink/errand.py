"""What every step of a visit needs, and how a step ends early."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from agent.report.closing import Closing
from agent.report.enrolment import Enrolment
from agent.report.facts import Facts
from agent.report.request import question
from agent.report.store import Store
from agent.report.true_time import Clocks, read_time
from agent.uplink.backoff import retry_after
from agent.uplink.send import Exchange, Reply, Request, Unreachable

_KINDS = "urn:plimsoll:"


class Later(Exception):
    """Central cannot be reached or is busy: try again, not before `seconds` where it said so."""

    def __init__(self, seconds: float = 0.0) -> None:
        super().__init__()
        self.seconds = seconds


class Refused(Exception):
    """Central does not take this device's key: it does not know it, or it was `copied`."""

    def __init__(self, copied: bool = False) -> None:
        super().__init__()
        self.copied = copied


@dataclass(frozen=True, slots=True)
class Errand:
    """The state folder, the store, whom to report to, and how to get there."""

    home: Path
    store: Store
    closing: Closing
    exchange: Exchange
    clocks: Clocks

    @property
    def enrolment(self) -> Enrolment:
        return self.closing.enrolment

    @property
    def central(self) -> str:
        return self.closing.enrolment.central

    def now(self) -> float:
        """Unix seconds, as true as we know. Raises StoreError."""
        with self.store.transaction() as db:
            return read_time(Facts(db)).now(self.clocks())

    def ask(self, request: Request, key: bytes = b"") -> Reply:
        """Central's answer, unless it is busy. Raises Later."""
        try:
            reply = self.exchange(request, key)
        except Unreachable:
            raise Later from None
        if reply.status in (429, 500, 502, 503, 504):
            raise Later(retry_after(reply.retry_after, self.clocks().wall))
        return reply

    def fetch(self, address: str) -> Reply:
        """The answer to a GET that says nothing of this device. Raises Later."""
        return self.ask(Request(address, question(address)))


def problem(reply: Reply) -> str:
    """The kind of problem that central named (RFC 9457), such as `key-changed`, or nothing.

    A status alone may be a proxy's or a blocking page's, which know nothing of our key.
    """
    try:
        found = json.loads(reply.body)
    except ValueError:
        return ""
    kind = found.get("type") if isinstance(found, dict) else None
    return kind.removeprefix(_KINDS) if isinstance(kind, str) and kind.startswith(_KINDS) else ""


def said(reply: Reply) -> dict[str, object]:
    """The JSON object of an answer. Raises Later where it is none."""
    try:
        found = json.loads(reply.body)
    except ValueError:
        raise Later from None
    if reply.status not in (200, 201, 202) or not isinstance(found, dict):
        raise Later
    return found
