"""The device's key, and its enrolment: once for each central."""

from __future__ import annotations

from dataclasses import dataclass

from agent.report.encoding import base64url
from agent.report.facts import DEVICE_CODE, KEY_PLACE, Facts
from agent.report.outbox import Outbox
from agent.report.request import enrolment_request
from agent.uplink.device_key import (
    KeyUnreachable,
    forget_key,
    key_digest,
    make_key,
    read_key,
    where_is_the_key,
)
from agent.uplink.errand import Errand, Later, Refused
from agent.uplink.send import Request


@dataclass(frozen=True, slots=True)
class Introduction:
    """Everything here survives being killed at any moment: the next visit goes on."""

    errand: Errand

    def key(self) -> bytes:
        """This device's key for this central. Raises KeyUnreachable and StoreError."""
        errand = self.errand
        with errand.store.transaction() as db:
            facts = Facts(db)
            enrolled, key_for, place = map(facts.text, ("enrolled", "key_for", KEY_PLACE))
        if key_for not in ("", errand.central):
            # Two centrals that compare their devices shall find none in common.
            forget_key(errand.home)
        try:
            key = read_key(errand.home)
        except KeyUnreachable:
            if enrolled and place != "file":
                raise  # it exists, out of our sight: a new one would be a stranger to central
            key = None
        key = key or make_key(errand.home, errand.closing.randomness)
        with errand.store.transaction() as db:
            Facts(db).put("key_for", errand.central)
            Facts(db).put(DEVICE_CODE, key_digest(key).hex()[:12])
        self.remember_place(where_is_the_key(errand.home))
        return key

    def remember_place(self, place: str) -> None:
        """Keep where the key is, for whoever cannot see the keyring."""
        with self.errand.store.transaction() as db:
            Facts(db).put(KEY_PLACE, place)

    def enrol(self, key: bytes) -> None:
        """Introduce this device, unless central knows it. Raises Refused and Later."""
        errand = self.errand
        with errand.store.transaction() as db:
            if Facts(db).text("enrolled") == errand.central:
                return
            digest = base64url(key_digest(key))
            request = enrolment_request(errand.enrolment.issuer, errand.enrolment.token, digest)
            number = Outbox(db).put_request("enrolment", errand.central, *request)
        reply = errand.ask(Request(*request), key)
        if reply.status in (400, 403):
            raise Refused
        if reply.status != 201:
            raise Later
        now = errand.now()
        with errand.store.transaction() as db:
            Outbox(db).settle(number, "sent", now)
            Facts(db).put("enrolled", errand.central)
