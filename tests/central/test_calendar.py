"""The calendar: a week ends Wednesday, its figures appear on Monday; both sides count alike."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from agent.report.calendar import Calendar as DeviceCalendar
from central.calendar import DAY, KINDS, Calendar, Kind
from central.console.dates import week_in_words

WEEK = 2968
REAL = Calendar()


def said(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%A %H:%M")


@pytest.mark.parametrize("kind", ["week", "month", "quarter"])
def test_all_but_days_run_from_thursday_to_wednesday(kind: Kind) -> None:
    epoch = REAL.at(kind, WEEK * 7 * DAY)
    assert said(REAL.begins(kind, epoch)) == "Thursday 00:00"
    assert said(REAL.closes(kind, epoch)) == "Sunday 20:00"
    assert said(REAL.appears(kind, epoch)) == "Monday 06:00"


def test_a_day_is_published_the_next_morning() -> None:
    day = REAL.at("day", WEEK * 7 * DAY)
    assert said(REAL.closes("day", day)) == "Friday 06:00"
    assert said(REAL.appears("day", day)) == "Friday 07:00"


def test_a_quarters_months_have_four_four_and_five_weeks() -> None:
    week = 7 * DAY
    lengths = [(REAL.ends("month", m) - REAL.begins("month", m)) // week for m in range(600, 612)]
    assert lengths == [4, 4, 5] * 4
    assert REAL.begins("month", 684) == REAL.begins("quarter", 228)


@pytest.mark.parametrize("kind", KINDS)
def test_epochs_follow_each_other_without_a_gap(kind: Kind) -> None:
    for epoch in range(REAL.at(kind, 1_795_608_000), REAL.at(kind, 1_795_608_000) + 40):
        assert REAL.at(kind, REAL.begins(kind, epoch)) == epoch
        assert REAL.at(kind, REAL.ends(kind, epoch) - 1) == epoch
        assert REAL.ends(kind, epoch) == REAL.begins(kind, epoch + 1)


def test_device_and_central_have_one_calendar() -> None:
    device = DeviceCalendar()
    for kind in KINDS:
        for moment in range(1_700_000_000, 1_900_000_000, 777_777):
            epoch = REAL.at(kind, moment)
            assert device.at(kind, moment) == epoch
            assert device.ends(kind, epoch) == REAL.ends(kind, epoch)
            assert device.closes(kind, epoch) == REAL.closes(kind, epoch)
            assert device.quarter(kind, epoch) == REAL.quarter(kind, epoch)


def test_every_epoch_of_a_quarter_is_in_its_list() -> None:
    for quarter in (228, 229):
        for kind, count in (("day", 91), ("week", 13), ("month", 3), ("quarter", 1)):
            epochs = REAL.epochs_of(quarter, kind)  # type: ignore[arg-type]
            assert len(epochs) == count
            assert {REAL.quarter(kind, one) for one in epochs} == {quarter}  # type: ignore[arg-type]


def test_a_week_appears_once_and_then_is_late() -> None:
    appears = REAL.appears("week", WEEK)
    assert REAL.newest_published("week", appears - 1) == WEEK - 1
    assert REAL.newest_published("week", appears) == WEEK
    assert not REAL.is_late("week", WEEK, appears - 1)
    assert REAL.is_late("week", WEEK, appears)


def test_a_message_is_taken_for_35_days() -> None:
    end = REAL.ends("week", WEEK)
    assert not REAL.is_too_old("week", WEEK, end + 35 * DAY)
    assert REAL.is_too_old("week", WEEK, end + 35 * DAY + 1)


def test_a_demonstration_publishes_at_once_and_knows_no_lateness() -> None:
    weeks = Calendar(60, demonstration=True)
    assert weeks.kinds == ("week", "letter")
    assert weeks.counted == ("week",)
    assert weeks.closes("week", 99) == weeks.appears("week", 99) == 6000
    assert weeks.newest_published("week", 5999) == 98
    assert weeks.newest_published("week", 6000) == 99
    assert not weeks.is_late("week", 50, 6000)


def test_a_week_is_said_in_words() -> None:
    assert week_in_words(REAL, WEEK) == "19 to 25 November 2026"
    assert week_in_words(REAL, WEEK + 1) == "26 November to 2 December 2026"
    assert week_in_words(Calendar(60, True), 60) == "01:00:00 to 01:01:00 UTC on 1 January 1970"
