"""Guarantees A3 and A4: what one device more does to a figure; and each is counted once."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from central.figures import ON_SHELF, Sum, adding, judging, parting, reporting, shelving
from central.registry import load_registry

REGISTRY = load_registry()
METRICS = {
    kind: [one for one in REGISTRY.by_number.values() if one.kind == kind]
    for kind in ("bit", "count", "state", "shelf")
}
#: What a shelf may be said to hold: tools 30 to 34, each alone or among up to four.
_TOLD = [ON_SHELF * tool + more for tool in range(30, 35) for more in range(ON_SHELF)]
SHELVED = st.sampled_from([0, *_TOLD])


def summed(values: list[int], counted: bool = False) -> Mapping[int, Sum]:
    """As the collector adds them up: of a count it keeps whether it is zero, and the total."""
    states: dict[int, Sum] = {}
    for value in values:
        state = min(value, 1) if counted else value
        was = states.get(state, Sum(0, 0))
        states[state] = Sum(was.messages + 1, was.total + value)
    return states


@given(st.data())
def test_one_device_more_adds_its_own_value_and_at_most_the_cap(data: st.DataObject) -> None:
    metric = data.draw(st.sampled_from(METRICS["bit"] + METRICS["count"]))
    one = st.integers(0, metric.cap)
    values, more = data.draw(st.lists(one, max_size=60)), data.draw(one)
    counted = metric.kind == "count"
    before, after = (summed(said, counted) for said in (values, [*values, more]))
    assert reporting(after) == reporting(before) + 1 == len(values) + 1
    was = adding(before, single=True).count or 0
    assert (adding(after, single=True).count or 0) - was == more <= metric.cap


@given(st.data())
def test_one_device_more_is_in_one_value_of_a_state(data: st.DataObject) -> None:
    metric = data.draw(st.sampled_from(METRICS["state"]))
    one = st.integers(0, metric.cap)
    values, more = data.draw(st.lists(one, min_size=1, max_size=60)), data.draw(one)
    before, after = (
        [figure.count or 0 for figure in parting(summed(said), len(metric.values), single=True)]
        for said in (values, [*values, more])
    )
    change = [new - old for new, old in zip(after, before, strict=True)]
    assert change == [int(state == more) for state in range(len(metric.values))]


@given(st.lists(SHELVED, max_size=60), SHELVED)
def test_one_device_more_changes_one_estimate_of_a_shelf_by_four_at_most(
    values: list[int], more: int
) -> None:
    before, after = (shelving(summed(said), single=True) for said in (values, [*values, more]))
    changed = {
        tool: (figure.count or 0) - (before[tool].count or 0 if tool in before else 0)
        for tool, figure in after.items()
    }
    tool, others = divmod(more, ON_SHELF)
    assert {one: by for one, by in changed.items() if by} == ({tool: others + 1} if tool else {})


@given(st.lists(SHELVED, max_size=60), SHELVED)
def test_one_device_more_is_one_more_of_what_is_said_of_a_rule(
    values: list[int], more: int
) -> None:
    before, after = (judging(summed(said), single=True) for said in (values, [*values, more]))
    was = before[more].count if more in before else 0
    assert not more or after[more].count == (was or 0) + 1
    assert {one: figure for one, figure in after.items() if one != more} == {
        one: figure for one, figure in before.items() if one != more
    }
