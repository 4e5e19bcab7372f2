"""A reporter as the agent makes one, with clocks that the test turns."""

from __future__ import annotations

import json
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agent.clocks import read_clocks
from agent.report.facts import Facts
from agent.report.metrics import load_registry
from agent.report.reporter import Reporter
from agent.report.store import NAME, Store
from agent.report.true_time import Reading, keep_time
from agent.report.vault import Vault

GOLDEN = Path(__file__).parents[2] / "golden"
#: Demonstration weeks of 60 seconds.
_ENROLMENT = json.loads((GOLDEN / "enrolment.json").read_text())
LINE: str = _ENROLMENT["string"]
WEEK = 60
REGISTRY = load_registry()

#: Hides what the test's person did.
KEY = bytes(range(32))

TOOLS = {"pinned": 3, "shelved": 99, "other": 123}


def line(**changes: Any) -> str:
    """The golden enrolment string with other values in it."""
    fields = json.dumps({**_ENROLMENT["decoded"], **changes})
    return "plimsoll1." + urlsafe_b64encode(fields.encode()).decode().rstrip("=")


@dataclass
class Clock:
    """The true time, as the test says, and how far the wall clock is off. The uptime is right."""

    now: float = 1000.0 * WEEK
    off: float = 0.0
    boot: str = "first"
    #: When this machine was started, in true time.
    began: float = 1.0

    @classmethod
    def real(cls) -> Clock:
        """This machine's own clocks at this moment, as a child reads them too."""
        reading = read_clocks()
        return cls(reading.wall, 0.0, reading.boot, reading.wall - reading.uptime)

    def __call__(self) -> Reading:
        return Reading(self.now + self.off, self.now - self.began, self.boot)


def reporter(
    home: Path,
    clock: Clock,
    line: str = LINE,
    *,
    told: bool = True,
    platform: int = 0,
    key: bytes = KEY,
) -> Reporter:
    """`told`: the issuer has told the time before. `key` hides what is counted."""
    made = Reporter(
        home,
        line,
        0,
        REGISTRY,
        TOOLS.get,
        clock,
        secrets.token_bytes,
        platform=platform,
        vault=Vault(key),
    )
    if told and (home / NAME).exists():
        tell_time(home, clock)
        made.tick()
    return made


def tell_time(home: Path, clock: Clock) -> None:
    """As the uplink does when the issuer has told the time."""
    store = Store(home / NAME)
    with store.transaction() as db:
        keep_time(Facts(db), clock.now, clock())
    store.close()


def told(reporter: Reporter, epoch: int | None = None) -> dict[str, int]:
    """Metric id to value, without zeros, for one epoch or for all."""
    return {
        message["metric"]: message["value"]
        for message in reporter.sent()
        if message["value"] and epoch in (None, message["epoch"])
    }
