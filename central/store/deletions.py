"""Remembers in PostgreSQL where something was deleted, until it left the files (erasure.py)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, Table, event
from sqlalchemy.dialects.postgresql import Insert
from sqlalchemy.schema import DropTable
from sqlalchemy.sql.dml import Delete

from central.store.tables import SPENT, terms

#: Names in `terms`: a table in which something was deleted, and that the log tells of it.
ERASE = "erase"
ERASE_TABLE, ERASE_LOG = f"{ERASE} ", f"{ERASE}-log"


def remember_deletions(engine: Engine) -> None:
    """From now on each deletion on this engine is remembered, in its own transaction."""
    event.listen(engine, "after_execute", _deleted)


def owe(connection: Connection, name: str) -> None:
    """Remember this name until the next round."""
    connection.execute(Insert(terms).values(name=name, value="yes").on_conflict_do_nothing())


def _deleted(
    connection: Connection, said: Any, _many: Any, _parameters: Any, _options: Any, done: Any
) -> None:
    if isinstance(said, DropTable) and said.element.name.startswith(SPENT):
        owe(connection, ERASE_LOG)
        return
    table = said.table if isinstance(said, Delete) else None
    if isinstance(table, Table) and table.name != terms.name and done.rowcount != 0:
        owe(connection, ERASE_TABLE + table.name)
