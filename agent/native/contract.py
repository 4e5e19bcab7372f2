"""What each system's folder must offer, file by file. The type checker holds them to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, Protocol

if TYPE_CHECKING:  # named here, not used: whoever needs no settings reads no TOML
    import subprocess

    from agent.native.given import Given

#: `native`: the desktop of Windows or macOS, which tells of its windows and its clipboard.
Session = Literal["x11", "wayland", "native", "none"]


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


class LockWatcher(Protocol):
    """`lock_screen.LockWatcher`: tells each time the screen is locked."""

    def start(self, locked: Callable[[], None]) -> None:
        """Call `locked` at each lock, from a thread of its own.

        Raises OSError, with a sentence, where this desktop does not tell.
        """
        ...

    def stop(self) -> None:
        """End what `start` began. Nothing is called any more afterwards. May be called twice."""
        ...

    @property
    def alive(self) -> bool:
        """Whether it is watching now."""
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

    def process_is_us(self, pid: int) -> bool: ...


class Connection(Protocol):
    """One end of a local connection: a stream of bytes."""

    stream: BinaryIO

    def peer_is_us(self) -> bool:
        """Whether the other end runs under our own account. False where nobody can say."""
        ...

    def set_patience(self, seconds: float | None) -> None:
        """How long reading and writing may wait: OSError after that. None: for ever."""
        ...

    def set_patience_of_writing(self, seconds: int) -> None:
        """How long writing may wait, where reading waits for ever."""
        ...

    def hang_up(self) -> None:
        """Wake whoever reads or writes, on any thread. Nothing goes through any more."""
        ...

    def close(self) -> None:
        """Give everything back. May be called twice."""
        ...


class Listener(Protocol):
    """Where visitors come in."""

    def accept(self) -> Connection:
        """The next visitor. OSError when closed, and where the system has no more to give."""
        ...

    def close(self) -> None:
        """Wake who accepts, and take the way in away."""
        ...


class Endpoint(Protocol):
    """`endpoint`: a way in that only this account can reach, under the name of a path."""

    def listen(self, path: Path) -> Listener:
        """Raises OSError: EADDRINUSE where another agent answers there."""
        ...

    def connect(self, path: Path, patience: float | None = None) -> Connection:
        """Raises OSError where nobody listens, or somebody who is not us."""
        ...


class Dumps(Protocol):
    """`dumps`: a crash leaves no picture of the memory."""

    def forbid(self) -> None: ...


class Everyone(Protocol):
    """`everyone`: the companions of all accounts, for an installer with the rights for it."""

    def stop(self, folder: Path) -> None:
        """End every process of the installation in `folder`."""
        ...

    def start(self, command: list[str]) -> None:
        """Start the companion, this command, for those who are signed in."""
        ...


class Family(Protocol):
    """`family`: the process that started this one, and those that this one starts."""

    #: Signals that end what was started in a terminal.
    ENDINGS: tuple[int, ...]

    def starter_gone(self) -> Callable[[], bool]:
        """A function that says whether whoever started us, as of now, has ended."""
        ...

    def ask_to_end(self, child: subprocess.Popen[bytes]) -> None:
        """Ask one to end in its own time, where the system has a way to ask."""
        ...


class Display(Protocol):
    """`display`."""

    def session_kind(self) -> Session: ...


class Environment(Protocol):
    """`environment`."""

    def variable_names(self, pid: int) -> frozenset[str]: ...


@dataclass(frozen=True, slots=True)
class Application:
    """A program with a window of its own, as the desktop lists it."""

    name: str
    #: What else it is known by, such as the name of the entry.
    alias: str
    #: The file it starts; empty where the entry does not say.
    program: str = ""


class Applications(Protocol):
    """`applications`: reads the entries in `places.application_folders`."""

    ENDING: str

    def application_in(self, file: Path) -> Application | None:
        """None where the entry is taken back, names nothing, or cannot be read."""
        ...

    def registered(self) -> Iterator[tuple[str, Application]]:
        """What the system itself keeps a list of, each with the place in that list."""
        ...


class Places(Protocol):
    """`places`: where to look, whether or not it exists."""

    def application_folders(
        self, home: Path, environment: Mapping[str, str]
    ) -> tuple[Path, ...]: ...
    def program_folders(self, home: Path, environment: Mapping[str, str]) -> tuple[Path, ...]:
        """Where a new folder means that `applications.registered` may tell of more."""
        ...

    def package_folders(self, home: Path) -> Mapping[Path, tuple[str, str]]: ...
    def chromium_folders(
        self, home: Path, environment: Mapping[str, str]
    ) -> Mapping[Path, str]: ...
    def firefox_folders(self, home: Path) -> tuple[Path, ...]: ...
    def jetbrains_folder(self, home: Path, environment: Mapping[str, str]) -> Path: ...


class Browsers(Protocol):
    """`browsers`: documents that browsers read, as JSON has objects.

    A place is a file, or on Windows a key of the registry or a file.
    """

    #: The column of `rules/browsers.toml`: linux, macos or windows.
    SYSTEM: str

    def read(self, place: str) -> dict[str, Any] | None:
        """None where there is none. Raises OSError, and ValueError where it is no object."""
        ...

    def write(self, place: str, document: dict[str, Any] | None) -> None:
        """Whole or not at all; None removes it. Raises OSError."""
        ...

    def documents_in(self, place: str) -> list[str]: ...
    def own_document(self, place: str) -> str: ...
    def host_documents(
        self, place: str, name: str, manifest: dict[str, Any]
    ) -> dict[str, dict[str, Any]]: ...
    def exists(self, place: str) -> bool: ...


class Language(Protocol):
    """`language`: what the person's desktop speaks."""

    def preferred(self) -> tuple[str, ...]:
        """Best first, as `de_DE`. None where the environment says it already."""
        ...


class Clocks(Protocol):
    """`clocks`: what a wall clock that was set wrong cannot change."""

    #: How messages name this system: 1 Linux, 2 Windows, 3 macOS.
    PLATFORM: int

    def uptime(self) -> float: ...
    def boot(self) -> str: ...


class Gate(Protocol):
    """`forks.ForkGate`: a cheap answer to whether listing the processes is worth while."""

    def moved(self) -> bool:
        """False only where no process can have been made since the last call."""
        ...

    def close(self) -> None: ...
