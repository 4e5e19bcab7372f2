"""Forty ways in which the world around the agent can break. None may keep a person waiting.

A fault prepares the state folder, changes how the agent is started, or goes on while it runs.
"""

from __future__ import annotations

import json
import resource
import shutil
import socket
import sqlite3
import struct
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from agent.signed.place import SignedPlace
from tests.agent.report.device import line

CLOCKS = Path(__file__).parent / "clock"
ROOT = Path(__file__).parents[3]
TEN_YEARS = 315_360_000
STORE = "report.sqlite"


@dataclass
class Start:
    """How the agent is started, and what goes on meanwhile."""

    home: Path
    values: dict[str, object] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    #: Called in the child before the agent begins.
    limits: list[tuple[int, int]] = field(default_factory=list)
    #: Entered once the agent answers, with its door's path.
    during: Callable[[Path], None] = lambda _door: None


Fault = Callable[[Start, ExitStack], None]


def content(name: str, data: bytes) -> Fault:
    """A file of the state folder holds this."""

    def fault(start: Start, _stack: ExitStack) -> None:
        (start.home / name).write_bytes(data)

    return fault


def folder(name: str) -> Fault:
    """A folder where a file should be."""

    def fault(start: Start, _stack: ExitStack) -> None:
        (start.home / name).mkdir()

    return fault


def device_full(name: str) -> Fault:
    """A file on a disk that is full from the start."""

    def fault(start: Start, _stack: ExitStack) -> None:
        (start.home / name).symlink_to("/dev/full")

    return fault


def setting(**values: object) -> Fault:
    def fault(start: Start, _stack: ExitStack) -> None:
        start.values |= values

    return fault


def environment(**names: str) -> Fault:
    def fault(start: Start, _stack: ExitStack) -> None:
        start.environment |= names

    return fault


def clock(wrong: str) -> Fault:
    return environment(PLIMSOLL_TEST_CLOCK=wrong, PYTHONPATH=f"{CLOCKS}:{ROOT}")


def limit(what: int, least: int) -> Fault:
    def fault(start: Start, _stack: ExitStack) -> None:
        start.limits.append((what, least))

    return fault


def newer_store(start: Start, _stack: ExitStack) -> None:
    db = sqlite3.connect(start.home / STORE)
    db.execute("PRAGMA user_version=99")
    db.close()


def locked_store(start: Start, stack: ExitStack) -> None:
    db = sqlite3.connect(start.home / STORE, isolation_level=None, check_same_thread=False)
    db.execute("CREATE TABLE t (x)")
    db.execute("BEGIN EXCLUSIVE")
    stack.callback(db.close)


def central(answer: bytes | None, *, rules: bool = False) -> Fault:
    """A central that says this to everything, for ever after a `*`; None: nothing at all."""

    def fault(start: Start, stack: ExitStack) -> None:
        address = stack.enter_context(_saying(answer))
        more = {"rules": address, "rules_root": "A" * 43} if rules else {}
        start.values["enrolment"] = line(issuer=address, relay=address, **more)

    return fault


def dead_central(start: Start, _stack: ExitStack) -> None:
    start.values["enrolment"] = line(issuer="http://127.0.0.1:9", relay="http://127.0.0.1:9")


def signed(files: dict[str, str], current: str = "1.1") -> Fault:
    """A signed set that went bad on this disk."""

    def fault(start: Start, _stack: ExitStack) -> None:
        root = "A" * 43
        nowhere = "http://127.0.0.1:9"
        start.values["enrolment"] = line(
            issuer=nowhere, relay=nowhere, rules=nowhere, rules_root=root
        )
        place = SignedPlace.of(start.home, root)
        folder = place.sets / "1.1"
        folder.mkdir(parents=True)
        digests = {"releases": {"1": "digest"}, "signers": ["operator"], "threshold": 1}
        (folder / "signed.json").write_text(json.dumps(digests))
        days = "canary = 2020-01-01\npilot = 2020-01-01\nall = 2020-01-01\n"
        (folder / "releases.toml").write_text(f"[[release]]\nnumber = 1\n{days}")
        for name, text in files.items():
            above = place.folder if name.endswith(".json") else folder
            (above / name).parent.mkdir(parents=True, exist_ok=True)
            (above / name).write_text(text)
        (place.folder / "current").write_text(current)

    return fault


def company_folder(*broken: str) -> Fault:
    def fault(start: Start, _stack: ExitStack) -> None:
        rules = start.home / "company"
        (rules / "markers").mkdir(parents=True)
        for name in broken:
            (rules / name).write_text("[[rule]]\nid = 7\n")
        start.values["rules_folder"] = str(rules)

    return fault


def company_folder_gone(start: Start, _stack: ExitStack) -> None:
    company_folder("markers/own.toml")(start, _stack)
    start.during = lambda _door: shutil.rmtree(start.home / "company")


def company_rules_rewritten(start: Start, stack: ExitStack) -> None:
    company_folder()(start, stack)
    file = start.home / "company" / "markers" / "own.toml"

    def rewrite(_door: Path) -> None:
        for number in range(100):
            file.write_text("[[rule]]\n" * (number % 3))

    start.during = lambda door: threading.Thread(target=rewrite, args=(door,), daemon=True).start()


