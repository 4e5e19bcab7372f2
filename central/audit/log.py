"""Writes and reads the audit log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, func, select, text

from central.access.person import Person
from central.audit.entry import BEGINNING, Entry, canonical
from central.store.console_tables import audit_log

#: What the log says where no person acts, such as the command line on the server.
CENTRAL = ("plimsoll-central", "server")


def write(
    connection: Connection,
    who: Person | tuple[str, str],
    action: str,
    subject: str,
    now: float,
    **detail: object,
) -> None:
    """Adds a line in the transaction of what it tells: there is never one without the other."""
    name, role = (who.email, str(who.role)) if isinstance(who, Person) else who
    _one_at_a_time(connection)
    last = connection.execute(
        select(audit_log).order_by(audit_log.c.number.desc()).limit(1)
    ).first()
    entry = Entry(
        number=last.number + 1 if last else 1,
        moment=int(now),
        who=name,
        role=role,
        action=action,
        subject=subject,
        detail=canonical(detail),
        previous=bytes(last.hash) if last else BEGINNING,
    )
    row = {name: getattr(entry, name) for name in Entry.__slots__} | {"hash": entry.hash}
    connection.execute(audit_log.insert().values(row))


def read(
    connection: Connection, *, after: int = 0, limit: int | None = None, action: str = ""
) -> Iterator[tuple[Entry, bytes]]:
    """Lines with the hash that is kept beside each, oldest first."""
    query = select(audit_log).where(audit_log.c.number > after).order_by(audit_log.c.number)
    if action:
        query = query.where(audit_log.c.action.startswith(action, autoescape=True))
    for row in connection.execute(query.limit(limit)):
        yield _entry(row), bytes(row.hash)


def newest(connection: Connection, before: int | None, limit: int, action: str = "") -> list[Entry]:
    """Lines for a page, newest first."""
    query = select(audit_log).order_by(audit_log.c.number.desc()).limit(limit)
    if before is not None:
        query = query.where(audit_log.c.number < before)
    if action:
        query = query.where(audit_log.c.action.startswith(action, autoescape=True))
    return [_entry(row) for row in connection.execute(query)]


def length(connection: Connection) -> int:
    return connection.scalar(select(func.max(audit_log.c.number))) or 0


def _entry(row: Row[Any]) -> Entry:
    values = {name: getattr(row, name) for name in Entry.__slots__}
    return Entry(**values | {"previous": bytes(row.previous)})


def _one_at_a_time(connection: Connection) -> None:
    # A chain has one end. SQLite's writer is alone already.
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE audit_log IN EXCLUSIVE MODE"))
