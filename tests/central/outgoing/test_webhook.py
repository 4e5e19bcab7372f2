"""The webhook against a real receiver that checks signatures, fails, and comes back."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from central.outgoing.webhook import deliver
from central.settings import Webhook
from tests.central.console.test_use_cases import CASE
from tests.central.console.visiting import NOW, Office

SECRET = b"a shared secret"


class Receiver(ThreadingHTTPServer):
    """Takes deliveries; answers with `status`."""

    def __init__(self) -> None:
        self.status, self.taken = 200, [("", {})]
        self.taken.clear()
        super().__init__(("127.0.0.1", 0), Handler)


class Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        name, moment = self.headers["webhook-id"], self.headers["webhook-timestamp"]
        signed = f"{name}.{moment}.".encode() + body
        expected = base64.b64encode(hmac.digest(SECRET, signed, hashlib.sha256)).decode()
        good = self.headers["webhook-signature"] == f"v1,{expected}"
        if good and self.server.status == 200:
            self.server.taken.append((name, json.loads(body)))
        self.send_response(self.server.status if good else 403)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def receiver() -> Iterator[Receiver]:
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_each_event_arrives_signed_and_once_and_waits_while_nobody_takes_it(
    console: Office, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(SECRET)
    console.visitor().post("/use-cases/new", CASE | {"review_day": "2026-11-01"})
    with receiver() as server:
        settings = Webhook(f"http://127.0.0.1:{server.server_port}/hook", str(secret))
        server.status = 500
        assert deliver(console.engine, settings, NOW) == 0
        server.status = 200
        assert deliver(console.engine, settings, NOW) == 2
        assert deliver(console.engine, settings, NOW) == 0
        audit, due = (content for _name, content in server.taken)
        assert deliver(console.engine, settings, NOW + 86_400) == 1
    assert audit["type"] == "audit"
    assert audit["data"][0]["entity"]["name"] == "use case 1"
    assert due["data"] == [
        {"what": "use-case-review", "title": CASE["title"], "day": "2026-11-01"},
    ]
    assert len({name for name, _content in server.taken}) == 3
