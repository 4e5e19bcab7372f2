"""What each system's folder must offer, file by file. The type checker holds them to it."""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from agent.native.given import Given

Session = Literal["x11", "wayland", "none"]


@dataclass(frozen=True, slots=True)
class Foreground:
    """Whose window has the focus. Its title is never read."""

    pid: int


class Watcher(Protocol):
    """`foreground.ForegroundWatcher`: tells each time another window gets the focus."""

    def start(self, changed: Callable[[Foreground | None], None]) -> None:
        """Call `changed` now and at each change, from a thread of its own.

        None: no window has the focus, or its owner cannot be told.
        Raises OSError, with a sentence, where this desktop does not tell.
        """
        ...

    def stop(self) -> None:
        """End the thread. Nothing is called any more afterwards. May be called twice."""
        ...

    @property
    def alive(self) -> bool:
        """Whether it is watching now. A desktop that ended ends it too."""
        ...


class Paths(Protocol):
    """`paths`."""

    def state_folder(self) -> Path: ...
    def config_folder(self) -> Path: ...


class Policy(Protocol):
    """`policy`: what the company set on this machine, in each case the weakest first."""

    def managed(self) -> tuple[Given, ...]: ...
    def recommended(self) -> tuple[Given, ...]: ...
    def installed(self) -> tuple[Given, ...]: ...


class Peer(Protocol):
    """`peer`."""

    def peer_is_us(self, connection: socket.socket) -> bool: ...
    def process_is_us(self, pid: int) -> bool: ...


class Machine(Protocol):
    """`machine`."""

    def names(self) -> tuple[str, ...]: ...
    def kind(self) -> str: ...


class Listener(Protocol):
    """`listener`."""

    def listen(self, path: Path) -> socket.socket: ...


class Display(Protocol):
    """`display`."""

    def session_kind(self) -> Session: ...


class Environment(Protocol):
    """`environment`."""

    def variable_names(self, pid: int) -> frozenset[str]: ...


class Places(Protocol):
    """`places`: where to look, whether or not it exists."""

    def application_folders(
        self, home: Path, environment: Mapping[str, str]
    ) -> tuple[Path, ...]: ...
    def package_folders(self, home: Path) -> Mapping[Path, tuple[str, str]]: ...
    def chromium_folders(
        self, home: Path, environment: Mapping[str, str]
    ) -> Mapping[Path, str]: ...
    def firefox_folders(self, home: Path) -> tuple[Path, ...]: ...
    def jetbrains_folder(self, home: Path, environment: Mapping[str, str]) -> Path: ...


class Gate(Protocol):
    """`forks.ForkGate`: a cheap answer to whether listing the processes is worth while."""

    def moved(self) -> bool:
        """False only where no process can have been made since the last call."""
        ...

    def close(self) -> None: ...
