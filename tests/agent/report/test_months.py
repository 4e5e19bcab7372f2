"""What a month tells: what was read of the policy, and which rules warned. Never a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.events import Answer, Channel, Choice, Grounds, Level, ToolClass
from agent.report.calendar import Calendar
from agent.report.reporter import Reporter
from tests.agent.report.device import Clock, line, reporter, told

CALENDAR = Calendar()
COMPANY = line(demonstration=False, week_seconds=CALENDAR.seconds)
#: The first month of a quarter.
MONTH = 678


def beginning(month: int) -> Clock:
    """An hour after the month began."""
    return Clock(now=CALENDAR.begins("month", month) + 3600.0)


def month_over(report: Reporter, clock: Clock, month: int) -> dict[str, int]:
    """What the device says of this month."""
    clock.now = CALENDAR.ends("month", month) + 3600.0
    report.tick()
    return {
        message["metric"]: message["value"]
        for message in report.sent()
        if message["epoch"] == month and message["metric"].startswith(("month.", "lesson", "warn"))
    }


def warn(report: Reporter, times: int) -> None:
    for _time in range(times):
        report.counter.count_warning(Level.SECRET, ToolClass.PUBLIC, Channel.CLI)


@pytest.mark.parametrize(
    ("published", "acknowledged", "value"), [(0, 0, 3), (2, 0, 0), (2, 2, 1), (3, 2, 2)]
)
def test_a_month_says_which_version_was_acknowledged(
    tmp_path: Path, published: int, acknowledged: int, value: int
) -> None:
    clock = beginning(MONTH)
    report = reporter(tmp_path, clock, COMPANY)
    report.readings.publish(published)
    if acknowledged:
        report.readings.acknowledge(acknowledged)
        assert report.readings.acknowledged().moment == int(clock.now)
    assert month_over(report, clock, MONTH)["month.policy.ack"] == value
    clock.now = CALENDAR.ends("quarter", MONTH // 3) + 3600.0
    report.tick()
    assert told(report, MONTH // 3).get("quarter.policy.ack", 0) == value
    report.close()


def test_an_acknowledgement_outlasts_the_agent_and_cannot_be_read_without_the_key(
    tmp_path: Path,
) -> None:
    clock = beginning(MONTH)
    report = reporter(tmp_path, clock, COMPANY)
    report.readings.publish(41)
    report.readings.acknowledge(41)
    report.close()
    again = reporter(tmp_path, clock, COMPANY)
    assert again.readings.acknowledged().number == 41
    again.close()
    other = reporter(tmp_path, clock, COMPANY, key=bytes(32))
    assert other.readings.acknowledged().number == 0
    other.close()


def test_a_lesson_is_told_and_so_is_whether_it_helps(tmp_path: Path) -> None:
    clock = beginning(MONTH)
    report = reporter(tmp_path, clock, COMPANY)
    warn(report, 3)
    report.readings.finish(7, "secret")
    report.counter.count_lesson()
    first = month_over(report, clock, MONTH)
    assert (first["month.lesson"], first["warn.again"], first["lesson.helped"]) == (1, 0, 0)

    warn(report, 1)
    second = month_over(report, clock, MONTH + 1)
    assert (second["month.lesson"], second["warn.again"], second["lesson.helped"]) == (0, 1, 1)

    warn(report, 1)
    third = month_over(report, clock, MONTH + 2)
    assert third["lesson.helped"] == 0  # as many as the month before
    report.close()


def test_a_lesson_about_another_level_is_no_lesson_about_this_one(tmp_path: Path) -> None:
    clock = beginning(MONTH)
    report = reporter(tmp_path, clock, COMPANY)
    report.readings.finish(7, "internal")
    warn(report, 1)
    assert month_over(report, clock, MONTH)["warn.again"] == 0
    report.close()


def test_a_month_says_which_families_of_rules_warned_and_were_disputed(tmp_path: Path) -> None:
    clock = beginning(MONTH)
    report = reporter(tmp_path, clock, COMPANY)
    for answer in (Answer(Choice.NOT_SENSITIVE), Answer(Choice.REDACTED)):
        grounds = Grounds(frozenset({2, 13}))
        report.counter.count_warning(Level.SECRET, ToolClass.PUBLIC, Channel.CLI, grounds)
        report.counter.count_answer(answer, Level.SECRET, grounds)
    clock.now = CALENDAR.ends("month", MONTH) + 3600.0
    report.tick()
    rules = {name: value for name, value in told(report, MONTH).items() if "rule." in name}
    assert rules == {
        **{"rule.warned.02": 2, "rule.warned.13": 2},
        **{"rule.disputed.02": 1, "rule.disputed.13": 1},
    }
    report.close()
