"""Ends and starts the companions of all accounts: for the package, as root, at an upgrade."""

from __future__ import annotations

import subprocess
from pathlib import Path

from agent.native.processes import end, processes_of

LABEL = "plimsoll.companion"
_AGENT = f"/Library/LaunchAgents/{LABEL}.plist"


def stop(folder: Path) -> None:
    """Take the companion out of every session, and end what is left of the installation."""
    for account in _accounts():
        subprocess.run(["launchctl", "bootout", f"gui/{account}/{LABEL}"], capture_output=True)
    end(processes_of(folder))


def start(command: list[str]) -> None:
    """Bring the companion into every session. launchd knows the command from its own file."""
    for account in _accounts():
        subprocess.run(["launchctl", "bootstrap", f"gui/{account}", _AGENT], capture_output=True)


def _accounts() -> set[int]:
    """Who is signed in at a screen: whoever has a Dock."""
    listed = subprocess.run(["ps", "-axo", "uid=,comm="], capture_output=True, text=True)
    rows = (line.split(None, 1) for line in listed.stdout.splitlines())
    return {int(row[0]) for row in rows if len(row) == 2 and row[1].endswith("/Dock")}
