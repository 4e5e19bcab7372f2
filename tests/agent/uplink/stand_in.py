"""A central that answers as the test says and keeps each request to the byte."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any


@dataclass(frozen=True)
class Request:
    """What arrived: the request line, the headers in their order, the body."""

    line: str
    headers: list[tuple[str, str]]
    body: bytes


@dataclass(frozen=True)
class Say:
    """One answer; with status 0 the connection is cut instead."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)


class StandIn:
    """`with StandIn() as central:` listens on a loopback port of its own."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        #: Answers still to give; then 201 to an enrolment and 200 to a message.
        self.script: list[Say] = []
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                stand_in._take(self)

            def log_message(self, *_arguments: Any) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

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
        self.requests.append(Request(handler.requestline, handler.headers.items(), body))
        usual = Say(201 if handler.path == "/v1/enrol" else 200)
        say = self.script.pop(0) if self.script else usual
        if say.status == 0:
            handler.close_connection = True
            return
        handler.send_response(say.status)
        for name, value in say.headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", "0")
        handler.end_headers()
