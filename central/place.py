"""Where a role is served, and how others reach it."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from pathlib import Path

from central.loopback import is_loopback
from central.words import gettext as _


class ServeError(Exception):
    """It cannot be served so. The message says why in words."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a role is served."""

    host: str
    port: int
    #: PEM files of the certificate and its key; without them there is no TLS of our own.
    certificate: tuple[Path, Path] | None = None
    #: How others reach it, such as https://central.example; by default host and port.
    public: str = ""

    @property
    def address(self) -> str:
        """Where it is found, without a slash at the end."""
        if self.public:
            return self.public
        scheme = "https" if self.certificate else "http"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{scheme}://{host}:{self.port}"

    @property
    def secure(self) -> bool:
        """Whether whoever comes comes by TLS."""
        return self.address.startswith("https://")

    def hosts(self) -> list[str]:
        """The names it answers to. On loopback a web page could reach us by a name of its own."""
        if not is_loopback(self.host):
            return ["*"]
        names = {self.host, "127.0.0.1", "localhost", "[::1]"}
        return [*names, *(f"{name}:{self.port}" for name in names)]

    def refuse_taken(self) -> None:
        """Raises ServeError where somebody else has the port."""
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        try:
            with socket.socket(family) as probe:
                # As the server does; without it a port that was closed a moment ago seems taken.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((self.host, self.port))
        except OSError as error:
            words = _("{host}, port {port}, cannot be served: {why}. Choose another with --port.")
            found = words.format(host=self.host, port=self.port, why=error.strerror)
            raise ServeError(found) from error
