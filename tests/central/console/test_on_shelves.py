"""What stands on shelves comes to the pages: less common tools, what is set up, single rules."""

from __future__ import annotations

from central.calendar import Kind
from central.collector.check import SHELVES, shelf_of
from central.collector.messages import Cell, Entry, count
from central.console.on_shelves import newest_shelved
from central.console.single_rules import ROW, load_rule_names, single_rules
from central.evidence.figures import figure_rows
from central.figures import Figure, Hidden
from central.registry import load_registry
from central.store.engine import writing
from central.store.figures import publish
from tests.central.console.test_use_cases import CASE
from tests.central.console.visiting import Office, words

REGISTRY = load_registry()
FEW = Figure(None, Hidden.FEW)
#: Devices that report.
ALL = 60


def say(console: Office, kind: Kind, row: str, said: dict[int, int]) -> None:
    """In the newest epoch so many devices say each value; the others say nothing. Published."""
    epoch = console.site.weeks.newest_published(kind, console.site.clock())
    for metric in REGISTRY.under(row):
        here = {
            value: devices
            for value, devices in said.items()
            if shelf_of(epoch, value // 4, SHELVES[row]) == int(metric.id[-2:])
        }
        here[0] = ALL - sum(here.values())
        with writing(console.engine) as connection:
            for state, devices in here.items():
                cell = Cell(kind, epoch, late=False, metric=metric.number, label=0, state=state)
                count(connection, [Entry(0, b"", b"", cell, state)] * devices)
    publish(console.engine, REGISTRY, console.site.weeks, kind, epoch, ALL, single=False)


def test_a_less_common_tool_is_among_the_tools_in_use(console: Office) -> None:
    say(console, "week", "tool.shelf.", {4 * 173: 20, 4 * 136: 9})
    page = words(console.visitor().get("/tools"))
    assert "Gamma" in page
    assert "Aider" not in page
    assert "used on 20 devices this week, and nothing is decided" in page
    site = console.site
    store = site.engine, site.registry, site.weeks
    rows = figure_rows(*store, site.tools, 0, site.now(), site.clock())
    assert [(one.metric, one.value, one.count) for one in rows] == [("tool.shelf", "Gamma", 20)]


def test_what_is_set_up_is_told_by_quarter(console: Office) -> None:
    say(console, "quarter", "present.shelf.", {4 * 128: 15, 4 * 129: 3})
    page = words(console.visitor().get("/tools"))
    assert "tool servers (MCP), extensions and local models" in page
    assert "Continue" in page
    assert "Cline" not in page


def test_a_use_case_says_how_many_used_its_tool(console: Office) -> None:
    iso = console.visitor()
    place = iso.post("/use-cases/new", CASE).headers["location"].partition("?")[0]
    number = int(place.rpartition("/")[2])
    say(console, "quarter", "usecase.shelf.", {4 * number: 25})
    page = words(iso.get(place))
    assert "25 devices used its tool" in page


def test_single_rules_are_told_with_their_names(console: Office) -> None:
    say(console, "month", ROW, {4 * 101: 30, 4 * 101 + 1: 12, 4 * 9001 + 2: 11, 4 * 102 + 1: 4})
    site = console.site
    store = site.engine, site.registry, site.weeks
    shelved = newest_shelved(*store, "month", ROW, site.clock())
    assert shelved is not None
    first, second = single_rules(shelved, load_rule_names())
    assert first.name is not None
    assert (first.name.id, first.agreed, first.disputed, first.on_trial) == (
        "corporate.internal",
        Figure(30),
        Figure(12),
        FEW,
    )
    assert (second.number, second.name, second.on_trial) == (9001, None, Figure(11))
    shown = words(console.visitor().get("/rules"))
    assert "corporate.internal" in shown
    assert "Rule 9001 of the company" in shown


def test_before_anything_is_published_nothing_stands_there(console: Office) -> None:
    site = console.site
    store = site.engine, site.registry, site.weeks
    assert newest_shelved(*store, "month", ROW, site.clock()) is None
    assert "Single rules" not in words(console.visitor().get("/rules"))
