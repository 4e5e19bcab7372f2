"""Each thing that happened arrives in its metric, and never beyond its cap."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.events import Answer, Channel, Choice, Level, Reason, Sighting, ToolClass
from agent.report.reporter import Reporter
from agent.report.shelves import shelf_of
from tests.agent.report.device import WEEK, Clock, line, reporter, told


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def report(tmp_path: Path, clock: Clock) -> Iterator[Reporter]:
    made = reporter(tmp_path, clock)
    yield made
    made.close()


def next_week(report: Reporter, clock: Clock) -> dict[str, int]:
    epoch = int(clock.now // WEEK)
    clock.now += WEEK
    report.tick()
    return told(report, epoch)


def test_a_quiet_week_says_117_zeros_and_an_empty_letter(report: Reporter, clock: Clock) -> None:
    assert next_week(report, clock) == {}
    assert len(report.sent()) == 118


def test_a_pinned_tool_has_a_metric_of_its_own(report: Reporter, clock: Clock) -> None:
    for _again in range(3):
        report.counter.count_sighting(Sighting("pinned", Channel.BROWSER), ToolClass.PUBLIC)

    assert next_week(report, clock) == {
        "use.days": 1,
        "use.class.public": 1,
        "use.way.browser": 1,
        "tool.pin.03": 1,
    }


def test_a_tool_is_told_as_registered_or_not_where_the_company_says(
    report: Reporter, clock: Clock
) -> None:
    sighting = Sighting("pinned", Channel.BROWSER)
    for registered, told_too in ((None, set()), ({3}, {"known"}), ({4}, {"none"}), ((), {"none"})):
        cases = None if registered is None else dict.fromkeys(registered, frozenset({7}))
        report.counter.register = cases
        report.counter.count_sighting(sighting, ToolClass.PUBLIC)
        said = {name for name in next_week(report, clock) if name.startswith("usecase.")}
        assert said == {f"usecase.{word}" for word in told_too}


def test_another_tool_stands_on_its_shelf(report: Reporter, clock: Clock) -> None:
    shelf = shelf_of(int(clock.now // WEEK), 99, 24)
    report.counter.count_sighting(Sighting("shelved", Channel.CLI), ToolClass.UNKNOWN)

    assert next_week(report, clock)[f"tool.shelf.{shelf:02}"] == 4 * 99


def test_two_tools_on_one_shelf_are_said_as_one_of_two(report: Reporter, clock: Clock) -> None:
    week = next(n for n in range(1000, 9999) if shelf_of(n, 99, 24) == shelf_of(n, 123, 24))
    clock.now = week * WEEK
    for tool in ("shelved", "other"):
        report.counter.count_sighting(Sighting(tool, Channel.CLI), ToolClass.UNKNOWN)

    said = next_week(report, clock)

    assert said[f"tool.shelf.{shelf_of(week, 99, 24):02}"] in (4 * 99 + 1, 4 * 123 + 1)
    assert said["tool.unsaid"] == 1


def test_a_tool_outside_the_catalogue_is_counted_without_a_name(
    report: Reporter, clock: Clock
) -> None:
    report.counter.count_sighting(Sighting("nobody-knows", Channel.API), ToolClass.UNKNOWN)

    assert set(next_week(report, clock)) == {"use.days", "use.class.unknown", "use.way.api"}


@pytest.mark.parametrize(("days", "state"), [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (7, 3)])
def test_days_are_told_in_four_steps(tmp_path: Path, clock: Clock, days: int, state: int) -> None:
    clock.now = 604_800 * 100.0
    report = reporter(tmp_path, clock, line(week_seconds=604_800))
    for _day in range(days):
        for _again in range(2):
            report.counter.count_sighting(Sighting("pinned", Channel.IDE), ToolClass.PUBLIC)
        clock.now += 86_400
    clock.now = 604_800 * 101.0
    report.tick()

    assert told(report)["use.days"] == state
    report.close()


def test_a_warning_counts_by_level_and_tool_and_by_way(report: Reporter, clock: Clock) -> None:
    for _again in range(9):
        report.counter.count_warning(Level.CONFIDENTIAL, ToolClass.PUBLIC, Channel.DESKTOP)

    assert next_week(report, clock) == {"warn.confidential.public": 7, "warn.way.desktop": 7}


@pytest.mark.parametrize(
    ("level", "band"), [(Level.INTERNAL, "lower"), (Level.RESTRICTED, "upper")]
)
@pytest.mark.parametrize("choice", list(Choice))
def test_every_answer_has_a_metric(
    report: Reporter, clock: Clock, choice: Choice, level: Level, band: str
) -> None:
    report.counter.count_answer(Answer(choice), level)

    assert next_week(report, clock) == {f"answer.{choice}.{band}": 1}


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_a_metric(report: Reporter, clock: Clock, reason: Reason) -> None:
    for _again in range(5):
        report.counter.count_answer(Answer(Choice.CONTINUED, reason), Level.SECRET)

    assert next_week(report, clock)[f"reason.{reason}"] == 3


def test_the_worst_state_of_a_guard_is_told(report: Reporter, clock: Clock) -> None:
    report.counter.count_coverage({"clipboard": "blind", "browser": "guarded"})
    report.counter.count_coverage({"clipboard": "guarded", "a-new-one": "blind"})

    assert next_week(report, clock) == {"cover.clipboard": 3, "cover.browser": 1}


def test_versions_and_faults_have_their_metrics(report: Reporter, clock: Clock) -> None:
    report.counter.count_version("rules", "older")
    report.counter.count_fault("fail-to-warn")
    report.counter.count_drop("age")

    assert next_week(report, clock) == {
        "version.rules": 3,
        "fault.fail-to-warn": 1,
        "drop.age": 1,
    }


def test_without_enrolment_nothing_is_counted(tmp_path: Path, clock: Clock) -> None:
    alone = reporter(tmp_path, clock, line="")
    alone.counter.count_warning(Level.SECRET, ToolClass.PUBLIC, Channel.BROWSER)
    clock.now += WEEK
    alone.tick()

    assert alone.sent() == []
    assert alone.state()["state"] == "not-enrolled"
    assert not alone.due()
    alone.close()


DAY = 86_400.0
COMPANY = line(demonstration=False, week_seconds=604_800)


@pytest.fixture
def employed(tmp_path: Path) -> Iterator[tuple[Reporter, Clock]]:
    """A device of a company, an hour after a day began."""
    clock = Clock(now=20_000 * DAY + 3600.0)
    made = reporter(tmp_path, clock, COMPANY)
    yield made, clock
    made.close()


def day_over(report: Reporter, clock: Clock) -> set[str]:
    """What the device says of this day."""
    epoch = int(clock.now // DAY)
    clock.now += DAY
    report.tick()
    return {name for name in told(report, epoch) if name.startswith("day.")}


def test_the_gravest_is_told_of_its_day_and_not_in_a_pause(
    employed: tuple[Reporter, Clock],
) -> None:
    report, clock = employed
    report.counter.count_hot()
    report.counter.count_hot()
    assert day_over(report, clock) == {"day.hot"}
    report.pause(True)
    report.counter.count_hot()
    assert day_over(report, clock) == set()


def test_a_guard_that_guarded_yesterday_and_is_blind_today_is_told(
    employed: tuple[Reporter, Clock],
) -> None:
    report, clock = employed
    days = ("guarded", "blind", "blind", "guarded", "degraded", "blind", "guarded", "blind")
    broken = []
    for health in days:
        report.counter.count_coverage({"browser": health, "cli": "blind"})
        broken.append(bool(day_over(report, clock)))
    assert broken == [False, True, False, False, False, False, False, True]
