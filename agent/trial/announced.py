"""A program that tells by one line on a pipe that it is ready, and under which name."""

from __future__ import annotations

import os
import select
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from agent.trial.child import TrialError, child, last_words
from agent.words import gettext as _

#: Seconds a program may take to announce itself.
PATIENCE = 60.0


@contextmanager
def announced(
    arguments: Sequence[str], *, environment: Mapping[str, str], log: Path
) -> Iterator[str]:
    """Run a program and give the line that it announces itself with.

    `PIPE` in an argument becomes the number of the pipe to write to. Raises TrialError where the
    program is missing, ends or stays silent.
    """
    ours, theirs = os.pipe()
    given = [argument.replace("PIPE", str(theirs)) for argument in arguments]
    try:
        program = child(given, environment=environment, log=log, pass_fds=(theirs,))
        with program:
            os.close(theirs)
            theirs = -1
            yield _line(ours) or _fail(arguments[0], log)
    finally:
        os.close(ours)
        if theirs >= 0:
            os.close(theirs)


def _line(pipe: int) -> str:
    text = b""
    while not text.endswith(b"\n"):
        readable, _w, _x = select.select([pipe], [], [], PATIENCE)
        part = os.read(pipe, 1024) if readable else b""
        if not part:
            return ""
        text += part
    return text.decode().strip()


def _fail(program: str, log: Path) -> str:
    raise TrialError(
        _("{program} did not start: {reason}").format(program=program, reason=last_words(log))
    )
