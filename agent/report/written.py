"""The person's letters and reports: written, on their way, received, answered.

All of them are one hidden piece of one size, so that the file does not say whether anybody wrote.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum

from agent.report.calendar import LETTER
from agent.report.letter import ID_BYTES, Letter, LetterKind
from agent.report.randomness import Randomness

#: Bytes of the hidden piece. The oldest letters go where it is full.
ROOM = 64 * 1024
#: The kind of a report, which is no letter: it leaves at once and is named.
INCIDENT = "incident"
#: Letters that may wait: one leaves a week.
MOST_WAITING = 4
#: Seconds after its answer for which a letter is kept here, as at central: 90 days.
KEPT_SECONDS = 90 * 86_400


class State(StrEnum):
    """How far a letter is. Central says the last three."""

    WRITTEN = "written"
    LEAVING = "leaving"
    RECEIVED = "received"
    IN_WORK = "in-work"
    AGREED = "agreed"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Written:
    """One letter with what became of it. `epoch`: the week whose letter it was, or will be."""

    id: str = field(repr=False)
    #: One of LetterKind, or INCIDENT; then `answer` is its reference.
    kind: str
    subject: str = field(repr=False)
    name: str = field(repr=False)
    text: str = field(repr=False)
    written: float
    state: State = State.WRITTEN
    epoch: int = 0
    answer: str = field(default="", repr=False)
    answered: float = 0.0

    @property
    def has_left(self) -> bool:
        return self.state != State.WRITTEN

    @property
    def letter(self) -> Letter:
        return Letter(LetterKind(self.kind), self.subject, self.name, self.text)


class LettersFull(Exception):
    """Four letters wait already."""


@dataclass(frozen=True, slots=True)
class WrittenLetters:
    """The letters within one transaction of the store."""

    db: sqlite3.Connection

    def begin(self) -> None:
        """As much as any number of letters takes."""
        self._keep(())

    def all(self) -> list[Written]:
        """Oldest first; none where another key hid them."""
        row = self.db.execute("SELECT show(content) AS shown FROM letters").fetchone()
        if row is None or not isinstance(row["shown"], bytes):
            return []
        return [_read(one) for one in json.loads(row["shown"])]

    def write(self, letter: Letter, randomness: Randomness, now: float) -> str:
        """Keep it until its turn; its id. Raises LettersFull."""
        kept = self.all()
        if sum(one.state == State.WRITTEN for one in kept) >= MOST_WAITING:
            raise LettersFull
        identity = randomness(ID_BYTES).hex()
        fields = (letter.kind, letter.subject, letter.name, letter.text)
        self.add(Written(identity, *fields, now))
        return identity

    def add(self, one: Written) -> None:
        """Keep it beside the others."""
        self._keep([*self.all(), one])

    def acknowledge(self, identity: str, reference: str, now: float) -> None:
        """Central has a report, under this reference."""
        seen = [
            replace(one, state=State.RECEIVED, answer=reference, answered=now)
            if one.id == identity
            else one
            for one in self.all()
        ]
        self._keep(seen)

    def withdraw(self, identity: str) -> bool:
        """Take one back that has not left. False where it has, or is none."""
        kept = self.all()
        left = [one for one in kept if one.id != identity or one.state != State.WRITTEN]
        self._keep(left)
        return len(left) < len(kept)

    def forget(self, identity: str) -> bool:
        """Delete one here that central has. False where it is none."""
        kept = self.all()
        known = [one for one in kept if one.id != identity or one.state in _HERE]
        self._keep(known)
        return len(known) < len(kept)

    def next(self, epoch: int) -> Written | None:
        """The one whose turn it is: it leaves as this week's letter."""
        kept = self.all()
        first = next((one for one in kept if one.state == State.WRITTEN), None)
        if first is not None:
            leaving = replace(first, state=State.LEAVING, epoch=epoch)
            kept = [leaving if one.id == first.id else one for one in kept]
        # Written anew also where nothing changed: when the file changes says nothing.
        self._keep(kept)
        return first

    def follow(self, now: float) -> None:
        """What became of those that left. One that was dropped on its way waits again."""
        kept = self.all()
        seen = [self._followed(one) if one.state == State.LEAVING else one for one in kept]
        seen = [one for one in seen if not one.answered or now - one.answered < KEPT_SECONDS]
        if seen != kept:
            self._keep(seen)

    def answer(self, identity: str, state: State, text: str, now: float) -> bool:
        """Central has said something of a letter; whether that is news."""
        kept = self.all()
        for at, one in enumerate(kept):
            if one.id == identity and (one.state, one.answer) != (state, text):
                decided = now if state in (State.AGREED, State.DECLINED) else 0.0
                kept[at] = replace(one, state=state, answer=text, answered=decided)
                self._keep(kept)
                return True
        return False

    def _followed(self, one: Written) -> Written:
        if one.kind == INCIDENT:
            return one
        row = self.db.execute(
            "SELECT state FROM messages WHERE period = ? AND epoch = ? ORDER BY id DESC",
            (LETTER, one.epoch),
        ).fetchone()
        # A message that central signed for is deleted here in the end, or by the person.
        state = row["state"] if row else "sent"
        if state == "dropped":
            return replace(one, state=State.WRITTEN, epoch=0)
        return replace(one, state=State.RECEIVED) if state == "sent" else one

    def _keep(self, letters: Iterable[Written]) -> None:
        plain = _fitting([asdict(one) for one in letters])
        self.db.execute("INSERT OR REPLACE INTO letters VALUES (1, hide(?))", (plain.ljust(ROOM),))


_HERE = (State.WRITTEN, State.LEAVING)


def _fitting(rows: list[dict[str, object]]) -> bytes:
    """As JSON. Where it is full, the oldest that left goes first."""
    while len(made := json.dumps(rows, ensure_ascii=False).encode()) > ROOM:
        oldest = next((row for row in rows if row["state"] not in _HERE), rows[0])
        rows.remove(oldest)
    return made


def _read(row: dict[str, object]) -> Written:
    made = Written(**row)  # type: ignore[arg-type]
    return replace(made, state=State(made.state))
