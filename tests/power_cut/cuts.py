"""Power cuts at many moments of one run: what is left each time, and what is wrong with it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

from sqlalchemy.exc import SQLAlchemyError

from agent.report.store import StoreError as DeviceStoreError
from central.store.engine import StoreError as CentralStoreError
from tests.power_cut.disk import Disk
from tests.power_cut.traced import Operation

#: The last number that was said of each word, such as {"counted": 12}.
Said = dict[str, int]
#: What is wrong with a home in which so much had been said, in words.
Faults = Callable[[Path, Said], list[str]]

#: What a store that cannot be opened any more is met with.
UNREADABLE = (DeviceStoreError, CentralStoreError, sqlite3.Error, SQLAlchemyError)


def outcomes(
    operations: Sequence[Operation],
    number: int,
    chance: Random,
    home: Path,
    faults: Faults,
) -> Iterator[tuple[Said, list[str]]]:
    """`number` cuts, each just before one of the operations: what had been said, what is wrong.

    What is left of `home` each time is laid out there.
    """
    for left, said in _cuts(operations, number, chance):
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        for name, content in left.items():
            Path(name).write_bytes(content)
        yield said, found(faults, home, said)


def found(faults: Faults, home: Path, said: Said) -> list[str]:
    """What is wrong with what was left, also where it cannot be read at all."""
    try:
        return faults(home, said)
    except UNREADABLE as fault:
        return [f"{type(fault).__name__}: {fault}"]


def _cuts(
    operations: Sequence[Operation], number: int, chance: Random
) -> Iterator[tuple[dict[str, bytes], Said]]:
    disk, done = Disk(), 0
    said: Said = {}
    for moment in sorted(chance.choices(range(len(operations) + 1), k=number)):
        for operation in operations[done:moment]:
            if operation.kind == "said":
                word, value = operation.data.decode().split()
                said[word] = int(value)
            else:
                disk.take(operation)
        done = moment
        yield disk.left(chance), dict(said)