def state_folder_emptied(start: Start, _stack: ExitStack) -> None:
    def empty(door: Path) -> None:
        for file in start.home.iterdir():
            if file != door and file.is_file():
                file.unlink()

    start.during = empty


def visitors(count: int, says: bytes) -> Fault:
    """Others at the door, who say this and then neither read nor leave."""

    def fault(start: Start, stack: ExitStack) -> None:
        def crowd(door: Path) -> None:
            for _each in range(count):
                visitor = stack.enter_context(socket.socket(socket.AF_UNIX))
                with suppress(OSError):
                    visitor.settimeout(0.2)
                    visitor.connect(str(door))
                    visitor.sendall(says)

        start.during = crowd

    return fault


@contextmanager
def _saying(answer: bytes | None) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0), backlog=50) as listener:
        held: list[socket.socket] = []

        def accept() -> None:
            while True:
                try:
                    connection, _address = listener.accept()
                except OSError:
                    return
                held.append(connection)
                threading.Thread(target=_say, args=(connection, answer), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        for connection in held:
            connection.close()


def _say(connection: socket.socket, answer: bytes | None) -> None:
    with suppress(OSError):
        connection.recv(65_536)
        if answer is None:
            return
        connection.sendall(answer.rstrip(b"*"))
        while answer.endswith(b"*"):
            connection.sendall(b" " * 65_536)
        connection.shutdown(socket.SHUT_RDWR)


def _reply(status: str, *more: str, body: str = "") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *more, "", body]
    return "\r\n".join(lines).encode()


def _frame(body: bytes) -> bytes:
    return struct.pack("<I", len(body)) + body


_ENDLESS = b"HTTP/1.1 200 OK\r\n\r\n*"
_RULE = "rules/1/markers/own.toml"

FAULTS: dict[str, Fault | Sequence[Fault]] = {
    # The store
    "store is no database": content(STORE, b"not a database" * 99),
    "store is zeros": content(STORE, bytes(9000)),
    "store is empty": content(STORE, b""),
    "store is a folder": folder(STORE),
    "store on a full disk": device_full(STORE),
    "store of a newer version": newer_store,
    "store held by another program": locked_store,
    "log of the store is garbage": content(f"{STORE}-wal", b"garbage" * 999),
    # Settings
    "settings are no TOML": content("settings.toml", b"= = ="),
    "settings are binary": content("settings.toml", bytes(range(256))),
    "settings are a folder": folder("settings.toml"),
    "enrolment is garbage": setting(enrolment="plimsoll1.%%%"),
    "a setting of the wrong type": setting(quiet_minutes="many"),
    # Central and the network
    "central is dead": dead_central,
    "central never answers": central(None),
    "central always fails": central(_reply("500 Broken")),
    "central is busy for a day": central(_reply("503 Busy", "Retry-After: 86400")),
    "central talks nonsense": central(b"\x00\x01\x02 nonsense"),
    "central sends elsewhere": central(_reply("302 Found", "Location: http://127.0.0.1:9/")),
    "central never stops talking": central(_ENDLESS),
    "signed rules never end": central(_ENDLESS, rules=True),
    "signed rules are another root": central(_reply("200 OK", body="{}"), rules=True),
    # What came signed and went bad here
    "signed set is gone": signed({}, current="9.9"),
    "signed pointer leads out": signed({}, current="../../../.."),
    "signed releases are broken": signed({"releases.toml": "[["}),
    "signed rule is broken": signed({_RULE: "[[rule]]\nid = 7\n"}),
    "signed decisions are broken": signed({"decisions/decisions.toml": "[[decision]]\nx = 1\n"}),
    "signed standing is garbage": signed({"standing.json": "[[[", "check.json": "{"}),
    # The company's own rules
    "company folder is missing": setting(rules_folder="/nowhere/at/all"),
    "company rules are broken": company_folder("markers/own.toml", "policy.toml"),
    "company folder goes away": company_folder_gone,
    "company rules change all the time": company_rules_rewritten,
    # Disk, clock, system
    "no file may grow": limit(resource.RLIMIT_FSIZE, 65_536),
    "few files may be open": limit(resource.RLIMIT_NOFILE, 48),
    "state folder is emptied": state_folder_emptied,
    "no temporary folder": environment(TMPDIR="/nowhere/at/all"),
    "clock ten years ahead": clock(str(TEN_YEARS)),
    "clock ten years behind": clock(str(-TEN_YEARS)),
    "clock stands still": clock("frozen"),
    "clock jumps": clock("jumping"),
    "language is unknown": environment(LANG="xx_YY.UTF-8", LANGUAGE="xx"),
    # Others at the door
    "a crowd that says nothing": visitors(150, b""),
    "a visitor with garbage": visitors(5, b"\xff" * 4096),
    "visitors who never read": visitors(4, _frame(b'{"id": 1, "ask": "state"}') * 400),
}
