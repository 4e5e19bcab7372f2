"""The uplink as the agent runs it: a child that makes one visit and says what came of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from agent.report.reporter import Reporter
from tests.agent.report.device import WEEK, Clock, reporter

ROOT = Path(__file__).parents[3]
DYING = ROOT / "tests" / "agent" / "dying.py"


def environment(home: Path, **more: str) -> dict[str, str]:
    """No session bus, hence no keyring; and nothing of this machine's settings."""
    kept = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(home)}
    return {**kept, "DBUS_SESSION_BUS_ADDRESS": "disabled:", **more}


def visit(home: Path, line: str, **more: str) -> dict[str, Any]:
    """Run the uplink to its end. Its summary."""
    done = run_uplink(home, line, [], **more)
    assert done.stderr == ""
    return dict(json.loads(done.stdout))


def run_uplink(
    home: Path, line: str, before: list[str], **more: str
) -> subprocess.CompletedProcess[str]:
    """`before`: statement and number, where it is to be killed (tests/agent/dying.py)."""
    start = [str(DYING), *before] if before else ["-m"]
    return subprocess.run(
        [sys.executable, *start, "agent.uplink", "--home", str(home), "--enrolment", line],
        cwd=ROOT,
        env=environment(home, **more),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def closed_week(home: Path, line: str, clock: Clock, week: int = WEEK) -> Reporter:
    """A reporter with one week that waits to be sent."""
    report = reporter(home, clock, line)
    clock.now += week
    report.tick(clock.now)
    return report
