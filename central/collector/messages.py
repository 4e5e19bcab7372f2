"""Counts messages exactly once, many in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from sqlalchemy import Connection, Engine, Table, select
from sqlalchemy.exc import IntegrityError

from central.calendar import Kind
from central.letters import store as letters
from central.letters.letter import Letter
from central.store.engine import insert_for, writing
from central.store.tables import cells, spent_table

#: The transaction of another collector may spend the same nonce between our look and our insert.
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """Where a message is added. `epoch` is a quarter when it came `late`."""

    kind: Kind
    epoch: int
    late: bool
    metric: int
    label: int
    state: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A message that passed every check. `spent` is the real week of its nonce table."""

    spent: int
    nonce: bytes
    digest: bytes
    cell: Cell
    value: int


@dataclass(frozen=True, slots=True)
class LetterEntry:
    """A letter that passed every check, or one that says nothing. `day`: when it came."""

    spent: int
    nonce: bytes
    digest: bytes
    letter: Letter | None
    day: int


Spending = Entry | LetterEntry


class Outcome(Enum):
    COUNTED = auto()
    #: The same message had been counted before.
    REPEATED = auto()
    #: The nonce had come with another message.
    CONFLICT = auto()


class Messages:
    """Adds messages to their cells. When `add` returns, they are on the disk."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._tables: dict[int, Table] = {}

    def add(self, entries: Sequence[Spending]) -> list[Outcome]:
        """One outcome per entry, in their order. Raises SQLAlchemyError, and then adds nothing."""
        self._make_tables({entry.spent for entry in entries})
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                with writing(self._engine) as connection:
                    return self._add(connection, entries)
            except IntegrityError:
                if attempt == _ATTEMPTS:
                    raise
        raise AssertionError("the last attempt returns or raises")

    def _make_tables(self, weeks: set[int]) -> None:
        for week in weeks - self._tables.keys():
            table = spent_table(week)
            with writing(self._engine) as connection:
                table.create(connection, checkfirst=True)
            self._tables[week] = table

    def _add(self, connection: Connection, entries: Sequence[Spending]) -> list[Outcome]:
        seen = {
            week: self._seen(connection, week, [one.nonce for one in entries if one.spent == week])
            for week in {entry.spent for entry in entries}
        }
        outcomes: list[Outcome] = []
        new: list[Spending] = []
        for entry in entries:
            digest = seen[entry.spent].setdefault(entry.nonce, b"")
            if not digest:
                seen[entry.spent][entry.nonce] = entry.digest
                new.append(entry)
                outcomes.append(Outcome.COUNTED)
            else:
                same = digest == entry.digest
                outcomes.append(Outcome.REPEATED if same else Outcome.CONFLICT)
        self._spend(connection, new)
        count(connection, [one for one in new if isinstance(one, Entry)])
        for one in new:
            if isinstance(one, LetterEntry) and one.letter:
                letters.keep(connection, [one.letter], one.day)
        return outcomes

    def _seen(self, connection: Connection, week: int, nonces: list[bytes]) -> dict[bytes, bytes]:
        table = self._tables[week]
        query = select(table.c.nonce, table.c.digest).where(table.c.nonce.in_(nonces))
        return {bytes(nonce): bytes(digest) for nonce, digest in connection.execute(query)}

    def _spend(self, connection: Connection, entries: list[Spending]) -> None:
        for week in {entry.spent for entry in entries}:
            rows = [
                {"nonce": entry.nonce, "digest": entry.digest}
                for entry in entries
                if entry.spent == week
            ]
            connection.execute(self._tables[week].insert(), rows)


def count(connection: Connection, entries: Sequence[Entry]) -> None:
    """Adds entries to their cells, whose nonces are spent in the same transaction."""
    if not entries:
        return
    messages = Counter(entry.cell for entry in entries)
    totals: Counter[Cell] = Counter()
    for entry in entries:
        totals[entry.cell] += entry.value
    insert = insert_for(connection)(cells)
    upsert = insert.on_conflict_do_update(
        index_elements=list(cells.primary_key.columns),
        set_={
            "messages": cells.c.messages + insert.excluded.messages,
            "total": cells.c.total + insert.excluded.total,
        },
    )
    # Always in one order: two collectors then wait for each other and never in a circle.
    connection.execute(
        upsert, [_row(cell, messages[cell], totals[cell]) for cell in sorted(messages)]
    )


def _row(cell: Cell, messages: int, total: int) -> dict[str, int | bool | str]:
    return {
        "kind": cell.kind,
        "epoch": cell.epoch,
        "late": cell.late,
        "metric": cell.metric,
        "label": cell.label,
        "state": cell.state,
        "messages": messages,
        "total": total,
    }
