"""The collector, put together. It asks the issuer for the signed keys and how many have tokens."""

from __future__ import annotations

import time
from dataclasses import dataclass

import requests
from sqlalchemy import Engine

from central.calendar import HOUR, Calendar, Kind
from central.collector.check import Check
from central.collector.housekeeping import tidy
from central.collector.messages import Messages
from central.collector.routes import Collector, collector_routes
from central.collector.token_keys import NoKeys, TokenKeys
from central.home import Home
from central.key_list import Operator
from central.registry import Registry
from central.serving import Chore, Part
from central.store.engine import open_store
from central.store.figures import publish, unpublished
from central.store.terms import agree

#: Seconds between two looks at what may be published; a demonstration is in a hurry.
EVERY, EVERY_SOON = 60.0, 1.0
#: Seconds between an epoch's appearance and its publication: a message that was just in time is
#: counted by then.
MARGIN = 120.0
#: A demonstration publishes its latest epochs anew: what came in meanwhile is shown at once.
AGAIN = 2
TIMEOUT = (10, 30)


def collector_part(
    home: Home, calendar: Calendar, registry: Registry, issuer: str, database: str
) -> Part:
    """`issuer` is the issuer's address. Raises HomeError and StoreError."""
    engine = open_store(database)
    agree(engine, calendar)
    office = IssuersOffice(issuer)
    keys = TokenKeys(office.keys, Operator(home.read("operator.pub") or b""), calendar)
    collector = Collector(
        home.sealing_key(),
        home.signing_key("receipts"),
        Check(registry, calendar, keys),
        Messages(engine),
        time.time,
    )
    publication = Publication(engine, registry, calendar, office)
    every = EVERY_SOON if calendar.demonstration else EVERY
    chores = [
        Chore(lambda: publication.round(time.time()), every),
        Chore(lambda: tidy(engine, registry, calendar, time.time()), HOUR),
    ]
    return Part(collector_routes(collector), chores, engine.dispose)


class IssuersOffice:
    """What everybody may ask the issuer."""

    def __init__(self, issuer: str) -> None:
        self._issuer = issuer.rstrip("/")

    def keys(self, quarter: int) -> bytes | None:
        """The signed list of a quarter's keys, or None where there is none. Raises NoKeys."""
        answer = self._ask(f"/v1/keys/{quarter}")
        if answer is None or answer.status_code not in (200, 404):
            raise NoKeys
        return answer.content if answer.status_code == 200 else None

    def issued(self, kind: Kind, epoch: int) -> int | None:
        """For how many devices there are tokens, or None where it cannot be known now."""
        answer = self._ask(f"/v1/issued/{kind}/{epoch}")
        if answer is None or answer.status_code != 200:
            return None
        return int(answer.json()["issued"])

    def _ask(self, path: str) -> requests.Response | None:
        try:
            return requests.get(self._issuer + path, timeout=TIMEOUT)
        except requests.RequestException:
            return None


@dataclass(frozen=True, slots=True)
class Publication:
    """Publishes each epoch when its time has come."""

    engine: Engine
    registry: Registry
    calendar: Calendar
    office: IssuersOffice

    def round(self, now: float) -> None:
        """Publishes what may be published now."""
        single = self.calendar.demonstration
        margin = 0.0 if single else MARGIN
        for kind in self.calendar.counted:
            last = self.calendar.newest_published(kind, now - margin)
            for epoch in unpublished(self.engine, kind, last, AGAIN if single else 0):
                issued = self.office.issued(kind, epoch)
                if issued is not None:
                    publish(self.engine, self.registry, self.calendar, kind, epoch, issued, single)
