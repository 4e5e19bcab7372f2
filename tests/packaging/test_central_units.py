"""The services of central's roles: an account for each, and a command line that really serves."""

from __future__ import annotations

import configparser
import re
import shlex
import signal
import subprocess
from pathlib import Path

from central.roles import Role
from tests.central.server import COMMAND, free_port

UNITS = Path("packaging/central/systemd")
OPTIONS = {
    Role.RELAY: "--collector http://127.0.0.1:1",
    Role.COLLECTOR: "--issuer http://127.0.0.1:1",
}


def unit() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(UNITS / "plimsoll-central@.service", "utf-8")
    return parser["Service"]


def test_every_role_has_an_account_of_its_own() -> None:
    lines = (UNITS / "plimsoll-central.sysusers.conf").read_text("utf-8").splitlines()
    accounts = [line.split()[1] for line in lines if line.startswith("u ")]
    assert sorted(accounts) == sorted(f"plimsoll-{role}" for role in Role)
    assert unit()["User"] == unit()["StateDirectory"] == "plimsoll-%i"
    assert unit()["StateDirectoryMode"] == "0700"


def test_the_command_of_the_unit_serves(tmp_path: Path) -> None:
    for role in (Role.COLLECTOR, *Role):
        # The console looks into the collector's store.
        place = tmp_path / (Role.COLLECTOR if role is Role.CONSOLE else role)
        line = unit()["ExecStart"].replace("%i", role).replace("${PLACE}", str(place))
        words = shlex.split(line.replace("$OPTIONS", OPTIONS.get(role, "")))
        assert words[0] == "/opt/plimsoll/bin/plimsoll-central"
        port = ["--port", str(free_port())]
        both = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        with subprocess.Popen([*COMMAND, *words[1:], *port], text=True, **both) as process:
            assert process.stdout is not None
            said = process.stdout.readline()
            process.send_signal(signal.SIGTERM)
            rest = process.stdout.read()
        assert re.search(r"http://127\.0\.0\.1:\d+", said), said + rest
        assert process.returncode == 0, said + rest
        folders = [role] if role is not Role.RULES else []  # what it hands out is for everybody
        assert all((place / folder).stat().st_mode & 0o077 == 0 for folder in folders)
