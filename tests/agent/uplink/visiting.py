"""The uplink as the agent runs it: a child that makes one visit and says what came of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from agent.report.reporter import Reporter
from tests.agent.report.device import KEY, WEEK, Clock, reporter

ROOT = Path(__file__).parents[3]
DYING = ROOT / "tests" / "agent" / "dying.py"

#: A private bus with a real gnome-keyring, opened with a password; all of it ends with the child.
SESSION = [
    "dbus-run-session",
    "--",
    "sh",
    "-c",
    'printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$@"',
    "sh",
]


def environment(home: Path, **more: str) -> dict[str, str]:
    """No session bus, hence no keyring; and nothing of this machine's settings."""
    kept = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(home)}
    return {**kept, "DBUS_SESSION_BUS_ADDRESS": "disabled:", **more}


def session_environment(folder: Path) -> dict[str, str]:
    """For a command after SESSION: its bus and its keyring keep their files in `folder`."""
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700, exist_ok=True)
    places = {"XDG_DATA_HOME": str(folder / "data"), "XDG_RUNTIME_DIR": str(runtime)}
    child = environment(folder, **places)
    del child["DBUS_SESSION_BUS_ADDRESS"]
    return child


def visit_in_session(home: Path, line: str) -> dict[str, Any]:
    """As `visit`, with a real keyring that keeps its secrets beside `home`."""
    uplink = [
        sys.executable,
        "-m",
        "agent.uplink",
        "--home",
        str(home),
        "--enrolment",
        line,
        "--key-from-input",
    ]
    done = subprocess.run(
        [*SESSION, *uplink],
        cwd=ROOT,
        env=session_environment(home.parent),
        input=KEY.hex(),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


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
        [
            sys.executable,
            *start,
            "agent.uplink",
            "--home",
            str(home),
            "--enrolment",
            line,
            "--key-from-input",
        ],
        cwd=ROOT,
        env=environment(home, **more),
        input=KEY.hex(),
        capture_output=True,
        text=True,
        timeout=600,  # 35 days of messages take a while
        check=False,
    )


def closed_week(home: Path, line: str, clock: Clock, week: int = WEEK) -> Reporter:
    """A reporter with one week that waits for its tokens."""
    report = reporter(home, clock, line)
    clock.now += week
    report.tick()
    return report


def visit_until_sent(home: Path, line: str, most: int = 20) -> dict[str, Any]:
    """Visits until nothing waits any more; the sum of what was sent, and the last summary."""
    total = 0
    for _again in range(most):
        summary = visit(home, line)
        total += summary["sent"]
        if not summary["waiting"]:
            break
        time.sleep(0.5)
    return {**summary, "sent": total}
