"""Asks a short-lived child for the key that hides the person's list."""

from __future__ import annotations

import json
import logging
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

from agent.programs import command_of
from agent.report.vault import Vault

log = logging.getLogger(__name__)

#: Seconds that a key ring may take: somebody may have to type a password for it.
PATIENCE = 30.0
#: Seconds until the next try at a key ring that did not open.
PAUSE = 30.0


def ask_for_vault(home: Path) -> tuple[str, Vault | None]:
    """`keyring` or `memory` with a vault, or `unreachable` without one."""
    program = [*command_of("ledger-key"), "--home", str(home)]
    try:
        done = subprocess.run(
            program, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE
        )
        told = json.loads(done.stdout.splitlines()[-1])
        place, key = str(told["place"]), bytes.fromhex(told["key"])
    except (OSError, subprocess.TimeoutExpired, ValueError, LookupError, TypeError):
        return "unreachable", None
    if place == "unreachable":
        return place, None
    return place, Vault(key or None)


class LedgerKey:
    """Asks until it has an answer, on a thread of its own: a locked key ring holds up nobody."""

    def __init__(self, home: Path, got: Callable[[str, Vault | None], None]) -> None:
        """`got` is called with each answer, the last of which has a vault."""
        self._home = home
        self._got = got
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._ask, name="ledger-key", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._ending.set()

    def _ask(self) -> None:
        while not self._ending.is_set():
            place, vault = ask_for_vault(self._home)
            log.info("ledger-key: %s", place)
            self._got(place, vault)
            if vault is not None:
                return
            self._ending.wait(PAUSE)
