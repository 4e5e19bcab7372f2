"""A child that counts one more warning and then closes the week: HOME, ENROLMENT, Unix seconds."""

from __future__ import annotations

import sys
from pathlib import Path

from agent.events import Channel, Level, ToolClass
from tests.agent.report.device import WEEK, Clock, reporter

clock = Clock(float(sys.argv[3]))
report = reporter(Path(sys.argv[1]), clock, sys.argv[2], told=False)
report.counter.count_warning(Level.SECRET, ToolClass.PUBLIC, Channel.CLI)
print("counted", flush=True)
clock.now += WEEK
report.tick()
print("closed", flush=True)
