"""A central that answers as the test says and keeps each request to the byte.

It signs time, keys, tokens and receipts as a real one does, and believes everything.
"""

from __future__ import annotations

import json
import threading
import time
from base64 import urlsafe_b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from central.calendar import Kind
from central.collector.receipts import Bucket, Result, message_hash, receipt
from central.encoding import base64url
from central.issuer.key_files import PrivateSet
from central.key_list import KeyList
from tests.agent.report.device import line
from tests.central.server import demonstration_keys


@dataclass(frozen=True)
class Request:
    """What arrived: the request line, the headers in their order, the body."""

    line: str
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def is_message(self) -> bool:
        return "/v1/boxes/" in self.line


@dataclass(frozen=True)
class Say:
    """One answer; with status 0 the connection is cut instead."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    #: Instead of the usual answer.
    body: bytes = b""


class StandIn:
    """`with StandIn() as central:` listens on a loopback port of its own."""

    def __init__(self, kinds: Sequence[str] = ("week", "letter")) -> None:
        """`kinds`: those that its list of keys knows."""
        #: What was posted, and the paths that were asked for.
        self.requests: list[Request] = []
        self.asked: list[str] = []
        #: Answers to what is posted, still to be given; then the usual ones.
        self.script: list[Say] = []
        #: What becomes of messages: first those of the list, then all are counted.
        self.results: list[Result] = []
        #: What the relay says of every box.
        self.box: dict[str, object] = {"state": "published", "bits": 0, "into": 0}
        #: Seconds by which the issuer's clock is ahead of this machine's.
        self.ahead = 0.0
        self.operator, self.signer = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
        self._become: dict[bytes, Result] = {}
        sets = msgspec.json.decode(demonstration_keys(), type=list[PrivateSet])
        sets = [one for one in sets if one.kind in kinds]
        self._signers = {str(one.kind): one.signers() for one in sets}
        public = base64url(self.signer.public_key().public_bytes_raw())
        collector = X25519PrivateKey.generate().public_key().public_bytes_raw()
        keys = KeyList(
            1, 0, True, base64url(collector), public, public, [one.public() for one in sets]
        )
        self.keys = keys.signed(self.operator)
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                stand_in._take(self)

            def do_GET(self) -> None:
                stand_in.asked.append(self.path)
                answer = stand_in._answer(self.path)
                stand_in._say(self, Say(200 if answer else 404), answer)

            def log_message(self, *_arguments: Any) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def string(self) -> str:
        """An enrolment string that leads here."""
        operator = base64url(self.operator.public_key().public_bytes_raw())
        return line(issuer=self.address, relay=self.address, operator_key=operator)

    def forget(self) -> None:
        """The relay loses all that it has."""
        self._become.clear()

    @property
    def messages(self) -> list[Request]:
        return [request for request in self.requests if request.is_message]

    def __enter__(self) -> StandIn:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _take(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers["Content-Length"]))
        request = Request(handler.requestline, handler.headers.items(), body)
        self.requests.append(request)
        status, answer = self._usual(handler.path, body)
        say = self.script.pop(0) if self.script else Say(status)
        if say.status == status and request.is_message:
            result = self.results.pop(0) if self.results else Result.COUNTED
            self._become.setdefault(message_hash(body), result)
        if say.status == 0:
            handler.close_connection = True
        else:
            self._say(handler, say, say.body or (answer if say.status == status else b""))

    def _usual(self, path: str, body: bytes) -> tuple[int, bytes]:
        if path == "/v1/enrol":
            return 201, b""
        if path == "/v1/rotate":
            return 200, body
        if path.startswith("/v1/tokens/"):
            parts = (body[at : at + 256] for at in range(0, len(body), 256))
            signers = self._signers[path.split("/")[3]].values()
            signed = (s.sign(part) for s, part in zip(signers, parts, strict=True))
            return 200, b"".join(signed)
        return 202, json.dumps({"box": int(path.rsplit("/", 1)[1])}).encode()

    def _answer(self, path: str) -> bytes:
        if path.startswith("/v1/time?nonce="):
            nonce = urlsafe_b64decode(path.partition("=")[2] + "==")
            now = int((time.time() + self.ahead) * 1000)
            said = b"plimsoll tk1 time\n" + nonce + now.to_bytes(8, "big")
            signature = base64url(self.signer.sign(said))
            return json.dumps({"time": now, "signature": signature}).encode()
        if path.startswith("/v1/keys/"):
            return self.keys
        if path.startswith("/v1/boxes/"):
            return json.dumps(self.box).encode()
        place = path.split("/")
        rows = sorted(self._become.items())
        kind: Kind = "letter" if place[3] == "letter" else "week"
        return receipt(Bucket(kind, int(place[4]), 0, int(place[5])), rows, self.signer)

    def _say(self, handler: BaseHTTPRequestHandler, say: Say, body: bytes) -> None:
        handler.send_response(say.status)
        for name, value in say.headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)
