"""This machine's clocks, all read at one moment."""

from __future__ import annotations

import time

from agent.native import clocks
from agent.report.true_time import Reading


def read_clocks() -> Reading:
    """Wall clock, uptime and the name of this start of the machine."""
    return Reading(time.time(), clocks.uptime(), clocks.boot())
