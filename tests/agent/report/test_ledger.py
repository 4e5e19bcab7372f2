"""A week becomes messages exactly once: over kills, restarts, and clocks that jump."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from agent.events import Channel, Level, ToolClass
from agent.report.reporter import Reporter
from tests.agent.report.device import LINE, REGISTRY, WEEK, Clock, line, reporter, told

ROOT = Path(__file__).parents[3]
DYING = ROOT / "tests" / "agent" / "dying.py"
TEN_YEARS = 10 * 365 * 86_400 // WEEK * WEEK


def warn(report: Reporter) -> None:
    report.counter.count_warning(Level.SECRET, ToolClass.PUBLIC, Channel.CLI)


def is_whole(report: Reporter) -> bool:
    """Whether each epoch has each weekly metric and its letter exactly once."""
    said = Counter((message["epoch"], message["metric"]) for message in report.sent())
    epochs = {epoch for epoch, _metric in said}
    weekly = {metric.id for metric in REGISTRY.of_epoch("week")} | {"letter"}
    return set(said.values()) <= {1} and set(said) == {(e, m) for e in epochs for m in weekly}


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("BEGIN IMMEDIATE", 4),
        ("INSERT INTO messages", 1),
        ("INSERT INTO messages", 60),
        ("INSERT INTO messages", 117),
        ("INSERT INTO closed", 1),
        ("DELETE FROM counts", 1),
        ("INSERT OR REPLACE INTO open", 1),
        ("INSERT OR REPLACE INTO main.hidden", 2),
        ("COMMIT", 4),
    ],
)
def test_a_kill_at_any_step_of_closing_loses_and_doubles_nothing(
    tmp_path: Path, statement: str, number: int
) -> None:
    clock = Clock()
    first = reporter(tmp_path, clock)
    warn(first)
    first.close()
    module = ["tests.agent.report.close_week", str(tmp_path), LINE, str(clock.now)]

    died = subprocess.run(
        [sys.executable, str(DYING), statement, str(number), *module],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert died.returncode == -signal.SIGKILL, died.stderr
    assert died.stdout == "counted\n"

    clock.now += WEEK
    after = reporter(tmp_path, clock)
    after.tick()
    assert told(after) == {"warn.secret.public": 2, "warn.way.cli": 2}
    assert is_whole(after) and len(after.sent()) == 118
    after.close()


def test_counts_survive_a_restart_in_the_middle_of_a_week(tmp_path: Path) -> None:
    clock = Clock()
    for _start in range(3):
        report = reporter(tmp_path, clock)
        warn(report)
        report.close()
    clock.now += WEEK
    report = reporter(tmp_path, clock)
    report.tick()

    assert told(report) == {"warn.secret.public": 3, "warn.way.cli": 3}
    report.close()


def test_a_count_after_midnight_belongs_to_the_new_week(tmp_path: Path) -> None:
    clock = Clock()
    report = reporter(tmp_path, clock)
    epoch = int(clock.now // WEEK)
    warn(report)
    clock.now += WEEK
    warn(report)
    warn(report)
    clock.now += WEEK
    report.tick()

    assert told(report, epoch)["warn.way.cli"] == 1
    assert told(report, epoch + 1)["warn.way.cli"] == 2
    assert is_whole(report)
    report.close()


@pytest.mark.parametrize("jump", [TEN_YEARS, -TEN_YEARS, WEEK, -WEEK])
def test_a_clock_that_jumps_and_comes_back_loses_and_doubles_nothing(
    tmp_path: Path, jump: int
) -> None:
    clock = Clock(now=TEN_YEARS * 3.0)
    report = reporter(tmp_path, clock)
    warn(report)
    clock.now += jump
    report.tick()
    warn(report)
    clock.now -= jump
    report.tick()
    warn(report)
    for _week in range(3):
        clock.now += WEEK
        report.tick()

    warnings = [m["value"] for m in report.sent() if m["metric"] == "warn.way.cli"]
    assert sum(warnings) == 3
    assert is_whole(report)
    report.close()


def test_what_waits_keeps_its_bytes_over_a_restart(tmp_path: Path) -> None:
    clock = Clock()
    report = reporter(tmp_path, clock)
    clock.now += WEEK
    report.tick()
    before = report.sent()
    report.close()

    report = reporter(tmp_path, clock)
    assert report.sent() == before
    assert len(before) == 118
    report.close()


def test_another_central_is_told_nothing_of_before(tmp_path: Path) -> None:
    clock = Clock()
    report = reporter(tmp_path, clock)
    clock.now += WEEK
    warn(report)
    report.close()

    other = reporter(tmp_path, clock, line(relay="http://127.0.0.1:9999"))
    clock.now += WEEK
    other.tick()

    waiting = [m for m in other.sent() if m["state"] == "waiting"]
    assert not [m for m in waiting if m["value"]]
    assert other.state()["waiting"] == 118
    other.close()
