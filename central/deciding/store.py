"""Keeps every decision; of those about one tool the newest holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, func, select

from central.deciding.decision import Decision, Verb, as_toml
from central.store.console_tables import decisions


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, when and by whom."""

    tool: int
    moment: int
    who: str
    decision: Decision


def add(connection: Connection, tool: int, decision: Decision, who: str, now: int) -> None:
    """Decides. What was decided before stays in the history."""
    body = msgspec.json.encode(decision).decode()
    row = {"tool": tool, "moment": now, "who": who, "body": body}
    connection.execute(decisions.insert().values(row))


def in_force(connection: Connection) -> Mapping[int, Decided]:
    """What holds now, by tool; nothing that was withdrawn."""
    newest = select(func.max(decisions.c.id)).group_by(decisions.c.tool)
    found = _read(connection, select(decisions).where(decisions.c.id.in_(newest)))
    return {one.tool: one for one in found if one.decision.verb is not Verb.WITHDRAW}


def history(connection: Connection, tool: int) -> list[Decided]:
    """Every decision about a tool, newest first."""
    about = select(decisions).where(decisions.c.tool == tool)
    return _read(connection, about.order_by(decisions.c.id.desc()))


def since(connection: Connection, first: int, last: int) -> list[Decided]:
    """Everything that was decided between two moments, oldest first."""
    between = decisions.c.moment.between(first, last)
    return _read(connection, select(decisions).where(between).order_by(decisions.c.id))


def file(connection: Connection) -> bytes:
    """`decisions.toml` as devices read it."""
    found = in_force(connection)
    return "\n".join(as_toml(tool, found[tool].decision) for tool in sorted(found)).encode()


def _read(connection: Connection, query: Select[Any]) -> list[Decided]:
    rows = connection.execute(query)
    return [
        Decided(row.tool, row.moment, row.who, msgspec.json.decode(row.body, type=Decision))
        for row in rows
    ]
