"""One message of the ledger (docs/protocol.md, *What is kept of a message*), read into a noun."""

from __future__ import annotations

from dataclasses import dataclass

from agent.words import gettext as _
from ui import reading
from ui.reading import Table


@dataclass(frozen=True, slots=True)
class Message:
    """A message in words and in bytes."""

    words: str
    waiting: bool
    #: A count of zero. It travels so that silence tells nobody anything.
    says_nothing: bool
    purpose: str
    retention: str
    address: str
    headers: tuple[str, ...]
    plain: str
    sealed: str

    def to_the_byte(self) -> str:
        """Everything that goes over the wire, and why."""
        parts = [
            (_("Why"), self.purpose),
            (_("Kept"), self.retention),
            (_("Goes to"), self.address),
            (_("Headers"), "\n".join(self.headers)),
            (_("In plain"), self.plain.rstrip()),
            (
                _("Sealed, {count} bytes, as hexadecimal digits").format(
                    count=len(self.sealed) // 2
                ),
                self.sealed,
            ),
        ]
        return "\n\n".join(f"{title}\n{text}" for title, text in parts if text)


def read_messages(answer: Table) -> tuple[Message, ...]:
    """The messages in the answer to `sent`."""
    return tuple(_message(row) for row in reading.rows(answer, "messages"))


def _message(row: Table) -> Message:
    headers = reading.table(row, "headers")
    return Message(
        words=reading.text(row, "words"),
        waiting=reading.text(row, "state") == "waiting",
        says_nothing=reading.text(row, "kind") == "message" and row.get("value") == 0,
        purpose=reading.text(row, "purpose"),
        retention=reading.text(row, "retention"),
        address=reading.text(row, "address"),
        headers=tuple(f"{name}: {value}" for name, value in headers.items()),
        plain=reading.text(row, "plain"),
        sealed=reading.text(row, "sealed"),
    )
