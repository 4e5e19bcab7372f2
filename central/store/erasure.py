"""What was deleted leaves the files of the store as well: tables, indexes, free pages and log.

SQLite overwrites it (`secure_delete`), and its log is emptied. PostgreSQL leaves a deleted row
where it lies, and VACUUM frees its place without overwriting it. So a table in which something was
deleted is written anew, with the rows that live. VACUUM FULL would take along what an open
transaction may still see; changing a column's type, to the same one, takes along what is there now
and nothing else. The table stands still meanwhile (`python -m bench.erasure` says for how long),
and where somebody works in it, as a backup does, it is left for the next round.

The log that told of the rows ends with a checkpoint. Both need rights that an account does not have
by itself (docs/operations.md); without them PostgreSQL overwrites its log in its own time.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from sqlalchemy import Column, Connection, Engine, Text, inspect, select, text
from sqlalchemy.exc import OperationalError

from central.store.console_tables import letters
from central.store.deletions import ERASE, ERASE_LOG, ERASE_TABLE, owe
from central.store.engine import empty_log, reading, writing
from central.store.tables import terms

#: Seconds for which a round waits until nobody works in a table.
PATIENCE = 1


def erase(engine: Engine) -> None:
    """One round. A table that somebody works in is left for the next one."""
    if engine.dialect.name == "sqlite":
        empty_log(engine)
        return
    with reading(engine) as connection:
        owed = list(connection.scalars(select(terms.c.name).where(terms.c.name.startswith(ERASE))))
    for name in owed:
        if name.startswith(ERASE_TABLE):
            with suppress(OperationalError):
                _write_anew(engine, name)
    if owed:
        _end_log(engine)


def may_end_log(connection: Connection) -> bool:
    """Whether our account may end a segment of the log, and have it overwritten by a checkpoint."""
    switch = text("SELECT has_function_privilege('pg_switch_wal()', 'execute')")
    # The role is there from PostgreSQL 15 on.
    checkpoint = text(
        "SELECT coalesce(bool_or(pg_has_role(oid, 'usage')), false) OR"
        " (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)"
        " FROM pg_roles WHERE rolname = 'pg_checkpoint'"
    )
    return bool(connection.scalar(switch)) and bool(connection.scalar(checkpoint))


def _write_anew(engine: Engine, name: str) -> None:
    table = name.removeprefix(ERASE_TABLE)
    with writing(engine) as connection:
        if not inspect(connection).has_table(table):
            return
        quoted = connection.dialect.identifier_preparer.quote(table)
        connection.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE}s'"))
        # Whoever deletes in the table comes before this or after the end, and says so anew.
        connection.execute(text(f"LOCK TABLE {quoted} IN ACCESS EXCLUSIVE MODE"))
        done = connection.execute(terms.delete().where(terms.c.name == name))
        if done.rowcount:
            connection.execute(text(f"ALTER TABLE {quoted} {_same_type(connection, table)}"))
            owe(connection, ERASE_LOG)


def _same_type(connection: Connection, table: str) -> str:
    """A change of a column that changes nothing and has every row written anew."""
    # All tables of this store are known by one: the collector's and the console's.
    columns = letters.metadata.tables[table].columns.values()
    column = next(one for one in reversed(columns) if _plain(one))
    name = connection.dialect.identifier_preparer.quote(column.name)
    kind = column.type.compile(connection.dialect)
    same = f"{name} || ''" if isinstance(column.type, Text) else f"{name} + 0"
    return f"ALTER COLUMN {name} TYPE {kind} USING {same}"


def _plain(column: Column[Any]) -> bool:
    """Whether no key and no index hangs on it."""
    hangs = column.primary_key or column.unique or column.index or column.foreign_keys
    return not hangs and column.type.python_type in (int, str)


def _end_log(engine: Engine) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if may_end_log(connection):
            connection.execute(text("SELECT pg_switch_wal()"))
            connection.execute(text("CHECKPOINT"))
        connection.execute(terms.delete().where(terms.c.name == ERASE_LOG))
