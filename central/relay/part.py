"""The relay, put together: it is told where the collector is, and shares nothing else with it."""

from __future__ import annotations

import time

import requests

from central.calendar import Calendar
from central.home import Home
from central.registry import Registry
from central.relay.boxes import Box, Boxes
from central.relay.handover import Handover
from central.relay.routes import Relay, relay_routes
from central.serving import Chore, Part
from central.store.engine import open_store, sqlite_url
from central.store.terms import agree
from central.store.writer import Writer

#: Seconds between two looks at the windows; a demonstration is in a hurry.
EVERY, EVERY_SOON = 60.0, 0.5
#: Seconds to reach the collector, and for it to count a bucket.
TIMEOUT = (10, 120)


def relay_part(home: Home, calendar: Calendar, registry: Registry, collector: str) -> Part:
    """`collector` is the collector's address. Raises StoreError."""
    engine = open_store(sqlite_url(home.folder), "relay")
    agree(engine, calendar)
    boxes = Boxes(engine)
    writer = Writer(boxes.put)
    handover = Handover(boxes, registry, calendar, Delivery(collector))
    relay = Relay(boxes, calendar, writer, time.time)
    every = EVERY_SOON if calendar.demonstration else EVERY
    chore = Chore(lambda: handover.round(time.time()), every)

    def close() -> None:
        writer.close()
        engine.dispose()

    return Part(relay_routes(relay), [chore], close)


class Delivery:
    """Brings a bucket to the collector."""

    def __init__(self, collector: str) -> None:
        self._collector = collector.rstrip("/")

    def __call__(self, box: Box, bits: int, number: int, sealed: list[bytes]) -> bytes | None:
        address = f"{self._collector}/v1/boxes/{box.kind}/{box.epoch}/{bits}/{number}"
        try:
            answer = requests.post(address, data=b"".join(sealed), timeout=TIMEOUT)
        except requests.RequestException:
            return None
        return answer.content if answer.status_code == 200 else None
