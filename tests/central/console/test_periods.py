"""Months and quarters: what may be shown of the groups is added up, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from central.calendar import Calendar
from central.collector.messages import Cell, Entry, count
from central.console.acknowledged import Share, acknowledged
from central.console.families import Family, families_of_month
from central.console.groups import named_groups
from central.console.periods import Period, build_period
from central.deciding.groups import groups_file, large_groups
from central.figures import Figure, Hidden, Total
from central.registry import load_registry
from central.store.engine import open_store, sqlite_url, writing
from central.store.figures import publish
from central.tools import load_tools

REGISTRY, CALENDAR = load_registry(), Calendar()
MONTH = 680
AFTER = CALENDAR.appears("month", MONTH) + 1.0


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_store(sqlite_url(tmp_path))
    yield engine
    engine.dispose()


def say(engine: Engine, name: str, group: int, state: int, devices: int) -> None:
    """So many devices of a group say this of their month."""
    metric = REGISTRY.by_id[name].number
    cell = Cell("month", MONTH, late=False, metric=metric, label=group, state=state)
    with writing(engine) as connection:
        count(connection, [Entry(0, b"", b"", cell, state)] * devices)


def newest(engine: Engine, group: int | None = None) -> Period:
    publish(engine, REGISTRY, CALENDAR, "month", MONTH, 200, single=False)
    period = build_period(engine, REGISTRY, CALENDAR, "month", AFTER, load_tools(), group)
    assert period is not None
    return period


def test_what_may_be_shown_of_the_groups_is_added_up(engine: Engine) -> None:
    for group, said in ((1, 30), (2, 12), (3, 4)):
        say(engine, "month.use.class.public", group, 1, said)
        say(engine, "month.use.class.public", group, 0, 40)

    public = newest(engine).parts[0].facts[0]

    assert (public.title, public.cells) == ("Public tool", (Total(42, 1),))


def test_a_group_can_be_looked_at_by_itself(engine: Engine) -> None:
    for group, said in ((1, 30), (2, 12)):
        say(engine, "month.use.class.public", group, 1, said)
        say(engine, "month.use.class.public", group, 0, 40)

    assert newest(engine, 2).parts[0].facts[0].cells == (Total(12, 0),)


def test_a_group_stands_by_itself_from_25_devices_on(engine: Engine) -> None:
    quarter = CALENDAR.newest_published("quarter", AFTER)
    here = REGISTRY.by_id["here"].number
    for group, devices in ((0, 300), (1, 100), (2, 25), (3, 24)):
        cell = Cell("quarter", quarter, late=False, metric=here, label=group, state=1)
        with writing(engine) as connection:
            count(connection, [Entry(0, b"", b"", cell, 1)] * devices)
    publish(engine, REGISTRY, CALENDAR, "quarter", quarter, 400, single=False)

    found = large_groups(engine, REGISTRY, CALENDAR, AFTER)

    assert list(named_groups(found, {"1": "Shipping"}).items()) == [(2, "Group 2"), (1, "Shipping")]
    assert groups_file(found) == b'{"groups":[1,2],"monthly":[1]}'


def test_who_has_read_the_policy_is_told_by_group(engine: Engine) -> None:
    for group, said in ((1, (20, 60, 15, 11)), (2, (12, 30, 4, 12))):
        for state, devices in enumerate(said):
            say(engine, "month.policy.ack", group, state, devices)
    newest(engine)

    found = acknowledged(engine, REGISTRY, CALENDAR, AFTER, {1: "Shipping"})

    assert found is not None
    everyone, shipping = found.shares
    assert shipping == Share("Shipping", (Total(60, 0), Total(15, 0), Total(20, 0)))
    assert everyone.title == "Everyone"
    assert everyone.cells[0] == Total(90, 0)
    assert everyone.cells[1].hidden == 1  # four devices of the second group


def test_the_rate_of_acknowledgement_is_that_of_the_present_version(engine: Engine) -> None:
    for state, devices in ((0, 20), (1, 60), (2, 15), (3, 11)):
        say(engine, "month.policy.ack", 0, state, devices)

    period = newest(engine)

    assert period.parts[3].facts[0].cells == (Total(60, 0),)
    assert period.received == (106,)


def test_a_tool_that_nobody_can_be_told_of_has_no_row(engine: Engine) -> None:
    say(engine, "month.tool.pin.01", 0, 1, 15)
    say(engine, "month.tool.pin.01", 0, 0, 15)
    say(engine, "month.tool.pin.02", 0, 1, 3)
    say(engine, "month.tool.pin.02", 0, 0, 27)

    tools = newest(engine).parts[1].facts

    assert [fact.title for fact in tools] == [load_tools()[1].name]


def test_before_the_first_month_there_is_no_page(engine: Engine) -> None:
    assert build_period(engine, REGISTRY, CALENDAR, "month", AFTER, {}) is None


def test_the_families_of_rules_that_warned_are_told_with_their_names(engine: Engine) -> None:
    for name, said in (("rule.warned.05", 30), ("rule.disputed.05", 4)):
        say(engine, name, 0, 1, said)
        say(engine, name, 0, 0, 40)
    newest(engine)

    found = families_of_month(engine, REGISTRY, CALENDAR, AFTER)

    assert found is not None
    assert found.families == (Family("NATO", Figure(30), Figure(None, Hidden.FEW)),)
