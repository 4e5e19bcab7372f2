"""The power goes at any moment, sectors are torn: nothing that was promised is lost or doubled.

`python -m bench.power_cuts` does the same ten thousand times.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from tests.power_cut import collector, device, relay
from tests.power_cut.cuts import Faults, outcomes
from tests.power_cut.disk import SECTOR, Disk
from tests.power_cut.traced import Operation, traced

PROGRAMS: dict[str, tuple[Faults, int]] = {
    "device": (device.faults, 150),
    "relay": (relay.faults, 40),
    "collector": (collector.faults, 8),
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_nothing_that_was_promised_is_lost_or_doubled(name: str, tmp_path: Path) -> None:
    faults, number = PROGRAMS[name]
    home = tmp_path / "home"
    operations = traced(f"tests.power_cut.{name}", home, tmp_path / "strace.log")
    assert sum(operation.kind == "sync" for operation in operations) > 50

    found = [each for _said, each in outcomes(operations, number, Random(number), home, faults)]

    assert found == [[]] * number


def test_a_disk_that_does_not_do_what_it_says_is_found_out(tmp_path: Path) -> None:
    home = tmp_path / "home"
    operations = traced("tests.power_cut.device", home, tmp_path / "strace.log")
    lying = [operation for operation in operations if operation.kind != "sync"]

    found = [each for _said, each in outcomes(lying, 20, Random(1), home, device.faults)]

    assert sum(bool(each) for each in found) > 10


def test_what_is_synchronised_stays_and_the_rest_is_torn() -> None:
    one = Operation("write", "/a/file", b"1" * 4 * SECTOR, 0)
    disk = Disk()
    for operation in (Operation("create", "/a/file"), one, Operation("sync", "/a/file")):
        disk.take(operation)
    assert {len(disk.left(Random(seed))) for seed in range(20)} == {0, 1}
    disk.take(Operation("sync", "/a"))
    disk.take(replace(one, data=b"2" * 4 * SECTOR))

    left = [disk.left(Random(seed))["/a/file"] for seed in range(200)]

    assert {len(content) for content in left} == {4 * SECTOR}
    sectors = {tuple(content[::SECTOR]) for content in left}
    assert {(49,) * 4, (50,) * 4, (50, 49, 50, 49)} <= sectors
