"""The calendar: a week ends Wednesday, its figures appear on Monday."""

from __future__ import annotations

from datetime import UTC, datetime

from central.console.dates import week_in_words
from central.weeks import DAY, Weeks

WEEK = 2968


def test_a_week_runs_from_thursday_to_wednesday() -> None:
    first = datetime.fromtimestamp(Weeks().begins(WEEK), UTC)
    assert (first.strftime("%A"), first.hour) == ("Thursday", 0)


def test_figures_appear_on_monday_at_six() -> None:
    weeks = Weeks()
    appears = weeks.appears(WEEK)
    assert datetime.fromtimestamp(appears, UTC).strftime("%A %H:%M") == "Monday 06:00"
    assert weeks.newest_published(appears - 1) == WEEK - 1
    assert weeks.newest_published(appears) == WEEK
    assert not weeks.is_late(WEEK, appears - 1)
    assert weeks.is_late(WEEK, appears)


def test_a_message_is_taken_for_35_days() -> None:
    end = Weeks().ends(WEEK)
    assert not Weeks().is_too_old(WEEK, end + 35 * DAY)
    assert Weeks().is_too_old(WEEK, end + 35 * DAY + 1)


def test_a_demonstration_publishes_at_once_and_knows_no_lateness() -> None:
    weeks = Weeks(60, demonstration=True)
    assert weeks.newest_published(6000) == 99
    assert not weeks.is_late(50, 6000)


def test_a_week_is_said_in_words() -> None:
    assert week_in_words(Weeks(), WEEK) == "19 to 25 November 2026"
    assert week_in_words(Weeks(), WEEK + 1) == "26 November to 2 December 2026"
    assert week_in_words(Weeks(60, True), 60) == "01:00:00 to 01:01:00 UTC on 1 January 1970"
