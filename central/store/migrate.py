"""Brings a store to the tables that this version knows, and back to those of an older one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sqlalchemy import Connection, inspect, text

if TYPE_CHECKING:
    from alembic.config import Config

_FOLDER = Path(__file__).parent / "migrations"

#: Each role's store has steps of its own, in the folder of this name. `versions` is the
#: collector's and the console's.
Chain = Literal["versions", "issuer", "relay"]

#: The newest step of each.
HEADS: Mapping[Chain, str] = {"versions": "0005", "issuer": "0002", "relay": "0001"}
#: The first step: what a store held before there were migrations.
SPINE = "0001"

#: Two servers that start at once on one PostgreSQL wait for each other here. Any number will do.
_LOCK = 7_103_201


class UnknownStep(Exception):
    """The store was made by a newer Plimsoll, or there is no such step."""


def revision(connection: Connection) -> str | None:
    """The step that the store stands at, or None in an empty one."""
    tables = inspect(connection)
    if tables.has_table("alembic_version"):
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        if found:
            return found
    return SPINE if tables.has_table("terms") else None


def upgrade(connection: Connection, chain: Chain = "versions") -> None:
    """Takes every step that is missing. Raises UnknownStep where the store is ahead of us."""
    # Alembic takes a tenth of a second to load; a store that is up to date does without.
    if revision(connection) == HEADS[chain]:
        return
    with _alone(connection):
        found = revision(connection)
        _refuse_unknown(found, chain)
        if found == HEADS[chain]:
            return
        from alembic import command

        config = _config(connection, chain)
        if found == SPINE:
            command.stamp(config, SPINE)
        command.upgrade(config, "head")


def downgrade(connection: Connection, step: str, chain: Chain = "versions") -> None:
    """Goes back to an older step. What newer tables held is lost. Raises UnknownStep."""
    with _alone(connection):
        _refuse_unknown(revision(connection), chain)
        _refuse_unknown(step, chain)
        from alembic import command

        command.downgrade(_config(connection, chain), step)


def steps(chain: Chain = "versions") -> list[str]:
    """Every step, oldest first."""
    return sorted(file.name[:4] for file in (_FOLDER / chain).glob("[0-9]*.py"))


def _refuse_unknown(step: str | None, chain: Chain) -> None:
    if step is not None and step not in steps(chain):
        raise UnknownStep(step)


def _config(connection: Connection, chain: Chain) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.set_main_option("version_locations", str(_FOLDER / chain))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


@contextmanager
def _alone(connection: Connection) -> Iterator[None]:
    # SQLite's writer is alone already. PostgreSQL lets go at the transaction's end by itself.
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
    yield
