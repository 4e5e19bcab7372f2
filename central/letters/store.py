"""Keeps letters until 90 days after they were decided; days are Unix time // 86400."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, select, update

from central.letters.answers import seal_answer
from central.letters.letter import DECIDED, Kind, Letter, Status
from central.store.console_tables import letters
from central.store.engine import insert_for

#: Days in which a letter is to be answered, and after which a decided one is deleted.
DUE, KEPT = 14, 90


@dataclass(frozen=True, slots=True)
class Received:
    """A letter, when it came (no more than the day), and what it was answered."""

    number: int
    letter: Letter
    arrived: int
    status: Status
    answer: str = field(repr=False)
    #: What it led to: the number of a use case in the register, or 0.
    use_case: int
    decided: int | None
    decided_by: str | None

    @property
    def due(self) -> int:
        return self.arrived + DUE

    @property
    def is_open(self) -> bool:
        return self.status not in DECIDED

    @property
    def gone(self) -> int:
        """The day on which it is deleted, or 0 while it waits for a decision."""
        return self.decided + KEPT if self.decided else 0


def keep(connection: Connection, came: Iterable[Letter], day: int) -> None:
    """Keeps letters, each once."""
    rows = [
        {
            "id": one.id,
            "kind": str(one.kind),
            "subject": one.subject,
            "name": one.name,
            "text": one.text,
            "arrived": day,
            "status": str(Status.OPEN),
            "answer": "",
            "use_case": 0,
        }
        for one in came
    ]
    if rows:
        insert = insert_for(connection)(letters)
        connection.execute(insert.on_conflict_do_nothing(index_elements=["id"]), rows)


def everything(connection: Connection) -> list[Received]:
    """Those that wait first, the oldest of them on top; then the decided, newest first."""
    found = [_read(row) for row in connection.execute(select(letters).order_by(letters.c.number))]
    waiting = [one for one in found if one.is_open]
    return waiting + [one for one in reversed(found) if not one.is_open]


def find(connection: Connection, number: int) -> Received | None:
    """One letter."""
    row = connection.execute(select(letters).where(letters.c.number == number)).first()
    return _read(row) if row else None


def answer(
    connection: Connection, one: Received, status: Status, text: str, who: str, day: int
) -> None:
    """Sets status and answer; the writer reads both. From a decision on its days are counted."""
    decided = {"decided": day, "decided_by": who} if status in DECIDED else {"decided": None}
    sealed = seal_answer(one.letter.id, status, text)
    values = {"status": str(status), "answer": text, "sealed": sealed, **decided}
    connection.execute(update(letters).where(letters.c.number == one.number).values(values))


def lead_to(connection: Connection, number: int, use_case: int) -> None:
    """Remembers the use case that came of a letter."""
    values = {"use_case": use_case}
    connection.execute(update(letters).where(letters.c.number == number).values(values))


def sealed_answers(connection: Connection) -> Mapping[bytes, bytes]:
    """Letter id to the answer as devices read it."""
    query = select(letters.c.id, letters.c.sealed).where(letters.c.sealed.is_not(None))
    return {bytes(id): bytes(sealed) for id, sealed in connection.execute(query)}


def waiting(connection: Connection, day: int) -> tuple[int, int]:
    """How many letters wait for an answer, and how many of them are overdue on this day."""
    query = select(letters.c.arrived).where(letters.c.decided.is_(None))
    arrived = list(connection.scalars(query))
    return len(arrived), sum(came + DUE < day for came in arrived)


@dataclass(frozen=True, slots=True)
class Disputed:
    """A family of rules, such as `corporate`, and how many letters dispute one of its rules."""

    family: str
    letters: int
    waiting: int
    rules: tuple[str, ...]


def disputed(connection: Connection) -> list[Disputed]:
    """Every disputed family among the kept letters, the most disputed first."""
    query = select(letters.c.subject, letters.c.decided).where(letters.c.kind == Kind.DISPUTE)
    families: dict[str, list[tuple[str, int | None]]] = {}
    for subject, decided in connection.execute(query):
        families.setdefault(_family(subject), []).append((subject, decided))
    found = [
        Disputed(
            family,
            len(rows),
            sum(decided is None for _subject, decided in rows),
            tuple(sorted({subject for subject, _decided in rows if subject})),
        )
        for family, rows in families.items()
    ]
    return sorted(found, key=lambda one: (-one.letters, one.family))


def _family(subject: str) -> str:
    """The part of a rule's id before its point; nothing for what is no such id."""
    family, point, rest = subject.partition(".")
    return family if point and rest and " " not in subject else ""


def forget(connection: Connection, day: int) -> None:
    """Deletes what was decided 90 days before this day."""
    connection.execute(letters.delete().where(letters.c.decided <= day - KEPT))


def _read(row: Row[Any]) -> Received:
    letter = Letter(bytes(row.id), Kind(row.kind), row.subject, row.name, row.text)
    return Received(
        row.number,
        letter,
        row.arrived,
        Status(row.status),
        row.answer,
        row.use_case,
        row.decided,
        row.decided_by,
    )
