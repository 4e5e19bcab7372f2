"""One visit to central: enrol if need be, send what is due in random order, remember the rest."""

from __future__ import annotations

import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from agent.report.counts import Counts
from agent.report.enrolment import Enrolment
from agent.report.facts import KEY_PLACE, Facts
from agent.report.metrics import Registry
from agent.report.outbox import Outbox, Waiting
from agent.report.randomness import Randomness, below
from agent.report.request import enrolment_request
from agent.report.store import Store
from agent.uplink.backoff import pause, retry_after
from agent.uplink.device_key import (
    KeyUnreachable,
    forget_key,
    key_digest,
    make_key,
    read_key,
    where_is_the_key,
)
from agent.uplink.send import Reply, Unreachable

#: Sends one message with the key. Raises Unreachable.
Send = Callable[[Waiting, bytes], Reply]

#: Statuses that set a message aside, and the metric that counts it.
_ASIDE = {400: "drop.corrupt", 409: "drop.corrupt", 410: "drop.expired"}


class _Outcome(Enum):
    TAKEN = auto()
    SET_ASIDE = auto()
    REFUSED = auto()
    LATER = auto()


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of it. `state`: reached, unreachable or refused. `next_try`: Unix seconds or 0."""

    sent: int
    dropped: int
    waiting: int
    state: str
    next_try: float


class Visit:
    """Everything here survives being killed at any moment: the next visit goes on."""

    def __init__(
        self,
        home: Path,
        store: Store,
        registry: Registry,
        enrolment: Enrolment,
        send: Send,
        randomness: Randomness,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._home = home
        self._store = store
        self._registry = registry
        self._enrolment = enrolment
        self._send = send
        self._randomness = randomness
        self._clock = clock
        self._sent = 0
        self._dropped = 0

    def run(self) -> Summary:
        """Go there and come back. Raises StoreError."""
        try:
            key = self._key()
            outcome = self._enrol(key)
            if outcome is _Outcome.TAKEN:
                outcome = self._send_all(key)
        except KeyUnreachable:
            self._remember_place("unreachable")
            outcome = self._later(0)
        return self._summary(outcome)

    def _key(self) -> bytes:
        with self._store.transaction() as db:
            facts = Facts(db)
            enrolled, key_for, place = map(facts.text, ("enrolled", "key_for", KEY_PLACE))
        if key_for not in ("", self._enrolment.central):
            # Two centrals that compare their devices shall find none in common.
            forget_key(self._home)
        try:
            key = read_key(self._home)
        except KeyUnreachable:
            if enrolled and place != "file":
                raise  # it exists, out of our sight: a new one would be a stranger to central
            key = None
        key = key or make_key(self._home, self._randomness)
        with self._store.transaction() as db:
            Facts(db).put("key_for", self._enrolment.central)
        self._remember_place(where_is_the_key(self._home))
        return key

    def _remember_place(self, place: str) -> None:
        with self._store.transaction() as db:
            Facts(db).put(KEY_PLACE, place)

    def _enrol(self, key: bytes) -> _Outcome:
        central = self._enrolment.central
        with self._store.transaction() as db:
            if Facts(db).text("enrolled") == central:
                return _Outcome.TAKEN
            digest = urlsafe_b64encode(key_digest(key)).decode("ascii").rstrip("=")
            request = enrolment_request(self._enrolment.issuer, self._enrolment.token, digest)
            number = Outbox(db).put_enrolment(central, *request)
        return self._try(number, key)

    def _send_all(self, key: bytes) -> _Outcome:
        with self._store.transaction() as db:
            due = Outbox(db).due(self._enrolment.central, self._clock())
        outcome = _Outcome.TAKEN
        while due:
            outcome = self._try(due.pop(below(self._randomness, len(due))), key)
            if outcome in (_Outcome.REFUSED, _Outcome.LATER):
                return outcome
        return outcome

    def _try(self, number: int, key: bytes) -> _Outcome:
        with self._store.transaction() as db:
            message = Outbox(db).load(number)
        if message is None:
            return _Outcome.TAKEN
        try:
            reply = self._send(message, key)
        except Unreachable:
            return self._later(0)
        if message.kind == "enrolment":
            return self._enrolled(number, reply)
        return self._answered(number, reply)

    def _enrolled(self, number: int, reply: Reply) -> _Outcome:
        if reply.status in (400, 403):
            return self._refused()
        if reply.status != 201:
            return self._later(retry_after(reply.retry_after, self._clock()))
        with self._store.transaction() as db:
            Outbox(db).settle(number, "sent", self._clock())
            Facts(db).put("enrolled", self._enrolment.central)
            self._reached(Facts(db))
        return _Outcome.TAKEN

    def _answered(self, number: int, reply: Reply) -> _Outcome:
        if reply.status == 401:
            return self._refused()
        if reply.status != 200 and reply.status not in _ASIDE:
            return self._later(retry_after(reply.retry_after, self._clock()))
        taken = reply.status == 200
        with self._store.transaction() as db:
            Outbox(db).settle(number, "sent" if taken else "dropped", self._clock())
            self._reached(Facts(db))
            metric = None if taken else self._registry.find(_ASIDE[reply.status])
            if metric:
                Counts(db).add(metric)
        self._sent += taken
        self._dropped += not taken
        return _Outcome.TAKEN if taken else _Outcome.SET_ASIDE

    def _reached(self, facts: Facts) -> None:
        facts.put("uplink", "reached")
        facts.put("last_reached", self._clock())
        facts.put("failures", 0)
        facts.put("next_try", 0)

    def _refused(self) -> _Outcome:
        """Central does not know us (any more). All is kept; next time we introduce ourselves."""
        with self._store.transaction() as db:
            Facts(db).put("enrolled", "")
            self._put_off(Facts(db), "refused", 0)
        return _Outcome.REFUSED

    def _later(self, seconds: float) -> _Outcome:
        with self._store.transaction() as db:
            self._put_off(Facts(db), "unreachable", seconds)
        return _Outcome.LATER

    def _put_off(self, facts: Facts, state: str, seconds: float) -> None:
        failures = int(facts.number("failures")) + 1
        facts.put("failures", failures)
        facts.put("uplink", state)
        facts.put("next_try", self._clock() + pause(failures, seconds, self._randomness))

    def _summary(self, outcome: _Outcome) -> Summary:
        states = {_Outcome.REFUSED: "refused", _Outcome.LATER: "unreachable"}
        with self._store.transaction() as db:
            waiting, next_try = Outbox(db).waiting(), Facts(db).number("next_try")
        state = states.get(outcome, "reached")
        return Summary(self._sent, self._dropped, waiting, state, next_try)
