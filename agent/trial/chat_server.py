"""Serves the stand-in chat page on loopback, over TLS, under any name that it is asked for."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

PAGES = Path(__file__).parent / "chat"
#: Where `npm ci` puts the rich editor of the page.
MODULES = Path(__file__).parent.parent.parent / "node_modules"


class ChatHandler(SimpleHTTPRequestHandler):
    """The chat page as chatgpt.com; for every other host a page of the company's own tool."""

    def translate_path(self, path: str) -> str:
        if path.startswith("/node_modules/"):
            self.directory = str(MODULES.parent)
        elif path == "/" and self.headers.get("Host") != "chatgpt.com":
            path = "/other.html"
        return super().translate_path(path)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: a trial has its own words."""


class _QuietServer(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser hangs up whenever it likes."""


@contextmanager
def chat_server(certificate: Path, port: int = 0) -> Iterator[int]:
    """Serve on loopback while the block lasts; gives the port (a free one where it is 0)."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    def handler(*arguments: Any) -> ChatHandler:
        return ChatHandler(*arguments, directory=str(PAGES))

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
