"""Keeps incidents and what was noted about each. `due` is a day, the other times Unix seconds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from central.calendar import DAY
from central.incidents.incident import Kind, Report, State
from central.store.console_tables import incident_notes, incidents
from central.store.engine import insert_for

#: Days in which a new incident is to be seen to.
DUE = 3


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident, as the company keeps it."""

    number: int
    kind: Kind
    name: str = field(repr=False)
    contact: str = field(repr=False)
    tool: str
    text: str = field(repr=False)
    happened: int
    came: int
    state: State
    owner: str
    due: int

    @property
    def reference(self) -> str:
        return reference(self.number)

    @property
    def is_open(self) -> bool:
        return self.state is not State.CLOSED


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote down about it."""

    moment: int
    who: str
    text: str = field(repr=False)


def reference(number: int) -> str:
    """What the person who reported it can name."""
    return f"INC-{number:04}"


def keep(connection: Connection, report: Report, now: int) -> int:
    """Keeps a report, once however often it comes; its number."""
    row = {
        "id": bytes.fromhex(report.id),
        "kind": report.kind,
        "name": report.name,
        "contact": report.contact,
        "tool": report.tool,
        "text": report.text,
        "happened": min(report.happened or now, now),
        "came": now,
        "state": str(State.NEW),
        "owner": "",
        "due": now // DAY + DUE,
    }
    insert = insert_for(connection)(incidents).values(row)
    connection.execute(insert.on_conflict_do_nothing(index_elements=["id"]))
    query = select(incidents.c.number).where(incidents.c.id == row["id"])
    return int(connection.execute(query).scalar_one())


def everything(connection: Connection) -> list[Incident]:
    """Those that are open first, by due day; then the closed, newest first."""
    rows = connection.execute(select(incidents).order_by(incidents.c.number.desc()))
    found = [_read(row) for row in rows]
    waiting = sorted((one for one in found if one.is_open), key=lambda one: (one.due, one.number))
    return waiting + [one for one in found if not one.is_open]


def find(connection: Connection, number: int) -> Incident | None:
    """One incident."""
    row = connection.execute(select(incidents).where(incidents.c.number == number)).first()
    return _read(row) if row else None


def change(connection: Connection, number: int, state: State, owner: str, due: int) -> None:
    """Sets how far it is, who sees to it, and until which day."""
    values = {"state": str(state), "owner": owner, "due": due}
    connection.execute(update(incidents).where(incidents.c.number == number).values(values))


def note(connection: Connection, number: int, text: str, who: str, now: int) -> None:
    """Writes something down about it; nothing that was written is changed."""
    row = {"incident": number, "moment": now, "who": who, "text": text}
    connection.execute(incident_notes.insert().values(row))


def notes(connection: Connection, number: int) -> list[Note]:
    """Everything that was noted, oldest first."""
    query = select(incident_notes).where(incident_notes.c.incident == number)
    rows = connection.execute(query.order_by(incident_notes.c.id))
    return [Note(row.moment, row.who, row.text) for row in rows]


def waiting(connection: Connection) -> int:
    """How many are not closed."""
    query = select(func.count()).select_from(incidents)
    return connection.scalar(query.where(incidents.c.state != State.CLOSED)) or 0


def _read(row: Row[Any]) -> Incident:
    values = {key: value for key, value in row._mapping.items() if key != "id"}
    return Incident(**values | {"kind": Kind(row.kind), "state": State(row.state)})
