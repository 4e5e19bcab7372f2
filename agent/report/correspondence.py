"""What a person writes to the company from this device: letters, and reports of incidents."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from agent.report.answers import read_answer
from agent.report.calendar import LETTER
from agent.report.closing import Closing
from agent.report.facts import Facts
from agent.report.incident import Incident
from agent.report.letter import ID_BYTES, Letter
from agent.report.outbox import Outbox
from agent.report.store import Store, StoreError, opened
from agent.report.true_time import Clocks, read_time
from agent.report.written import INCIDENT, State, Written, WrittenLetters
from agent.words import gettext as _


@dataclass(frozen=True, slots=True)
class Leaving:
    """The window in which a letter leaves, in Unix seconds."""

    begins: float
    ends: float


class Correspondence:
    """Every method may raise StoreError: the list is not open, or the disk is full."""

    def __init__(
        self,
        store: Callable[[], Store | None],
        closing: Callable[[], Closing | None],
        clocks: Clocks,
    ) -> None:
        """Without a closing this device is not enrolled, and nobody is there to be written to."""
        self._store = store
        self._closing = closing
        self._clocks = clocks

    @property
    def takes_letters(self) -> bool:
        return self._closing() is not None

    @property
    def takes_incidents(self) -> bool:
        closing = self._closing()
        return closing is not None and bool(closing.enrolment.incidents)

    def written(self) -> list[Written]:
        """Everything written here, oldest first."""
        with self._open().transaction() as db:
            WrittenLetters(db).follow(self._now(db))
            return WrittenLetters(db).all()

    def write(self, letter: Letter) -> str:
        """Keep a letter until its week; its id. Raises LettersFull as well."""
        closing = self._enrolled()
        with self._open().transaction() as db:
            return WrittenLetters(db).write(letter, closing.randomness, self._now(db))

    def take_back(self, identity: str) -> bool:
        """Withdraw a letter that waits, or forget one here that has left."""
        with self._open().transaction() as db:
            letters = WrittenLetters(db)
            return letters.withdraw(identity) or letters.forget(identity)

    def leaving(self, place: int) -> Leaving:
        """When the letter at this place of the queue leaves; 0 is the next."""
        calendar = self._enrolled().calendar
        with self._open().transaction() as db:
            epoch = calendar.at(LETTER, self._now(db)) + place
        return Leaving(calendar.ends(LETTER, epoch), calendar.closes(LETTER, epoch))

    def report(self, incident: Incident) -> str:
        """Keep a report until it is acknowledged; its id. The uplink sends it at once."""
        closing = self._enrolled()
        identity = closing.randomness(ID_BYTES).hex()
        with self._open().transaction() as db:
            now = self._now(db)
            said = Written(
                identity, INCIDENT, incident.tool, incident.name, incident.text, now, State.LEAVING
            )
            WrittenLetters(db).add(said)
            Outbox(db).put_incident(closing.enrolment.central, identity, incident.body(identity))
        return identity

    def take_answers(self, answers: Mapping[str, str]) -> int:
        """Find ours in the company's signed file (place to sealed answer); how many are news."""
        news = 0
        with self._open().transaction() as db:
            letters = WrittenLetters(db)
            for one in letters.all():
                found = read_answer(answers, bytes.fromhex(one.id)) if one.has_left else None
                if found is not None:
                    news += letters.answer(one.id, State(found.status), found.text, self._now(db))
        return news

    def _now(self, db: sqlite3.Connection) -> float:
        return read_time(Facts(db)).now(self._clocks())

    def _open(self) -> Store:
        return opened(self._store())

    def _enrolled(self) -> Closing:
        closing = self._closing()
        if closing is None:
            raise StoreError(_("This device is not enrolled: there is nobody to write to."))
        return closing
