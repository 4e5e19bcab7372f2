"""Which sockets the companion has: none that listens to the network, and none elsewhere than told.

A real agent reports to a real central, and each of its programs writes down every socket that it
uses. Positive controls: what is allowed was seen, and so is a program that listens.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from agent.trial.company import company

WATCHED = Path(__file__).parent / "watched"
ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
NETWORK = {"AF_INET", "AF_INET6"}


@dataclass(frozen=True)
class Used:
    """One use of a socket."""

    program: str
    event: str
    family: str
    address: str


@dataclass
class Machine:
    """An agent that reports, and the addresses that its enrolment names."""

    seen: Path
    process: psutil.Process
    allowed: frozenset[str]

    def used(self) -> list[Used]:
        files = [file.read_text("utf-8") for file in self.seen.iterdir()]
        return [Used(*line.split("\t")) for text in files for line in text.splitlines()]


def environment(home: Path, seen: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "DBUS_SESSION_BUS_ADDRESS": "disabled:",
        "PYTHONPATH": f"{WATCHED}:{ROOT}",
        "PLIMSOLL_SOCKETS": str(seen),
    }


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    root = tmp_path_factory.mktemp("sockets")
    home, office, seen = (root / name for name in ("home", "company", "seen"))
    for folder in (home, office, seen):
        folder.mkdir()
    kept = {"PATH": os.environ["PATH"], "HOME": str(office), "PYTHONPATH": str(ROOT)}
    with company(office, week_seconds=6, environment=kept, logs=office) as there:
        text = there.enrolment.strip().partition(".")[2]
        told = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
        allowed = frozenset(re.findall(r"127\.0\.0\.1:(\d+)", told))
        values = root / "values.json"
        values.write_text(json.dumps({"enrolment": there.enrolment}))
        program = [sys.executable, "-m", "agent.run", "--home", str(home), "--no-tray"]
        process = subprocess.Popen(
            [*program, "--install-values", str(values)],
            env=environment(home, seen),
            cwd=ROOT,
        )
        try:
            made = Machine(seen, psutil.Process(process.pid), allowed)
            _report(made)
            yield made
        finally:
            process.terminate()
            process.wait(20)


def _report(machine: Machine) -> None:
    """Wait until it spoke to issuer, relay and whoever hands out rules."""
    until = time.monotonic() + PATIENCE
    while len({one.address for one in machine.used() if one.family in NETWORK}) < 3:
        assert time.monotonic() < until, machine.used()
        time.sleep(0.2)


def test_nothing_of_it_listens_to_the_network(machine: Machine) -> None:
    binds = {(one.family, one.address) for one in machine.used() if one.event == "bind"}
    # urllib3 binds, and never listens, to learn whether there is IPv6 here.
    assert {one for one in binds if one[0] in NETWORK} <= {("AF_INET6", "('::1', 0)")}
    for one in (machine.process, *machine.process.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):  # a child that lives for one errand
            assert "LISTEN" not in {place.status for place in one.net_connections("inet")}


def test_the_agent_itself_never_touches_the_network(machine: Machine) -> None:
    own = [one for one in machine.used() if "agent.run" in one.program]
    assert own, "its door was seen"
    assert {one.family for one in own} <= {"AF_UNIX"}
    assert machine.process.net_connections("inet") == []


def test_the_others_go_where_the_enrolment_says_and_nowhere_else(machine: Machine) -> None:
    used = [one for one in machine.used() if one.event != "bind"]
    outside = [one for one in used if one.family in NETWORK]
    assert {one.program.split()[1].split(".")[1] for one in outside} == {"uplink"}
    ports = {re.findall(r"'127\.0\.0\.1', (\d+)", one.address)[0] for one in outside}
    assert ports
    assert ports <= machine.allowed


def test_a_program_that_listens_is_seen(tmp_path: Path) -> None:
    code = "import socket; socket.create_server(('127.0.0.1', 0))"
    run = [sys.executable, "-c", code]
    subprocess.run(run, env=environment(tmp_path, tmp_path), check=True, timeout=30)
    (file,) = tmp_path.iterdir()
    assert "\tbind\tAF_INET\t" in file.read_text("utf-8")
