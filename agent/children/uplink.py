"""Runs the uplink, the short-lived child that has the network, whenever something is due."""

from __future__ import annotations

import json
import logging
import subprocess
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from agent.programs import Program, command_of

log = logging.getLogger(__name__)

#: Seconds between two looks at the queue.
EVERY = 5.0
#: Seconds after which an uplink is taken to hang.
LONGEST = 600.0
#: Seconds after an uplink that failed and could not write down when to try again.
PAUSE = 60.0


class UplinkProcess:
    """Looks every few seconds whether an uplink is due, and runs one at a time."""

    def __init__(
        self,
        home: Path,
        due: Callable[[], bool],
        ended: Callable[[dict[str, Any]], None],
        options: Sequence[str] = (),
        every: float = EVERY,
        program: Program = "uplink",
        secret: Callable[[], str] | None = None,
    ) -> None:
        """`program` is what the child runs; `ended` is handed the summary that it prints.

        `secret` is told to the child on its input, where nobody else can read it.

        `due` is asked on this part's own thread.
        """
        self._command = [*command_of(program), "--home", str(home), *options]
        if secret:
            self._command.append("--key-from-input")
        self._due = due
        self._ended = ended
        self._every = every
        self._secret = secret
        self._ending = threading.Event()
        self._child: subprocess.Popen[str] | None = None
        self._thread = threading.Thread(target=self._look, name="uplink", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End, and a running uplink with it: what it had not sent yet stays in the queue."""
        self._ending.set()
        child = self._child
        if child is not None and child.poll() is None:
            child.terminate()
        self._thread.join(timeout=10)

    def _look(self) -> None:
        pause = self._every
        while not self._ending.wait(pause):
            pause = self._every
            try:
                if self._due():
                    summary = self._run()
                    pause = PAUSE if summary.get("state") == "failed" else pause
                    self._ended(summary)
            except Exception:
                log.exception("uplink.fault")
                pause = PAUSE

    def _run(self) -> dict[str, Any]:
        self._child = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE if self._secret else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            secret = self._secret() if self._secret else None
            said, _nothing = self._child.communicate(secret, timeout=LONGEST)
        except subprocess.TimeoutExpired:
            self._child.kill()
            said, _nothing = self._child.communicate()
        try:
            summary = json.loads(said.strip().splitlines()[-1])
        except (ValueError, IndexError):
            summary = {"state": "failed"}
        return summary if isinstance(summary, dict) else {"state": "failed"}
