"""A device changes its key: once a year by itself, at once where somebody asks or a copy is about.

Why a year: whoever copied the key can move a number by one, or take this device's tokens before
it does, and reads nothing. Each change has a price: a machine that is brought back from a backup
that is older than the change is refused, and a person must help. With a backup of last week that is
one machine of forty-five where keys live a year, and one of eleven where they live a quarter. What
a shorter life would be for, a copy that is used, shows within a week anyway: only one of the two
gets tokens, and the other one changes the key then.

Each device draws its own moment in the last quarter of the year, so that nothing aligns. The issuer
alone hears of it, and knows the device; the relay sees the same as always.
"""

from __future__ import annotations

from dataclasses import dataclass

from agent.report.encoding import base64url
from agent.report.facts import DEVICE_CODE, KEY_DUE, Facts
from agent.report.outbox import Outbox
from agent.report.randomness import fraction
from agent.report.request import rotation_request
from agent.uplink.device_key import (
    device_code,
    forget_next_key,
    key_digest,
    make_next_key,
    read_next_key,
    take_next_key,
)
from agent.uplink.errand import Errand, Later, Refused, problem, said
from agent.uplink.send import Request

_WEEK = 7 * 86_400
#: A key lives between 39 and 52 weeks.
SHORTEST, SPREAD = 39 * _WEEK, 13 * _WEEK


@dataclass(frozen=True, slots=True)
class Rotation:
    """The new key is kept before it is told, and both until the issuer has said which one counts.

    Everything here survives being killed at any moment: the next visit goes on.
    """

    errand: Errand

    def finish(self, key: bytes) -> bytes:
        """End what a visit before began; the key that counts. Raises as `begin`."""
        following = read_next_key(self.errand.home)
        if following is None:
            return key
        if following == key:
            forget_next_key(self.errand.home)
            return key
        return self._change(key, following)

    def begin(self, key: bytes) -> bytes:
        """Change the key where it is due; the key that counts.

        Raises Refused, KeyUnreachable, Later and StoreError.
        """
        errand, now = self.errand, self.errand.now()
        with errand.store.transaction() as db:
            facts = Facts(db)
            if not facts.number(KEY_DUE):
                facts.put(KEY_DUE, self._drawn(now))
            due = facts.number(KEY_DUE)
        if not 0 < due <= now or read_next_key(errand.home) is not None:
            return key
        return self._change(key, make_next_key(errand.home, errand.closing.randomness))

    def _change(self, old: bytes, new: bytes) -> bytes:
        digest = base64url(key_digest(new))
        request = rotation_request(self.errand.enrolment.issuer, digest)
        with self.errand.store.transaction() as db:
            number = Outbox(db).put_request("rotation", self.errand.central, *request)
        reply, now = self.errand.ask(Request(*request), old), self.errand.now()
        if reply.status == 200 and said(reply) == {"device_key": digest}:
            self._settle(number, new, now)
            take_next_key(self.errand.home, new)
            return new
        if problem(reply) in ("key-changed", "key-taken"):
            # The issuer itself says that it does not have the new key. Any other answer may have
            # been made on the way, where the request before it arrived: then both are kept.
            with self.errand.store.transaction() as db:
                Outbox(db).settle(number, "dropped", now)
            forget_next_key(self.errand.home)
            if problem(reply) == "key-changed":
                raise Refused(copied=True)
        if reply.status == 401 and self._is_enrolled():
            raise Refused
        if reply.status == 404:
            # A central that changes no keys yet: it is asked again at each visit, and in a year.
            with self.errand.store.transaction() as db:
                Facts(db).put(KEY_DUE, self._drawn(now))
            return old
        if reply.status == 401:
            return old  # it does not know us yet
        raise Later

    def _settle(self, number: int, new: bytes, now: float) -> None:
        with self.errand.store.transaction() as db:
            Outbox(db).settle(number, "sent", now)
            Facts(db).put(DEVICE_CODE, device_code(new))
            Facts(db).put(KEY_DUE, self._drawn(now))

    def _is_enrolled(self) -> bool:
        with self.errand.store.transaction() as db:
            return bool(Facts(db).text("enrolled"))

    def _drawn(self, now: float) -> float:
        """When this device changes its key next. In a demonstration only when it is asked to."""
        if self.errand.enrolment.demonstration:
            return 0.0
        return now + SHORTEST + SPREAD * fraction(self.errand.closing.randomness)
