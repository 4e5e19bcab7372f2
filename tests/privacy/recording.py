"""A wire that keeps everything that passes it, both ways, in front of a server on loopback."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress


class Wire:
    """`with Wire(port) as wire:` passes on to `port`, and `carried` is all that went through."""

    def __init__(self, port: int) -> None:
        self._behind = port
        self.carried = bytearray()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._thread = threading.Thread(target=self._accept, daemon=True)

    def __enter__(self) -> Wire:
        self._thread.start()
        return self

    def __exit__(self, *_fault: object) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)

    def _accept(self) -> None:
        while True:
            try:
                here, _address = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._join, args=(here,), daemon=True).start()

    def _join(self, here: socket.socket) -> None:
        # The server answers to its own name and port.
        names = (f"127.0.0.1:{self.port}".encode(), f"127.0.0.1:{self._behind}".encode())
        with here, socket.create_connection(("127.0.0.1", self._behind)) as there:
            back = threading.Thread(target=self._pass_on, args=(there, here, ()))
            back.start()
            self._pass_on(here, there, names)
            back.join()

    def _pass_on(
        self, one: socket.socket, other: socket.socket, swap: tuple[bytes, bytes] | tuple[()]
    ) -> None:
        with suppress(OSError):
            while data := one.recv(65_536):
                self.carried += data
                other.sendall(data.replace(*swap) if swap else data)
        with suppress(OSError):
            other.shutdown(socket.SHUT_WR)
