"""A reporter as the agent makes one, with a clock that the test turns."""

from __future__ import annotations

import json
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from agent.report.metrics import load_registry
from agent.report.reporter import Reporter

GOLDEN = Path(__file__).parents[2] / "golden"
#: Demonstration weeks of 60 seconds.
_ENROLMENT = json.loads((GOLDEN / "enrolment.json").read_text())
LINE: str = _ENROLMENT["string"]
WEEK = 60
REGISTRY = load_registry()

TOOLS = {"pinned": 3, "shelved": 99, "other": 123}


def line(**changes: Any) -> str:
    """The golden enrolment string with other values in it."""
    fields = json.dumps({**_ENROLMENT["decoded"], **changes})
    return "plimsoll1." + urlsafe_b64encode(fields.encode()).decode().rstrip("=")


@dataclass
class Clock:
    """Unix seconds, as the test says."""

    now: float = field(default=1000.0 * WEEK)

    def __call__(self) -> float:
        return self.now


def reporter(home: Path, clock: Clock, line: str = LINE) -> Reporter:
    return Reporter(home, line, 0, REGISTRY, TOOLS.get, clock, secrets.token_bytes)


def told(reporter: Reporter, epoch: int | None = None) -> dict[str, int]:
    """Metric id to value, without zeros, for one epoch or for all."""
    return {
        message["metric"]: message["value"]
        for message in reporter.sent()
        if message["value"] and epoch in (None, message["epoch"])
    }
