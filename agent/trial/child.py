"""A program that is ended when its part of the trial ends, with all that it started itself."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from agent.words import gettext as _

#: Seconds a program gets to end by itself once it is asked to.
GRACE = 10.0
#: A kill -9 of ours leaves no time to end anything: the system then tells the child (prctl(2)).
_ENDS_WITH_US = ("setpriv", "--pdeathsig", "TERM", "--")


class TrialError(Exception):
    """Why the trial cannot go on, in a sentence for a person."""


@contextmanager
def child(
    arguments: Sequence[str],
    *,
    environment: Mapping[str, str],
    log: Path,
    pass_fds: Sequence[int] = (),
    typed: str = "",
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program. What it prints is appended to `log`; `typed` is its input.

    Raises TrialError where it is missing.
    """
    process = _start(arguments, environment, log, pass_fds)
    try:
        _type(process, typed)
        yield process
    finally:
        _end(process)


def last_words(log: Path) -> str:
    """The last line of a log, to say why a program ended."""
    lines = log.read_text("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else ""


def _start(
    arguments: Sequence[str], environment: Mapping[str, str], log: Path, pass_fds: Sequence[int]
) -> subprocess.Popen[bytes]:
    if shutil.which(arguments[0], path=environment.get("PATH")) is None:
        raise TrialError(
            _("{program} is not installed. `make setup` installs it.").format(program=arguments[0])
        )
    with log.open("ab") as output:
        return subprocess.Popen(
            [*_ENDS_WITH_US, *arguments],
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            pass_fds=pass_fds,
            # Ctrl-C in a terminal reaches a whole process group. In one of its own, the child
            # hears of it from us alone, in its turn.
            process_group=0,
        )


def _type(process: subprocess.Popen[bytes], text: str) -> None:
    if process.stdin is not None:
        with suppress(BrokenPipeError), process.stdin as keys:
            keys.write(text.encode())


def _end(process: subprocess.Popen[bytes]) -> None:
    descendants = _descendants(process.pid)
    process.terminate()
    try:
        process.wait(GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    # Those that it left behind. psutil knows them by their start time too: no stranger is ended.
    _gone, left = psutil.wait_procs(descendants, timeout=1.0)
    for orphan in left:
        orphan.kill()
    psutil.wait_procs(left, timeout=1.0)


def _descendants(pid: int) -> list[psutil.Process]:
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []
