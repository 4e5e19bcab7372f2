"""Opens the store: SQLite unless a database address is given, and makes the tables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from central.store.deletions import remember_deletions
from central.store.migrate import Chain, UnknownStep, upgrade
from central.words import gettext as _


class StoreError(Exception):
    """The store cannot be opened. The message says why in words."""


def sqlite_url(home: Path) -> str:
    """The address of the store that a role keeps in its own folder."""
    return f"sqlite:///{home / 'central.sqlite'}"


def open_store(url: str, chain: Chain = "versions") -> Engine:
    """The engine of the store at this address, with its tables up to date. Raises StoreError.

    `chain` says whose store it is.
    """
    try:
        engine = _engine(url)
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        message = _("This database address cannot be used: {reason}").format(reason=error)
        raise StoreError(message) from error
    try:
        with writing(engine) as connection:
            upgrade(connection, chain)
    except (UnknownStep, SQLAlchemyError) as error:
        engine.dispose()
        raise StoreError(_why(error)) from error
    return engine


def _why(error: UnknownStep | SQLAlchemyError) -> str:
    if isinstance(error, UnknownStep):
        message = _("The store was made by a newer Plimsoll ({step}). Nothing was changed.")
        return message.format(step=error)
    reason = getattr(error, "orig", None) or error
    return _("The store cannot be opened: {reason}").format(reason=str(reason).strip())


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes; committed at the end, undone at an exception."""
    with engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One transaction that sees a single state of the store and does not hold up writers."""
    with engine.execution_options(reading=True).connect() as connection, connection.begin():
        yield connection


def empty_log(engine: Engine) -> None:
    """What was deleted leaves SQLite's write-ahead log too, unless somebody reads just now."""
    connection = engine.raw_connection()  # a checkpoint is no part of a transaction
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def insert_for(connection: Connection) -> type[sqlite.Insert] | type[postgresql.Insert]:
    """The INSERT that knows ON CONFLICT. The two have one shape; this is the only place to ask."""
    return postgresql.Insert if connection.dialect.name == "postgresql" else sqlite.Insert


def _engine(url: str) -> Engine:
    # hide_parameters: the text of an error never holds a key, a nonce or a value.
    engine = create_engine(make_url(url), hide_parameters=True, pool_pre_ping=False)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        remember_deletions(engine)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # Transactions are begun by _begin_sqlite, not by the driver's guess.
    connection.isolation_level = None
    cursor = connection.cursor()
    # The wait comes first: changing the journal's mode needs the file for a moment.
    cursor.execute("PRAGMA busy_timeout = 10000")
    cursor.execute("PRAGMA journal_mode = WAL")
    # What was acknowledged survives a power cut: COMMIT waits for the disk.
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its lock at once: taking it midway can fail without waiting.
    reads = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
