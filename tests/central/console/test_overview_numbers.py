"""The overview: earlier weeks, a year as the sum of what was shown, six numbers of few people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from central.calendar import Calendar, Kind
from central.collector.messages import Cell, Entry, count
from central.console.history import History
from central.console.six_numbers import six_numbers
from central.console.yesterday import yesterday
from central.figures import Total
from central.registry import load_registry
from central.store.engine import open_store, sqlite_url, writing
from central.store.figures import publish, read_totals
from tests.central.console.visiting import Office, words

REGISTRY, CALENDAR = load_registry(), Calendar()
QUARTER = 228
AFTER = CALENDAR.appears("quarter", QUARTER) + 1.0


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_store(sqlite_url(tmp_path))
    yield engine
    engine.dispose()


def say(engine: Engine, kind: Kind, epoch: int, name: str, said: dict[int, int]) -> None:
    """Value to how many devices say it."""
    metric = REGISTRY.by_id[name].number
    for value, devices in said.items():
        cell = Cell(kind, epoch, late=False, metric=metric, label=0, state=value)
        with writing(engine) as connection:
            count(connection, [Entry(0, b"", b"", cell, value)] * devices)


def test_a_year_is_the_sum_of_the_weeks_that_could_be_shown(engine: Engine) -> None:
    for week, few in ((3000, 12), (3001, 4), (3002, 20)):
        say(engine, "week", week, "warn.secret.public", {0: 40, 1: few})
        say(engine, "week", week, "warn.secret.approved", {0: 30, 1: 10})
        publish(engine, REGISTRY, CALENDAR, "week", week, 60, single=False)
    year = read_totals(engine, "week", range(3001, 3003))
    history = History({}, {}, REGISTRY, 3001, 3002, year)
    assert history.year_of(["warn.secret.public"]) == Total(20, 1)
    assert history.year_of(["warn.secret.public", "warn.secret.approved"]) == Total(40, 1)
    assert history.year_of(["warn.internal.public"]) == Total(0, 0)


def test_six_numbers_of_a_quarter_and_none_that_tells_on_somebody(engine: Engine) -> None:
    assert six_numbers(engine, REGISTRY, CALENDAR, AFTER) is None
    for name, said in (
        ("use.class.public", {0: 30, 1: 30}),
        ("continued.upper", {0: 57, 1: 3}),
        ("policy.ack", {0: 20, 1: 25, 2: 15}),
    ):
        say(engine, "quarter", QUARTER, f"quarter.{name}", said)
    publish(engine, REGISTRY, CALENDAR, "quarter", QUARTER, 80, single=False)

    found = six_numbers(engine, REGISTRY, CALENDAR, AFTER)

    assert found is not None
    assert found.received == 60
    assert list(found.numbers.values()) == [
        *(Total(30, 0), Total(0, 0), Total(0, 0), Total(0, 1), Total(25, 0), Total(0, 0)),
    ]


def test_an_earlier_week_can_be_looked_at_and_one_that_never_was_cannot(console: Office) -> None:
    newest = CALENDAR.newest_published("week", console.site.clock())
    for week, warned in ((newest - 1, 30), (newest, 20)):
        say(console.engine, "week", week, "warn.secret.public", {0: 40, 1: warned})
        publish(console.engine, REGISTRY, CALENDAR, "week", week, 80, single=False)
    visitor = console.visitor()

    page = visitor.get("/")
    assert f'rel="prev" href="/?week={newest - 1}"' in page.text
    assert "What needs you now" in words(page)

    earlier = visitor.get(f"/?week={newest - 1}")
    assert "Received from 70 of 80" in words(earlier)
    assert f'rel="next" href="/?week={newest}"' in earlier.text
    assert 'rel="prev"' not in earlier.text
    assert "What needs you now" not in words(earlier)
    assert "Received from 60 of 80" in words(visitor.get(f"/?week={newest}"))

    for never in (newest - 2, newest + 1, 0, -1):
        assert visitor.get(f"/?week={never}").status_code == 404
    assert visitor.get("/?week=x").status_code == 400


def test_the_last_day_is_told_where_it_may_be_shown(engine: Engine) -> None:
    day = CALENDAR.newest_published("day", AFTER)
    assert yesterday(engine, REGISTRY, CALENDAR, AFTER) == []
    say(engine, "day", day - 1, "day.hot", {0: 60, 1: 40})
    publish(engine, REGISTRY, CALENDAR, "day", day - 1, 100, single=False)
    assert yesterday(engine, REGISTRY, CALENDAR, AFTER) == []
    say(engine, "day", day, "day.hot", {0: 92, 1: 8})
    say(engine, "day", day, "day.broken", {0: 60, 1: 40})
    publish(engine, REGISTRY, CALENDAR, "day", day, 100, single=False)
    (broken,) = yesterday(engine, REGISTRY, CALENDAR, AFTER)
    assert "blind on 40 devices" in broken
