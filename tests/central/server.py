"""A real central in a process of its own, as an administrator starts it."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

import requests

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

    def __init__(self, home: Path, *options: str, week_seconds: int | None = LONG) -> None:
        self.home = home
        self.port = free_port()
        self.week_seconds = week_seconds or 604_800
        self.command = [*COMMAND, "serve", "--home", str(home), "--port", str(self.port), *options]
        if week_seconds:
            self.command += ["--demonstration", "--week-seconds", str(week_seconds)]

    def __enter__(self) -> Server:
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

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def week(self) -> int:
        """The week that ended last."""
        return int(time.time()) // self.week_seconds - 1

    def enrolment(self, *options: str) -> str:
        done = run_central("enrol", "--home", str(self.home), *options)
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

    def device(self) -> Device:
        """A new device, enrolled."""
        device = Device.with_string(self.enrolment())
        assert device.enrol().status_code == 201
        return device


def figures(server: Server) -> dict[str, object]:
    """What the console says, for a program."""
    headers = {"Authorization": f"Bearer {server.token()}"}
    answer = requests.get(f"{server.address}/api/v1/overview", headers=headers, timeout=20)
    return dict(json.loads(answer.text))
