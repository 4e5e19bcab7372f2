"""What may stand on a shelf: the thing that belongs there, said as the registry says."""

from __future__ import annotations

import pytest

from central.calendar import Calendar
from central.collector.check import SHELVES, Check, shelf_of
from central.collector.message import Message, NotAMessage, Text
from central.collector.token_keys import TokenKeys
from central.registry import load_registry

REGISTRY, CALENDAR = load_registry(), Calendar()
NOW = CALENDAR.ends("quarter", 226) + 3600.0
EPOCHS = {"week": CALENDAR.at("week", NOW) - 1, "month": CALENDAR.at("month", NOW) - 1}
EPOCHS["quarter"] = 226


class Proving(TokenKeys):
    """Every token is the issuer's: this test is about what a message says."""

    def __init__(self) -> None:
        pass

    def proves(self, *_token: object) -> bool:
        return True


def counted(metric: str, value: int) -> int:
    """The state of the cell in which it is counted. Raises NotAMessage."""
    found = REGISTRY.by_id[metric]
    text = Text(EPOCHS[found.epoch], 0, found.number, value)
    message = Message(text, b"nonce", b"signature")
    return Check(REGISTRY, CALENDAR, Proving()).entry(message, b"", NOW).cell.state


@pytest.mark.parametrize(("row", "shelves"), SHELVES.items())
def test_each_thing_stands_on_its_own_shelf_alone(row: str, shelves: int) -> None:
    epoch = EPOCHS[REGISTRY.by_id[f"{row}01"].epoch]
    own = shelf_of(epoch, 99, shelves)
    assert counted(f"{row}{own:02}", 4 * 99 + 1) == 4 * 99 + 1
    assert counted(f"{row}{own:02}", 0) == 0
    for shelf in set(range(1, shelves + 1)) - {own}:
        with pytest.raises(NotAMessage):
            counted(f"{row}{shelf:02}", 4 * 99)


def test_of_a_rule_only_what_the_registry_has_is_said() -> None:
    shelf = shelf_of(EPOCHS["month"], 99, SHELVES["rule.shelf."])
    with pytest.raises(NotAMessage):
        counted(f"rule.shelf.{shelf:02}", 4 * 99 + 3)


def test_nothing_has_the_number_0() -> None:
    shelf = shelf_of(EPOCHS["quarter"], 0, SHELVES["present.shelf."])
    with pytest.raises(NotAMessage):
        counted(f"present.shelf.{shelf:02}", 2)
