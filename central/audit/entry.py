"""One line of the audit log, and the hash that chains it to the line before."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

#: What the first line names as the hash before it.
BEGINNING = bytes(32)


@dataclass(frozen=True, slots=True)
class Entry:
    """What was done. `moment` is Unix seconds; `detail` is JSON with sorted keys."""

    number: int
    moment: int
    who: str
    role: str
    action: str
    subject: str
    detail: str
    previous: bytes

    @property
    def hash(self) -> bytes:
        """SHA-256 of the line's canonical JSON: sorted keys, no spaces, UTF-8."""
        return hashlib.sha256(canonical(self.fields()).encode()).digest()

    def fields(self) -> dict[str, object]:
        """What the hash covers."""
        return {
            "action": self.action,
            "detail": json.loads(self.detail),
            "moment": self.moment,
            "number": self.number,
            "previous": self.previous.hex(),
            "role": self.role,
            "subject": self.subject,
            "who": self.who,
        }

    def line(self) -> str:
        """The line of an export."""
        return canonical({**self.fields(), "hash": self.hash.hex()})


def canonical(content: object) -> str:
    """JSON that is the same for the same content."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
