"""One visit to central: reports, the time, the introduction, tokens, messages, receipts."""

from __future__ import annotations

from dataclasses import dataclass

from agent.report.facts import Facts
from agent.report.outbox import Outbox
from agent.uplink.backoff import pause
from agent.uplink.device_key import KeyUnreachable
from agent.uplink.errand import Errand, Later, Refused
from agent.uplink.incidents import Incidents
from agent.uplink.introduction import Introduction
from agent.uplink.issuing import Issuing
from agent.uplink.relaying import Relaying
from agent.uplink.rotation import Rotation

#: Seconds after a failure in a demonstration, where nobody wants to wait.
_SOON = 1.0


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of it. `state`: reached, unreachable, refused or copied.

    `next_try`: Unix seconds or 0.
    """

    sent: int
    dropped: int
    waiting: int
    state: str
    next_try: float


class Visit:
    """Everything here survives being killed at any moment: the next visit goes on."""

    def __init__(self, errand: Errand) -> None:
        self._errand = errand
        self._incidents = Incidents(errand)
        self._introduction = Introduction(errand)
        self._rotation = Rotation(errand)
        self._issuing = Issuing(errand)
        self._relaying = Relaying(errand, self._issuing)

    def run(self) -> Summary:
        """Go there and come back. Raises StoreError."""
        self._incidents.send_all()
        now = self._errand.now()
        with self._errand.store.transaction() as db:
            may_try, before = Outbox(db).may_try(now), Facts(db).text("uplink")
        if not may_try:
            # Only a report was due: all else waits until its pause is over.
            return self._summary(before or "unreachable")
        try:
            self._steps()
        except KeyUnreachable:
            self._introduction.remember_place("unreachable")
            return self._put_off("unreachable", 0)
        except Later as later:
            return self._put_off("unreachable", later.seconds)
        except Refused as refused:
            # Central does not know us (any more). All is kept; next time we introduce ourselves.
            with self._errand.store.transaction() as db:
                Facts(db).put("enrolled", "")
            return self._put_off("copied" if refused.copied else "refused", 0)
        return self._reached()

    def _steps(self) -> None:
        self._issuing.set_time()
        key = self._rotation.finish(self._introduction.key())
        key = self._introduction.enrol(key)
        key = self._rotation.begin(key)
        self._issuing.get_tokens(key)
        self._issuing.seal()
        self._relaying.send_all()
        self._relaying.fetch_receipts()

    def _reached(self) -> Summary:
        now = self._errand.now()
        with self._errand.store.transaction() as db:
            facts = Facts(db)
            facts.put("uplink", "reached")
            facts.put("last_reached", now)
            facts.put("failures", 0)
            facts.put("next_try", 0)
        return self._summary("reached")

    def _put_off(self, state: str, seconds: float) -> Summary:
        now = self._errand.now()
        with self._errand.store.transaction() as db:
            facts = Facts(db)
            failures = int(facts.number("failures")) + 1
            facts.put("failures", failures)
            facts.put("uplink", state)
            wait = pause(failures, seconds, self._errand.closing.randomness)
            if self._errand.enrolment.demonstration:
                wait = min(wait, _SOON)
            facts.put("next_try", now + wait)
        return self._summary(state)

    def _summary(self, state: str) -> Summary:
        with self._errand.store.transaction() as db:
            waiting, next_try = Outbox(db).waiting(), Facts(db).number("next_try")
        return Summary(self._relaying.sent, self._relaying.dropped, waiting, state, next_try)
