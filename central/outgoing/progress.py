"""How far something has come that goes on after a restart."""

from __future__ import annotations

from sqlalchemy import Connection, select

from central.store.engine import insert_for
from central.store.tables import terms


def get_term(connection: Connection, name: str) -> str | None:
    return connection.scalar(select(terms.c.value).where(terms.c.name == name))


def put_term(connection: Connection, name: str, value: str) -> None:
    insert = insert_for(connection)(terms).values(name=name, value=value)
    connection.execute(
        insert.on_conflict_do_update(index_elements=[terms.c.name], set_={"value": value})
    )
