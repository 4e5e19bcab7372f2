"""Small facts beside the counts: which epoch is open, when to try again."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

#: The fact that tells `plimsoll doctor` where the key is: another session has another keyring.
KEY_PLACE = "key_place"
#: The fact by which IT can revoke this device: the first digits of its key's digest.
DEVICE_CODE = "device_code"
#: The fact that says when this device changes its key: Unix seconds, 0 where it was not drawn yet.
KEY_DUE = "key_due"
#: The fact by which a new enrolment string is known for one: SHA-256 of the token, hexadecimals,
#: that the present key was introduced with.
ENROLLED_WITH = "enrolled_with"


@dataclass(frozen=True, slots=True)
class Facts:
    """Named numbers and words within one transaction of the store."""

    db: sqlite3.Connection

    def number(self, name: str, default: float = 0) -> float:
        """The number under this name."""
        value = self._value(name)
        return value if isinstance(value, int | float) else default

    def text(self, name: str) -> str:
        """The words under this name, or nothing."""
        value = self._value(name)
        return value if isinstance(value, str) else ""

    def put(self, name: str, value: float | str) -> None:
        """Remember it, instead of what was there."""
        self.db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def _value(self, name: str) -> object:
        row = self.db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row["value"] if row else None
