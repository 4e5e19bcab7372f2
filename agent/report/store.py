"""The one file that is both queue and ledger: `report.sqlite` in the state folder.

Write-ahead log and full synchronisation: what was committed survives a power cut.
A file that cannot be read is set aside under another name, never deleted, and a fresh one begun.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from agent.report.ballast import Ballast
from agent.report.hidden_counts import HiddenCounts
from agent.report.schema import (
    FROM_1,
    HIDDEN,
    HIDE_VALUES,
    INTO_2,
    LETTERS,
    OPEN_BEFORE,
    SCHEMA,
)
from agent.report.vault import Vault
from agent.report.written import WrittenLetters
from agent.words import gettext as _

NAME = "report.sqlite"
BALLAST = "report.ballast"

#: The file grows no further than this; then the state says so.
MOST_BYTES = 64 * 1024 * 1024

_PAGE_BYTES = 4096
#: What a full disk looks like, also to a log that was to be made longer.
_FULL = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
_VERSION = 4
#: Seconds to wait while the other process writes.
_PATIENCE = 10.0


class StoreError(Exception):
    """The file cannot be used now. The text is a sentence for a person.

    `full`: there was no room for what was to be written.
    """

    def __init__(self, sentence: str, full: bool = False) -> None:
        super().__init__(sentence)
        self.full = full


class Store:
    """One connection, guarded by a lock, so that any thread may use it."""

    def __init__(
        self, file: Path, vault: Vault | None = None, most_bytes: int = MOST_BYTES
    ) -> None:
        """Open or begin the file. Raises StoreError where neither can be done.

        `vault` hides what a person did; without one nothing of it can be read here, and what is
        counted here is not kept. `set_aside` is true where a file was there and could not be read.
        """
        self._lock = threading.RLock()
        self.set_aside = False
        self._vault = vault
        self._ballast = Ballast(file.with_name(BALLAST))
        with _as_sentences():
            try:
                self._db = self._opened(file, most_bytes)
            except sqlite3.DatabaseError as fault:
                if not _is_damaged(fault):
                    raise
                _put_aside(file)
                self.set_aside = True
                self._db = self._opened(file, most_bytes)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of it or nothing. On the disk once the block has ended. Raises StoreError."""
        with self._lock, _as_sentences():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                self._counts.begin()
                yield self._db
                self._counts.commit()
                self._db.execute("COMMIT")
            except BaseException:
                self._counts.undo()
                # A full disk may have ended the transaction already.
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def keep_room(self) -> None:
        """Take room beside the file for a disk that will be full, where there is none yet."""
        self._ballast.lay()

    def make_room(self) -> bool:
        """Give up the room that was kept. Whether there was any."""
        return self._ballast.give_up()

    def take_lost(self) -> bool:
        """Whether counts were there that another key had hidden; true once."""
        lost, self._counts.lost = self._counts.lost, False
        return lost

    def empty_log(self) -> None:
        """Take what was deleted out of the write-ahead log too. Raises StoreError."""
        with self._lock, _as_sentences():
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close the file. Whatever comes after raises StoreError."""
        with self._lock:
            self._db.close()

    def _opened(self, file: Path, most_bytes: int) -> sqlite3.Connection:
        db = _connected(file, most_bytes)
        try:
            _let_hide(db, self._vault or Vault())
            _begin(db)
            self._counts = HiddenCounts(db, self._vault)
            _hide_what_stood_open(db, self._counts)
            _make_room_for_letters(db)
            _check_version(db)
        except BaseException:
            db.close()
            raise
        return db


@contextmanager
def reading(file: Path, vault: Vault | None = None) -> Iterator[sqlite3.Connection]:
    """Read the file beside whoever writes it, without changing it. Raises StoreError."""
    with _as_sentences():
        db = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=_PATIENCE)
        try:
            db.row_factory = sqlite3.Row
            _let_hide(db, vault or Vault())
            _check_version(db)
            yield db
        finally:
            db.close()


def _connected(file: Path, most_bytes: int) -> sqlite3.Connection:
    # SQLite gives its further files the mode of the first. A file that is there is not opened:
    # closing it would end every lock that another connection of this process holds on it.
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    file.chmod(0o600)
    db = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=FULL")
        # Without it macOS leaves the data in the drive's cache.
        db.execute("PRAGMA fullfsync=1")
        db.execute("PRAGMA secure_delete=ON")
        db.execute(f"PRAGMA max_page_count={most_bytes // _PAGE_BYTES}")
        _check_health(db)
    except BaseException:
        db.close()
        raise
    return db


def _check_health(db: sqlite3.Connection) -> None:
    (health,) = db.execute("PRAGMA quick_check(1)").fetchone()
    if health != "ok":
        raise sqlite3.DatabaseError("file is not a database")


def _begin(db: sqlite3.Connection) -> None:
    """Write the tables once, also where two processes begin at the same time."""
    if _version(db) == 0:
        db.execute("BEGIN IMMEDIATE")
        if _version(db) == 0:
            _run(db, SCHEMA, 2)
        db.execute("COMMIT")
    if _version(db) == 1:
        db.execute("BEGIN IMMEDIATE")
        if _version(db) == 1:
            _run(db, FROM_1 + SCHEMA + INTO_2, 2)
        db.execute("COMMIT")


def _let_hide(db: sqlite3.Connection, vault: Vault) -> None:
    """`hide(value)` and `show(hidden)` in SQL; None and what another key hid are None."""

    def hide(value: int | bytes | None) -> bytes | None:
        return None if value is None else vault.hide(value)

    def show(hidden: bytes | None) -> int | bytes | None:
        return vault.show(hidden) if isinstance(hidden, bytes) else None

    db.create_function("hide", 1, hide)
    db.create_function("show", 1, show)


def _hide_what_stood_open(db: sqlite3.Connection, counts: HiddenCounts) -> None:
    """From version 2, whose counts and values anybody could read who read the file."""
    if _version(db) != 2:
        return
    db.execute("BEGIN IMMEDIATE")
    if _version(db) == 2:
        db.execute(HIDDEN)
        for table in OPEN_BEFORE:
            db.execute(f"INSERT INTO temp.{table} SELECT * FROM main.{table}")  # noqa: S608
            db.execute(f"DROP TABLE main.{table}")
        counts.commit()
        _run(db, HIDE_VALUES, 3)
    db.execute("COMMIT")


def _make_room_for_letters(db: sqlite3.Connection) -> None:
    if _version(db) != 3:
        return
    db.execute("BEGIN IMMEDIATE")
    if _version(db) == 3:
        _run(db, LETTERS, _VERSION)
        WrittenLetters(db).begin()
    db.execute("COMMIT")


def _run(db: sqlite3.Connection, statements: str, version: int) -> None:
    for statement in statements.split(";"):
        db.execute(statement)
    db.execute(f"PRAGMA user_version={version}")


def _version(db: sqlite3.Connection) -> int:
    (version,) = db.execute("PRAGMA user_version").fetchone()
    return int(version)


def _check_version(db: sqlite3.Connection) -> None:
    if _version(db) != _VERSION:
        raise StoreError(_("The list of messages was written by another version of Plimsoll."))


def _is_damaged(fault: sqlite3.DatabaseError) -> bool:
    # SQLite's own errors carry a code; ours from the health check does not.
    code = getattr(fault, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _put_aside(file: Path) -> None:
    number = 1
    while (aside := file.with_name(f"{file.name}.damaged-{number}")).exists():
        number += 1
    # The log goes first: beside a fresh file it would be taken for that file's own.
    for ending in ("-wal", "-shm"):
        part = file.with_name(file.name + ending)
        if part.exists():
            part.replace(aside.with_name(aside.name + ending))
    file.replace(aside)


@contextmanager
def _as_sentences() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as fault:
        raise StoreError(_sentence(fault), _code(fault) in _FULL) from fault
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise StoreError(
            _("The list of messages cannot be opened: {reason}.").format(reason=reason)
        ) from fault


def _code(fault: sqlite3.Error) -> int:
    return int(getattr(fault, "sqlite_errorcode", 0)) & 0xFF


def _sentence(fault: sqlite3.Error) -> str:
    code = _code(fault)
    if code in _FULL:
        return _("The disk is full: nothing more can be counted. Warnings work as before.")
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return _("The list of messages is damaged. A fresh one begins when Plimsoll starts.")
    return _("The list of messages cannot be used: {reason}.").format(reason=fault)


def opened(store: Store | None) -> Store:
    """The person's list, once somebody has opened it. Raises StoreError before."""
    if store is None:
        raise StoreError(_("Your list is not open yet, so nothing can be written into it."))
    return store
