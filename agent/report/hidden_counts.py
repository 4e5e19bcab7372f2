"""The open counts: tables in memory, kept on the disk as one hidden piece.

Each row of an open table would say by its mere presence what a person did. So the tables are
temporary ones of this connection, and every transaction that changes them writes all of them back,
hidden and of one size, within the same transaction. Another process that wrote meanwhile is noticed
by the revision.
"""

from __future__ import annotations

import json
import sqlite3

from agent.report.vault import Vault

#: Bytes that the whole of it takes at least, so that its size does not grow with what was done.
ROOM = 16_384

TABLES = {
    "counts": "metric INTEGER PRIMARY KEY, value INTEGER NOT NULL",
    "days": "day INTEGER PRIMARY KEY",
    "tools": "period TEXT, number INTEGER, PRIMARY KEY (period, number)",
    "private": "name TEXT PRIMARY KEY, value",
}


class HiddenCounts:
    """The open counts of one connection."""

    def __init__(self, db: sqlite3.Connection, vault: Vault | None) -> None:
        """Without a vault they stand empty, and what is counted in them is not kept."""
        self._db = db
        self._vault = vault
        self._revision = -1
        self._touched = False
        #: Whether something was there that another key had hidden; asked for once.
        self.lost = False
        db.execute("PRAGMA temp_store=MEMORY")
        db.create_function("touched", 0, self._touch)
        for table, columns in TABLES.items():
            db.execute(f"CREATE TEMP TABLE {table} ({columns})")
            for change in ("INSERT", "UPDATE", "DELETE"):
                db.execute(
                    f"CREATE TEMP TRIGGER {table}_{change} AFTER {change} ON {table}"
                    " BEGIN SELECT touched(); END"
                )

    def begin(self) -> None:
        """A transaction begins: take over what another process wrote."""
        row = self._db.execute("SELECT revision, content FROM main.hidden").fetchone()
        if row is not None and row["revision"] != self._revision:
            self._revision = row["revision"]
            self._fill(row["content"])
        self._touched = False

    def commit(self) -> None:
        """The transaction is about to end well: write back what changed."""
        if not self._touched or self._vault is None:
            return
        content = {table: self._rows(table) for table in TABLES}
        plain = json.dumps(content, separators=(",", ":")).encode("ascii").ljust(ROOM)
        self._db.execute(
            "INSERT OR REPLACE INTO main.hidden VALUES (1, ?, ?)",
            (self._revision + 1, self._vault.hide(plain)),
        )
        self._revision += 1

    def undo(self) -> None:
        """The transaction was undone, and the tables with it; what stood in the file is unsure."""
        self._revision = -1

    def _rows(self, table: str) -> list[list[object]]:
        return [list(row) for row in self._db.execute(f"SELECT * FROM temp.{table}")]  # noqa: S608

    def _fill(self, content: bytes) -> None:
        for table in TABLES:
            self._db.execute(f"DELETE FROM temp.{table}")  # noqa: S608
        shown = self._vault.show(content) if self._vault else None
        if not isinstance(shown, bytes):
            self.lost = True
            return
        for table, rows in json.loads(shown).items():
            for row in rows if table in TABLES else ():
                places = ", ".join("?" * len(row))
                self._db.execute(f"INSERT INTO temp.{table} VALUES ({places})", row)  # noqa: S608

    def _touch(self) -> None:
        self._touched = True
