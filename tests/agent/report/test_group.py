"""A device names its group where two people signed it and it is large enough, and keeps to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from agent.report.facts import Facts
from agent.report.group import PRESENCE, Group
from agent.report.store import Store
from agent.report.vault import Vault
from agent.signed.groups import divided_into, large_enough
from agent.signed.layer import NOTHING_SIGNED, SignedLayer
from tests.agent.report.device import KEY

DIVISION, FACT = b'[groups]\n1 = "Terminals"\n2 = "Shipping"\n', "quarter.use.class.public"


#: Two groups, each in a quarter of its own: within one a device keeps to its group.
_FRESH = ((1, 226), (2, 227))


@pytest.fixture
def facts(tmp_path: Path) -> Iterator[Facts]:
    store = Store(tmp_path / "report.sqlite", Vault(KEY))
    with store.transaction() as db:
        yield Facts(db)
    store.close()


def group(number: int, large: Sequence[int], divisions: Sequence[int] = (1, 2)) -> Group:
    made = Group(number)
    made.allow(frozenset(divisions), {"quarter": frozenset(large), "month": frozenset({1})})
    return made


def test_nothing_is_named_before_the_company_told_of_groups(facts: Facts) -> None:
    assert (
        Group(1).named(FACT, "quarter", 226, facts)
        == Group(1).named(PRESENCE, "quarter", 226, facts)
        == 0
    )


def test_a_group_says_that_it_is_there_and_the_rest_once_it_is_large_enough(facts: Facts) -> None:
    small, large = group(1, [2]), group(1, [1, 2])
    assert [one.named(PRESENCE, "quarter", 226, facts) for one in (small, large)] == [1, 1]
    assert [one.named(FACT, "quarter", 226, facts) for one in (small, large)] == [0, 1]


def test_a_group_that_nobody_signed_is_not_named(facts: Facts) -> None:
    unsigned = group(7, [])
    assert (
        unsigned.named(PRESENCE, "quarter", 226, facts)
        == unsigned.named(FACT, "quarter", 226, facts)
        == 0
    )


def test_who_moves_takes_the_new_group_along_from_the_next_quarter(facts: Facts) -> None:
    assert group(1, [1, 2]).named(FACT, "quarter", 226, facts) == 1
    moved = group(2, [1, 2])
    assert [moved.named(FACT, "quarter", quarter, facts) for quarter in (226, 225, 227)] == [
        1,
        1,
        2,
    ]


def test_a_month_names_the_largest_groups_only(facts: Facts) -> None:
    named = [group(one, [1, 2]).named(FACT, "month", quarter, facts) for one, quarter in _FRESH]
    assert named == [1, 0]


@pytest.mark.parametrize(
    ("division", "large", "found"),
    [
        (DIVISION, b'{"groups": [2]}', {2}),
        (DIVISION, b'{"groups": [1, 2], "monthly": [2, 3]}', {1, 2}),
        (DIVISION, b'{"groups": [2, 3, "1", true]}', {2}),
        (DIVISION, b"", set()),
        (DIVISION, b"[" * 19_000, set()),
        (DIVISION, b'{"groups": [1]}' + b" " * 20_000, set()),
        (b"", b'{"groups": [1]}', set()),
        (b"groups = 3", b'{"groups": [1]}', set()),
        (b"groups = " + b"[" * 19_000, b'{"groups": [1]}', set()),
    ],
)
def test_both_files_count(tmp_path: Path, division: bytes, large: bytes, found: set[int]) -> None:
    for name, content in (("groups.toml", division), ("groups.json", large)):
        (tmp_path / name).write_bytes(content)
    told = large_enough(SignedLayer(None, tmp_path, tmp_path))
    assert told.get("quarter", set()) == found
    assert told.get("month", set()) == ({2} if b"monthly" in large else set())


def test_without_signed_files_there_are_no_groups() -> None:
    assert divided_into(NOTHING_SIGNED) == frozenset()
    assert large_enough(NOTHING_SIGNED) == {}
