"""One signed webhook: audit events and what is due, to one address (Standard Webhooks 1.0).

Each delivery is made at least once; its id is the same when it is made again.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import requests
from sqlalchemy import Connection, Engine

from central.audit import log
from central.days import DAY, day_text
from central.outgoing import ocsf
from central.outgoing.due import what_is_due
from central.outgoing.progress import get_term, put_term
from central.settings import SettingsError, Webhook, read_secret
from central.store.engine import reading, writing

_LOG = logging.getLogger(__name__)

#: Events in one delivery, and seconds that the receiver may take.
MOST, TIMEOUT = 100, 10
#: Where in the store it stands how far we are.
SENT, REMINDED = "webhook_sent", "webhook_reminded"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message and its name."""

    id: str
    body: bytes

    def headers(self, secret: bytes, now: int) -> dict[str, str]:
        """What proves whom it comes from: HMAC-SHA-256 over id, time and body."""
        signed = b"%s.%d.%s" % (self.id.encode(), now, self.body)
        mac = base64.b64encode(hmac.digest(secret, signed, hashlib.sha256)).decode()
        return {
            "content-type": "application/json",
            "webhook-id": self.id,
            "webhook-timestamp": str(now),
            "webhook-signature": f"v1,{mac}",
        }


Send = Callable[[Delivery], bool]


def deliver(engine: Engine, settings: Webhook, now: float) -> int:
    """Sends what is new; returns how many deliveries were taken. Stops at the first that is not."""
    try:
        secret = read_secret(settings.secret_file).encode()
    except SettingsError:
        _LOG.exception("The webhook's secret cannot be read; deliveries wait.")
        return 0
    return _deliver(engine, lambda one: _post(settings.url, one, secret, int(now)), int(now))


def _deliver(engine: Engine, send: Send, now: int) -> int:
    taken = 0
    while (found := _next_events(engine)) is not None:
        last, delivery = found
        if not send(delivery):
            return taken
        with writing(engine) as connection:
            put_term(connection, SENT, str(last))
        taken += 1
    return taken + _remind(engine, send, now)


def _next_events(engine: Engine) -> tuple[int, Delivery] | None:
    with reading(engine) as connection:
        after = int(get_term(connection, SENT) or 0)
        entries = [entry for entry, _hash in log.read(connection, after=after, limit=MOST)]
    if not entries:
        return None
    events = [ocsf.event(entry) for entry in entries]
    return entries[-1].number, _delivery("audit", entries[-1].hash.hex(), events)


def _remind(engine: Engine, send: Send, now: int) -> int:
    """Once a day: what is due."""
    today = now // DAY
    with reading(engine) as connection:
        if get_term(connection, REMINDED) == str(today):
            return 0
        due = _due(connection, today)
    if due and not send(_delivery("due", f"day-{today}", due)):
        return 0
    with writing(engine) as connection:
        put_term(connection, REMINDED, str(today))
    return int(bool(due))


def _due(connection: Connection, today: int) -> list[dict[str, Any]]:
    return [
        {"what": one.what, "title": one.title, "day": day_text(one.day)}
        for one in what_is_due(connection, today)
    ]


def _delivery(kind: str, name: str, content: list[dict[str, Any]]) -> Delivery:
    body = json.dumps({"type": kind, "data": content}, ensure_ascii=False).encode()
    return Delivery(f"plimsoll-{kind}-{name}", body)


def _post(url: str, delivery: Delivery, secret: bytes, now: int) -> bool:
    headers = delivery.headers(secret, now)
    try:
        answer = requests.post(
            url, delivery.body, headers=headers, timeout=TIMEOUT, allow_redirects=False
        )
    except requests.RequestException as problem:
        _LOG.warning("The webhook's receiver does not answer: %s", type(problem).__name__)
        return False
    return answer.ok
