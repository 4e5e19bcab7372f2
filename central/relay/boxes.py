"""The boxes: messages go in by their hash, and come out sorted, once, when the window is over."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Engine, Table, func, inspect, select

from central.calendar import KINDS, Kind
from central.relay.tables import box_table, boxes, receipts
from central.store.engine import empty_log, insert_for, reading, writing

#: Messages that a bucket holds at least, so that whoever fetches one hides among so many.
LEAST = 100


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """All messages that are handed over together."""

    kind: Kind
    epoch: int


@dataclass(frozen=True, slots=True)
class Closed:
    """What became of a box. `bits` tells its buckets; `into` is the box that took a carried one."""

    state: str
    bits: int
    into: int


class Boxes:
    """Every change is on the disk when a method returns; any of them may raise SQLAlchemyError."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._made: set[Box] = set()

    def put(self, entries: Sequence[tuple[Box, bytes]]) -> list[Box]:
        """Keeps sealed messages, each once. The box in which each one is."""
        with writing(self._engine) as connection:
            closed = {box: self._next_open(connection, box) for box in {b for b, _s in entries}}
            for box in set(closed.values()):
                if box not in self._made:
                    self._create(connection, box)
                rows = [_row(sealed) for one, sealed in entries if closed[one] == box]
                insert = insert_for(connection)(box_table(box.kind, box.epoch))
                connection.execute(insert.on_conflict_do_nothing(), rows)
        self._made |= set(closed.values())
        return [closed[box] for box, _sealed in entries]

    def waiting(self) -> list[Box]:
        """Boxes that hold messages now, oldest first."""
        names = [n.split("_") for n in inspect(self._engine).get_table_names() if n[:4] == "box_"]
        kinds = {str(kind): kind for kind in KINDS}
        return sorted(Box(kinds[kind], int(epoch)) for _box, kind, epoch in names)

    def closed(self, box: Box) -> Closed | None:
        """What became of this box, or None while it is open."""
        with reading(self._engine) as connection:
            return _closed(connection, box)

    def close(self, box: Box, least: int) -> Closed:
        """Nothing goes in any more. With fewer than `least` messages they go into the next one."""
        with writing(self._engine) as connection:
            found = _closed(connection, box)
            if found is not None:
                return found
            self._create(connection, box)
            table = box_table(box.kind, box.epoch)
            count = connection.scalar(select(func.count()).select_from(table)) or 0
            if count < least:
                return self._carry(connection, box, table)
            return _put_closed(connection, box, "handing", _bits(connection, table), box.epoch)

    def bucket(self, box: Box, bits: int, number: int) -> list[bytes]:
        """The messages whose hash begins with these bits, in the order of their hashes."""
        table = box_table(box.kind, box.epoch)
        query = select(table.c.sealed).where(*_within(table, bits, number)).order_by(table.c.hash)
        with reading(self._engine) as connection:
            return [bytes(sealed) for sealed in connection.scalars(query)]

    def add_receipt(self, box: Box, number: int, receipt: bytes) -> None:
        """Publishes what the collector signed for a bucket."""
        values = {"kind": box.kind, "epoch": box.epoch, "bucket": number, "receipt": receipt}
        with writing(self._engine) as connection:
            insert = insert_for(connection)(receipts).values(values)
            connection.execute(insert.on_conflict_do_nothing())

    def receipt(self, box: Box, number: int) -> bytes | None:
        this = (receipts.c.kind == box.kind) & (receipts.c.epoch == box.epoch)
        query = select(receipts.c.receipt).where(this & (receipts.c.bucket == number))
        with reading(self._engine) as connection:
            found = connection.scalar(query)
        return bytes(found) if found is not None else None

    def publish(self, box: Box) -> None:
        """Every bucket has its receipt: the messages themselves go."""
        with writing(self._engine) as connection:
            this = (boxes.c.kind == box.kind) & (boxes.c.epoch == box.epoch)
            connection.execute(boxes.update().where(this).values(state="published"))
            box_table(box.kind, box.epoch).drop(connection, checkfirst=True)
        empty_log(self._engine)
        self._made.discard(box)

    def forget(self, kind: Kind, oldest: int) -> None:
        """Throws away what is known of boxes before `oldest`."""
        with writing(self._engine) as connection:
            for table in (boxes, receipts):
                old = (table.c.kind == kind) & (table.c.epoch < oldest)
                if table is boxes:
                    old = old & (table.c.state != "handing")
                connection.execute(table.delete().where(old))

    def _create(self, connection: Connection, box: Box) -> None:
        box_table(box.kind, box.epoch).create(connection, checkfirst=True)

    def _next_open(self, connection: Connection, box: Box) -> Box:
        row = _closed(connection, box)
        while row is not None:
            box = Box(box.kind, max(row.into, box.epoch + 1))
            row = _closed(connection, box)
        return box

    def _carry(self, connection: Connection, box: Box, table: Table) -> Closed:
        into = self._next_open(connection, Box(box.kind, box.epoch + 1))
        self._create(connection, into)
        other = box_table(into.kind, into.epoch)
        taken = select(table.c.hash, table.c.sealed).where(~table.c.hash.in_(select(other.c.hash)))
        connection.execute(other.insert().from_select(["hash", "sealed"], taken))
        table.drop(connection)
        return _put_closed(connection, box, "carried", 0, into.epoch)


def _row(sealed: bytes) -> dict[str, bytes]:
    return {"hash": hashlib.sha256(sealed).digest(), "sealed": sealed}


def _closed(connection: Connection, box: Box) -> Closed | None:
    query = select(boxes.c.state, boxes.c.bits, boxes.c.into)
    this = query.where(boxes.c.kind == box.kind, boxes.c.epoch == box.epoch)
    row = connection.execute(this).first()
    return Closed(row.state, row.bits, row.into) if row else None


def _put_closed(connection: Connection, box: Box, state: str, bits: int, into: int) -> Closed:
    values = {"kind": box.kind, "epoch": box.epoch, "state": state, "bits": bits, "into": into}
    connection.execute(boxes.insert().values(values))
    return Closed(state, bits, into)


def _bits(connection: Connection, table: Table) -> int:
    """As many buckets as possible, each with at least LEAST messages."""
    names = connection.scalars(select(table.c.hash))
    prefixes = array("L", (int.from_bytes(bytes(name)[:4], "big") for name in names))
    bits = max(0, (len(prefixes) // LEAST).bit_length() - 1)
    while bits and _least(prefixes, bits) < LEAST:
        bits -= 1
    return bits


def _least(prefixes: Sequence[int], bits: int) -> int:
    counts = [0] * 2**bits
    for prefix in prefixes:
        counts[prefix >> (32 - bits)] += 1
    return min(counts)


def _within(table: Table, bits: int, number: int) -> Iterator[ColumnElement[bool]]:
    width = 2 ** (32 - bits)
    yield table.c.hash >= (number * width).to_bytes(4, "big")
    if (number + 1) * width < 2**32:
        yield table.c.hash < ((number + 1) * width).to_bytes(4, "big")
