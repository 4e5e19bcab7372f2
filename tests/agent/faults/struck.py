"""A real agent under a fault, asked as a browser asks."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from agent.door_client import DoorClient, DoorClosed
from tests.agent.faults.faults import FAULTS, ROOT, Start

MARKED = {"text/plain": "CONFIDENTIAL\n\nThe merger with Northwind closes in May.\n"}
PASTE: dict[str, Any] = {
    "destination": {"host": "chatgpt.com"},
    "channel": "browser",
    "moment": "paste",
}


@contextmanager
def struck(home: Path, name: str) -> Iterator[DoorClient]:
    """The door of an agent that runs under the fault of this name."""
    home.mkdir()
    start = Start(home)
    fault = FAULTS[name]
    with ExitStack() as stack:
        for one in fault if isinstance(fault, Sequence) else (fault,):
            one(start, stack)
        values = home.parent / f"{home.name}.json"
        values.write_text(json.dumps(start.values))
        known = {"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(ROOT)}
        process = subprocess.Popen(
            [sys.executable, "-m", "agent.run", "--home", str(home), "--no-tray",
             "--install-values", str(values)],
            env={**known, "DBUS_SESSION_BUS_ADDRESS": "disabled:", **start.environment},
            preexec_fn=lambda: _limit(start),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        stack.callback(_end, process)
        door = stack.enter_context(DoorClient(home / "door", timeout=20))
        _wait(door, process)
        start.during(home / "door")
        yield door


def judged(door: DoorClient) -> str:
    """The action for a marked paste."""
    return str(door.ask("judge", content=MARKED, **PASTE)["verdict"]["action"])


def _limit(start: Start) -> None:
    for what, least in start.limits:
        resource.setrlimit(what, (least, least))


def _wait(door: DoorClient, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        assert process.poll() is None, f"the agent ended with {process.poll()}"
        try:
            door.ask("hello", client="cli", version="")
        except DoorClosed:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the agent did not come up")


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
