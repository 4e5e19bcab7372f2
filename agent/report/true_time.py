"""What time it is, whatever the wall clock says: the issuer's signed time and how long ago it was.

The machine's own uptime carries the time on. Over a restart the wall clock must help, less the
error that it had before. Time that was once true never runs back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from agent.report.facts import Facts

_NAMES = ("true_time", "true_uptime", "true_wall")


@dataclass(frozen=True, slots=True)
class Reading:
    """All clocks of this machine at one moment, in seconds. `boot` names its present start."""

    wall: float
    uptime: float
    boot: str


#: Reads the clocks.
Clocks = Callable[[], Reading]


@dataclass(frozen=True, slots=True)
class TrueTime:
    """The last signed time, with what our clocks said then; or nothing, before the first."""

    signed: float = 0.0
    then: Reading | None = None

    @property
    def known(self) -> bool:
        """Whether any time was signed yet. Until then no epoch ends."""
        return self.then is not None

    def now(self, reading: Reading) -> float:
        """Unix seconds."""
        if self.then is None:
            return reading.wall
        if reading.boot == self.then.boot and reading.uptime >= self.then.uptime:
            return self.signed + (reading.uptime - self.then.uptime)
        return max(self.signed, self.signed + (reading.wall - self.then.wall))

    def is_fresh(self, reading: Reading, seconds: float) -> bool:
        """Whether it was signed in this start of the machine, less than `seconds` ago."""
        if self.then is None or reading.boot != self.then.boot:
            return False
        return 0 <= reading.uptime - self.then.uptime < seconds


def read_time(facts: Facts) -> TrueTime:
    """What was kept of the last signed time."""
    signed, uptime, wall = map(facts.number, _NAMES)
    if not signed:
        return TrueTime()
    return TrueTime(signed, Reading(wall, uptime, facts.text("true_boot")))


def keep_time(facts: Facts, signed: float, reading: Reading) -> None:
    """Keep a time that was just signed."""
    for name, value in zip(_NAMES, (signed, reading.uptime, reading.wall), strict=True):
        facts.put(name, value)
    facts.put("true_boot", reading.boot)
