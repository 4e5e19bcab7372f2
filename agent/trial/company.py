"""A company for a trial: central on loopback, in demonstration mode, with a store of its own."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from agent.report.enrolment import EnrolmentError, parse_enrolment
from agent.trial.child import TrialError, child, last_words
from agent.words import gettext as _

#: The ports that central takes if they are free: one for each of its parts, the console's first.
PORT, PORTS = 8460, 5
#: Seconds central may take to answer.
PATIENCE = 30.0

CENTRAL = (sys.executable, "-m", "central.cli")


@dataclass(frozen=True, slots=True)
class Company:
    """Where the company's central is."""

    #: The console's page, and the root of every other address.
    address: str
    #: Opens the console, signed in; good for one browser.
    sign_in: str = field(repr=False)
    #: The one line that a device enrols with.
    enrolment: str = field(repr=False)
    #: Ends when central does.
    process: subprocess.Popen[bytes] = field(repr=False)


@contextmanager
def company(
    folder: Path, *, week_seconds: int, environment: Mapping[str, str], logs: Path
) -> Iterator[Company]:
    """A running central. `folder` keeps its store from one trial to the next. Raises TrialError."""
    # Weeks of different lengths cannot be summed in one store.
    home = folder / f"weeks-of-{week_seconds}-seconds"
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    port: int = _free_port()
    address = f"http://127.0.0.1:{port}"
    log = logs / "central.log"
    demonstration = ("--demonstration", "--week-seconds", str(week_seconds))
    serve = (*CENTRAL, "serve", "--home", str(home), "--port", str(port), *demonstration)
    with child(serve, environment=environment, log=log) as process:
        _wait_for(port, process, log)
        sign_in = _said(home, environment, "link")["link"]
        yield Company(
            f"{address}/",
            sign_in,
            _enrolment(home, f"http://127.0.0.1:{port + 1}", environment),
            process,
        )


def _free_port() -> int:
    """The first of as many free ports as central has parts."""
    for first in (PORT, *range(PORT + 100, 60_000, 97)):
        if all(map(_is_free, range(first, first + PORTS))):
            return int(first)
    raise TrialError(_("No port is free on this machine."))


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    waiting = set(range(port, port + PORTS))
    while time.monotonic() < end and process.poll() is None:
        waiting = {port for port in waiting if not _answers(port)}
        if not waiting:
            return
        time.sleep(0.05)
    raise TrialError(_("Central did not start: {reason}").format(reason=last_words(log)))


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1.0).close()
    except OSError:
        return False
    return True


def _enrolment(home: Path, issuer: str, environment: Mapping[str, str]) -> str:
    """The string given out before, unless it names another address: a token enrols one device."""
    kept = home / "enrolment"
    try:
        line = kept.read_text("utf-8")
        if parse_enrolment(line).issuer == issuer:
            return line
    except (OSError, EnrolmentError):
        pass  # the first trial, or an unusable file: ask for a new one
    line = _said(home, environment, "enrol")["enrolment"]
    kept.touch(mode=0o600)
    kept.write_text(line, "utf-8")
    return line


def _said(home: Path, environment: Mapping[str, str], command: str) -> dict[str, str]:
    asked = subprocess.run(
        [*CENTRAL, command, "--home", str(home), "--json"],
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if asked.returncode != 0:
        reason = asked.stderr.strip()
        raise TrialError(_("Central did not start: {reason}").format(reason=reason))
    return {key: str(value) for key, value in json.loads(asked.stdout).items()}
