"""Serves the stand-in chat page on loopback, over TLS, under any name that it is asked for."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

PAGES = Path(__file__).parent / "chat"
#: Bytes of one message that the page may send.
LARGEST = 64 * 1024 * 1024
#: Where `npm ci` puts the rich editor of the page.
MODULES = Path(__file__).parent.parent.parent / "node_modules"


class ChatHandler(SimpleHTTPRequestHandler):
    """The chat page as chatgpt.com; for every other host a page of the company's own tool.

    What is posted to `/api/send` can be fetched again at `/api/received`, as a JSON list of texts.
    """

    def __init__(self, *arguments: Any, received: list[str], more: Path | None, **named: Any):
        self._received = received
        self._more = more
        super().__init__(*arguments, **named)

    def do_POST(self) -> None:
        """Keep the body."""
        length = min(int(self.headers.get("Content-Length", 0)), LARGEST)
        body = self.rfile.read(length).decode("utf-8", "replace")
        if self.path == "/api/send":  # a browser posts things of its own, to any name it likes
            self._received.append(body)
        self._answer(b"{}")

    def do_GET(self) -> None:
        if self.path == "/api/received":
            self._answer(json.dumps(self._received).encode())
        else:
            super().do_GET()

    def _answer(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def translate_path(self, path: str) -> str:
        if path.startswith("/node_modules/"):
            self.directory = str(MODULES.parent)
        elif self._more and path.startswith("/more/"):
            self.directory, path = str(self._more), path.removeprefix("/more")
        elif path == "/" and self.headers.get("Host") != "chatgpt.com":
            path = "/other.html"
        return super().translate_path(path)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: a trial has its own words."""


class _QuietServer(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser hangs up whenever it likes."""


@contextmanager
def chat_server(certificate: Path, port: int = 0, more: Path | None = None) -> Iterator[int]:
    """Serve on loopback while the block lasts; gives the port (a free one where it is 0).

    `more` is a folder of further pages, below `/more/`.
    """
    received: list[str] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    def handler(*arguments: Any) -> ChatHandler:
        return ChatHandler(*arguments, directory=str(PAGES), received=received, more=more)

    with _QuietServer(("127.0.0.1", port), handler) as server:
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
        thread = threading.Thread(target=server.serve_forever, name="chat", daemon=True)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()
