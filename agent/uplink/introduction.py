"""The device's key, and its enrolment: once for each central."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from agent.report.encoding import base64url
from agent.report.facts import DEVICE_CODE, ENROLLED_WITH, KEY_DUE, KEY_PLACE, Facts
from agent.report.outbox import Outbox
from agent.report.request import enrolment_request
from agent.uplink.device_key import (
    KeyUnreachable,
    device_code,
    forget_key,
    key_digest,
    make_key,
    read_key,
    where_is_the_key,
)
from agent.uplink.errand import Errand, Later, Refused, problem
from agent.uplink.send import Reply, Request


@dataclass(frozen=True, slots=True)
class Introduction:
    """Everything here survives being killed at any moment: the next visit goes on."""

    errand: Errand

    def key(self) -> bytes:
        """This device's key for this central. Raises KeyUnreachable and StoreError."""
        errand = self.errand
        with errand.store.transaction() as db:
            facts = Facts(db)
            had, key_for, place = map(facts.text, (ENROLLED_WITH, "key_for", KEY_PLACE))
            had = had or facts.text("enrolled")
        if key_for not in ("", errand.central):
            # Two centrals that compare their devices shall find none in common.
            forget_key(errand.home)
        try:
            key = read_key(errand.home)
        except KeyUnreachable:
            if had and place != "file":
                raise  # it exists, out of our sight: a new one would be a stranger to central
            key = None
        return self._introduced(key) if key else self._new_key()

    def _new_key(self) -> bytes:
        errand = self.errand
        forget_key(errand.home)
        key = make_key(errand.home, errand.closing.randomness)
        with errand.store.transaction() as db:
            Facts(db).put(KEY_DUE, 0)
        return self._introduced(key)

    def _introduced(self, key: bytes) -> bytes:
        with self.errand.store.transaction() as db:
            Facts(db).put("key_for", self.errand.central)
            Facts(db).put(DEVICE_CODE, device_code(key))
        self.remember_place(where_is_the_key(self.errand.home))
        return key

    def remember_place(self, place: str) -> None:
        """Keep where the key is, for whoever cannot see the keyring."""
        with self.errand.store.transaction() as db:
            Facts(db).put(KEY_PLACE, place)

    def enrol(self, key: bytes) -> bytes:
        """Introduce this device, unless central knows it; the key that it has then.

        Raises Refused, KeyUnreachable and Later.
        """
        if self._is_enrolled():
            return key
        reply = self._ask(key)
        if problem(reply) in ("key-changed", "key-revoked") and self._has_new_string():
            # The old key is spent, and somebody wants this device back: with a key of its own.
            key = self._new_key()
            reply = self._ask(key)
        if problem(reply) in ("key-changed", "key-revoked"):
            raise Refused(copied=problem(reply) == "key-changed")
        if reply.status in (400, 403):
            raise Refused
        if reply.status != 201:
            raise Later
        return key

    def _ask(self, key: bytes) -> Reply:
        errand = self.errand
        digest = base64url(key_digest(key))
        request = enrolment_request(errand.enrolment.issuer, errand.enrolment.token, digest)
        with errand.store.transaction() as db:
            number = Outbox(db).put_request("enrolment", errand.central, *request)
        reply = errand.ask(Request(*request), key)
        if reply.status == 201:
            now = errand.now()
            with errand.store.transaction() as db:
                Outbox(db).settle(number, "sent", now)
                Facts(db).put("enrolled", errand.central)
                Facts(db).put(ENROLLED_WITH, self._token)
        return reply

    def _is_enrolled(self) -> bool:
        with self.errand.store.transaction() as db:
            facts = Facts(db)
            enrolled = facts.text("enrolled") == self.errand.central
            if enrolled and not facts.text(ENROLLED_WITH):
                facts.put(ENROLLED_WITH, self._token)  # enrolled by an older version
        return enrolled

    def _has_new_string(self) -> bool:
        """Whether the string is another one than that by which the present key came in.

        The old string gives a refused key no successor: nobody would hear of a copy.
        """
        with self.errand.store.transaction() as db:
            facts = Facts(db)
            before = facts.text(ENROLLED_WITH)
            if not before:
                facts.put(ENROLLED_WITH, self._token)  # it was forgotten: the next one is new
        return before not in ("", self._token)

    @property
    def _token(self) -> str:
        return hashlib.sha256(self.errand.enrolment.token.encode()).hexdigest()
