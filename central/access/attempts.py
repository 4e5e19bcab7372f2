"""Slows down guessing: failed sign-ins are counted, by account and by where they come from."""

from __future__ import annotations

from sqlalchemy import Connection, delete, func, select

from central.store.console_tables import attempts
from central.store.engine import insert_for

#: Seconds of a window, and how many failures in this and the last one are too many.
WINDOW = 900
FOR_AN_ACCOUNT, FOR_A_PLACE = 10, 50


def too_many(connection: Connection, key: bytes, limit: int, now: int) -> bool:
    """Whether this key has to wait for the window to end."""
    recent = (attempts.c.key == key) & (attempts.c.window >= now // WINDOW - 1)
    found = connection.scalar(select(func.coalesce(func.sum(attempts.c.count), 0)).where(recent))
    return int(found or 0) >= limit


def failed(connection: Connection, key: bytes, now: int) -> None:
    """Counts one failure."""
    insert = insert_for(connection)(attempts).values(key=key, window=now // WINDOW, count=1)
    keys = [attempts.c.key, attempts.c.window]
    connection.execute(
        insert.on_conflict_do_update(index_elements=keys, set_={"count": attempts.c.count + 1})
    )


def forget(connection: Connection, key: bytes) -> None:
    """The right person came: their own failures are forgotten."""
    connection.execute(delete(attempts).where(attempts.c.key == key))


def tidy(connection: Connection, now: int) -> None:
    connection.execute(delete(attempts).where(attempts.c.window < now // WINDOW - 1))
