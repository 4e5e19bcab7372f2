"""A program of the trial never outlives its part of it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from agent.trial import child as module
from agent.trial.child import TrialError, child, last_words

FOREVER = "import signal; signal.pause()"
PARENT = f"""
import subprocess, sys
inner = subprocess.Popen([sys.executable, "-c", {FOREVER!r}])
print(inner.pid, flush=True)
inner.wait()
"""
TRIAL = f"""
import os, signal, sys
from pathlib import Path
from agent.trial.child import child
command = (sys.executable, "-c", {FOREVER!r})
with child(command, environment=os.environ, log=Path(sys.argv[1] + ".inner")) as inner:
    print(inner.pid, flush=True)
    signal.pause()
"""
DEAF = """
import signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("deaf", flush=True)
while True:
    signal.pause()
"""


Until = Callable[[Callable[[], object]], None]


def alive(pid: int) -> bool:
    """Whether a process does anything still: one that waits to be buried does not."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_a_child_ends_with_its_block(tmp_path: Path, no_desktop: dict[str, str]) -> None:
    command = (sys.executable, "-c", FOREVER)
    with child(command, environment=no_desktop, log=tmp_path / "log") as process:
        assert process.poll() is None

    assert process.poll() is not None


def test_what_a_child_started_ends_too(
    tmp_path: Path, no_desktop: dict[str, str], until: Until
) -> None:
    log = tmp_path / "log"
    with child((sys.executable, "-c", PARENT), environment=no_desktop, log=log):
        until(lambda: last_words(log))
        inner = int(last_words(log))
        assert alive(inner)

    assert not alive(inner)


def test_a_child_that_does_not_listen_is_ended_all_the_same(
    tmp_path: Path, no_desktop: dict[str, str], monkeypatch: pytest.MonkeyPatch, until: Until
) -> None:
    monkeypatch.setattr(module, "GRACE", 0.1)
    log = tmp_path / "log"
    with child((sys.executable, "-c", DEAF), environment=no_desktop, log=log) as process:
        until(lambda: last_words(log))

    assert process.poll() is not None


def test_a_missing_program_is_named_in_words(tmp_path: Path, no_desktop: dict[str, str]) -> None:
    with (
        pytest.raises(TrialError, match="no-such-program is not installed"),
        child(("no-such-program",), environment=no_desktop, log=tmp_path / "log"),
    ):
        pass


def test_a_child_reads_what_is_typed(tmp_path: Path, no_desktop: dict[str, str]) -> None:
    log = tmp_path / "log"
    with child(("cat",), environment=no_desktop, log=log, typed="a word\n") as process:
        process.wait(10)

    assert last_words(log) == "a word"


def test_a_child_ends_when_its_parent_is_killed(
    tmp_path: Path, no_desktop: dict[str, str], until: Until
) -> None:
    log = tmp_path / "log"
    with child((sys.executable, "-c", TRIAL, str(log)), environment=no_desktop, log=log) as trial:
        until(lambda: last_words(log))
        inner = int(last_words(log))
        assert alive(inner)
        trial.kill()

        until(lambda: not alive(inner))
