"""What has no metric of its own is said on shelves, once a month or a quarter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.events import Answer, Channel, Choice, Grounds, Level, Reason, Sighting, ToolClass
from agent.report.calendar import Calendar
from agent.report.reporter import Reporter
from agent.report.shelves import GREATEST, PRESENT, ROOM, ROWS, RULES, USE_CASES, OfRule, shelf_of
from central.collector.check import SHELVES
from tests.agent.report.device import REGISTRY, Clock, line, reporter, told

CALENDAR = Calendar()
COMPANY = line(demonstration=False, week_seconds=CALENDAR.seconds)
#: The first month of a quarter.
MONTH = 678
QUARTER = MONTH // 3
RULE = Grounds(frozenset({2}), frozenset({101}))


@pytest.fixture
def clock() -> Clock:
    return Clock(now=CALENDAR.begins("month", MONTH) + 3600.0)


@pytest.fixture
def report(tmp_path: Path, clock: Clock) -> Iterator[Reporter]:
    made = reporter(tmp_path, clock, COMPANY)
    yield made
    made.close()


def month_over(report: Reporter, clock: Clock) -> dict[str, int]:
    clock.now = CALENDAR.ends("month", MONTH) + 3600.0
    report.tick()
    return told(report, MONTH)


def quarter_over(report: Reporter, clock: Clock) -> dict[str, int]:
    clock.now = CALENDAR.ends("quarter", QUARTER) + 3600.0
    report.tick()
    return told(report, QUARTER)


def on(prefix: str, said: dict[str, int]) -> dict[str, int]:
    return {name: value for name, value in said.items() if name.startswith(prefix)}


def shelf(row_prefix: str, epoch: int, number: int, shelves: int) -> str:
    return f"{row_prefix}{shelf_of(epoch, number, shelves):02}"


def test_both_ends_have_the_same_shelves() -> None:
    assert {row.prefix: row.shelves for row in ROWS} == SHELVES
    for row in ROWS:
        metrics = [metric for metric in REGISTRY if metric.id.startswith(row.prefix)]
        assert [metric.id for metric in metrics] == [
            f"{row.prefix}{shelf:02}" for shelf in range(1, row.shelves + 1)
        ]
        assert {metric.kind for metric in metrics} == {"shelf"}
        assert {metric.epoch for metric in metrics} == {row.period}
        assert {bool(metric.values) for metric in metrics} == {row.of_rules}
        assert {metric.cap for metric in metrics} == {ROOM * GREATEST + ROOM - 1}


@pytest.mark.parametrize(
    ("answers", "value"),
    [
        ([Answer(Choice.REDACTED)], OfRule.AGREED),
        ([Answer(Choice.NOT_SENSITIVE)], OfRule.DISPUTED),
        ([Answer(Choice.CONTINUED, Reason.WRONG_FINDING)], OfRule.DISPUTED),
        ([Answer(Choice.NOT_SENSITIVE), Answer(Choice.CANCELLED)], OfRule.DISPUTED),
        ([Answer(Choice.CONTINUED, Reason.OWNER_AGREED)], None),
        ([Answer(Choice.NONE)], None),
    ],
)
def test_a_month_says_what_people_thought_of_a_single_rule(
    report: Reporter, clock: Clock, answers: list[Answer], value: OfRule | None
) -> None:
    for answer in answers:
        report.counter.count_answer(answer, Level.SECRET, RULE)
    name = shelf(RULES.prefix, MONTH, 101, RULES.shelves)
    expected = {} if value is None else {name: ROOM * 101 + value}
    assert on(RULES.prefix, month_over(report, clock)) == expected


def test_a_rule_on_trial_is_told_as_one(report: Reporter, clock: Clock) -> None:
    report.counter.count_trial(frozenset({9001}))
    name = shelf(RULES.prefix, MONTH, 9001, RULES.shelves)
    assert on(RULES.prefix, month_over(report, clock)) == {name: ROOM * 9001 + OfRule.ON_TRIAL}
    words = {message["metric"]: message["words"] for message in report.sent()}
    assert words[name].endswith("— rule 9001: on trial")


def test_a_quarter_says_for_which_use_cases_tools_were_used(report: Reporter, clock: Clock) -> None:
    report.counter.register = {3: frozenset({12})}
    report.counter.count_sighting(Sighting("pinned", Channel.BROWSER), ToolClass.PUBLIC)
    report.counter.count_sighting(Sighting("other", Channel.BROWSER), ToolClass.PUBLIC)
    said = on(USE_CASES.prefix, quarter_over(report, clock))
    name = shelf(USE_CASES.prefix, QUARTER, 12, USE_CASES.shelves)
    assert said == {name: ROOM * 12}
    words = {message["metric"]: message["words"] for message in report.sent()}
    assert words[name].endswith("— use case 12 of the register")


def test_a_quarter_says_what_is_set_up_and_how_much_is_not_said(
    report: Reporter, clock: Clock
) -> None:
    for _again in range(2):
        report.counter.count_present(["pinned", "shelved", "nobody knows"], readable_key=False)
    said = on(PRESENT.prefix, quarter_over(report, clock))
    shelves = {shelf_of(QUARTER, number, PRESENT.shelves) for number in (3, 99)}
    assert sum(value % ROOM + 1 for value in said.values()) == 2
    assert {int(name[-2:]) for name in said} == shelves


def test_the_next_quarter_begins_with_empty_shelves(report: Reporter, clock: Clock) -> None:
    report.counter.count_present(["shelved"], readable_key=False)
    quarter_over(report, clock)
    clock.now = CALENDAR.ends("quarter", QUARTER + 1) + 3600.0
    report.tick()
    assert on(PRESENT.prefix, told(report, QUARTER + 1)) == {}


def test_a_month_says_whose_interface_a_program_had_a_key_to(
    report: Reporter, clock: Clock
) -> None:
    report.counter.register = {}
    report.counter.count_sighting(Sighting("pinned", Channel.API), ToolClass.PUBLIC)
    report.counter.count_present([], readable_key=True)
    said = on("api.", month_over(report, clock))
    assert said == {"api.provider.08": 1, "api.unregistered": 1, "api.key-in-clear": 1}


def test_an_interface_with_a_use_case_is_not_told_as_without(
    report: Reporter, clock: Clock
) -> None:
    report.counter.register = {3: frozenset({12})}
    report.counter.count_sighting(Sighting("pinned", Channel.API), ToolClass.PUBLIC)
    assert "api.unregistered" not in month_over(report, clock)


def test_who_pauses_is_told_of_nothing(report: Reporter, clock: Clock) -> None:
    report.pause(paused=True)
    report.counter.count_trial(frozenset({9001}))
    report.counter.count_present(["shelved"], readable_key=True)
    report.counter.count_answer(Answer(Choice.REDACTED), Level.SECRET, RULE)
    said = quarter_over(report, clock) | told(report, MONTH)
    assert not on("rule.", said) | on("present.", said) | on("api.", said)
