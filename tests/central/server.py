"""A real central in a process of its own, as an administrator starts it."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from functools import cache, cached_property
from pathlib import Path
from types import TracebackType

import msgspec
import psutil
import requests

from central.calendar import Calendar
from central.issuer.key_making import make_keys
from central.operator import Offices
from central.registry import load_registry
from central.roles import Role
from tests.central.device import Device

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "central.cli"]
#: Far longer than any test needs: one demonstration week spans the whole test.
LONG = 86_400


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def free_ports() -> int:
    """The first of five ports in a row that nobody listens on now: one for each role."""
    while True:
        first = secrets.randbelow(20_000) + 10_000
        with ExitStack() as probes:
            try:
                for port in range(first, first + 5):
                    probe = probes.enter_context(socket.socket())
                    probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return first


@cache
def demonstration_keys() -> bytes:
    """The private keys of a demonstration. Making them takes seconds: they are made once."""
    registry, calendar = load_registry(), Calendar(LONG, demonstration=True)
    kept = ROOT / "build" / f"test-keys-{'-'.join(calendar.kinds)}.json"
    if not kept.exists():
        kept.parent.mkdir(exist_ok=True)
        draft = kept.with_suffix(f".{os.getpid()}")
        draft.write_bytes(msgspec.json.encode(make_keys(registry, calendar, 0)))
        draft.replace(kept)
    return kept.read_bytes()


def lay_keys(home: Path) -> None:
    """Lays the private keys where the issuer finds them; the operator signs their list."""
    issuer = Offices(home).home(Role.ISSUER)
    issuer.make()
    if issuer.read("keys/0.private") is None:
        issuer.write("keys/0.private", demonstration_keys())
    offices = Offices(home)
    offices.introduce()
    offices.make_lists(load_registry(), Calendar(LONG, demonstration=True), time.time())


def run_central(*arguments: str, patience: int = 60) -> subprocess.CompletedProcess[str]:
    """Runs one command to its end."""
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=patience,
        check=False,
    )


class Server:
    """`with Server(home) as server:` serves from `home` until the block ends."""

    def __init__(
        self, home: Path, *options: str, week_seconds: int | None = LONG, port: int = 0
    ) -> None:
        self.home = home
        self.port = port or free_ports()
        self.week_seconds = week_seconds or 604_800
        self.command = [*COMMAND, "serve", "--home", str(home), "--port", str(self.port), *options]
        if week_seconds:
            self.command += ["--demonstration", "--week-seconds", str(week_seconds)]

    def __enter__(self) -> Server:
        if self.week_seconds != 604_800:
            lay_keys(self.home)
        self.process = subprocess.Popen(
            self.command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.first_line = self.process.stdout.readline()
        assert self.first_line, self.process.communicate()[1]
        if self.first_line.startswith("Console"):
            self.sign_in = self.process.stdout.readline().strip()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.process.terminate()
        self.output, self.errors = self.process.communicate(timeout=20)

    def kill(self) -> None:
        """All of its processes at once, as a power cut does it."""
        everybody = psutil.Process(self.process.pid)
        for one in [everybody, *everybody.children(recursive=True)]:
            # Who hears that the first is gone may end before it is their turn.
            with suppress(psutil.NoSuchProcess):
                one.kill()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port + 1}"

    @property
    def relay(self) -> str:
        return f"http://127.0.0.1:{self.port + 2}"

    @property
    def collector(self) -> str:
        return f"http://127.0.0.1:{self.port + 3}"

    @property
    def week(self) -> int:
        """The week that ended last."""
        return int(time.time()) // self.week_seconds - 1

    def enrolment(self, *options: str) -> str:
        done = run_central("enrol", "--home", str(self.home), *options)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def run(self, command: str, *arguments: str) -> str:
        """What a command about this central prints."""
        done = run_central(command, "--home", str(self.home), *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def link(self, *options: str) -> str:
        """A new one-time link."""
        done = run_central("link", "--home", str(self.home), *options)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def visitor(self) -> requests.Session:
        """Somebody who looks at the demonstration, signed in."""
        session = requests.Session()
        assert session.get(self.link(), timeout=20).status_code == 200
        return session

    def token(self, role: str = "viewer") -> str:
        """A new token of a program."""
        done = run_central("token", "--home", str(self.home), "--name", "test", "--role", role)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    @cached_property
    def _enrolments(self) -> str:
        return self.enrolment("--uses", "1000")

    def device(self) -> Device:
        """A new device, enrolled."""
        device = Device.with_string(self._enrolments)
        assert device.enrol().status_code == 201
        return device


def figures(server: Server) -> dict[str, object]:
    """What the console says, for a program, once the last week is published."""
    headers = {"Authorization": f"Bearer {server.token()}"}
    for _again in range(100):
        answer = requests.get(f"{server.address}/api/v1/overview", headers=headers, timeout=20)
        found = dict(json.loads(answer.text))
        if found["week"] == server.week:
            return found
        time.sleep(0.1)
    raise AssertionError("the last week was not published")


def published(server: Server, sealed: Sequence[bytes]) -> None:
    """Waits until the collector has signed for all of these; the relay says where they are."""
    names = {hashlib.sha256(one).digest() for one in sealed}
    for _again in range(200):
        db = sqlite3.connect(f"{(server.home / 'relay/central.sqlite').as_uri()}?mode=ro", uri=True)
        receipts = [row[0] for row in db.execute("SELECT receipt FROM receipts")]
        db.close()
        rows = (one[at : at + 33] for one in receipts for at in range(14, len(one) - 64, 33))
        if names <= {row[:32] for row in rows}:
            return
        time.sleep(0.1)
    raise AssertionError("not all messages have a receipt")


def cells(home: Path, week: int) -> dict[int, tuple[int, int]]:
    """What the collector counted in a week: metric to messages and their sum."""
    file = home / "collector" / "central.sqlite"
    db = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)
    rows = db.execute(
        "SELECT metric, sum(messages), sum(total) FROM cells"
        " WHERE kind = 'week' AND epoch = ? GROUP BY metric",
        (week,),
    ).fetchall()
    db.close()
    return {metric: (messages, total) for metric, messages, total in rows}
