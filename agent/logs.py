"""The log: events by name, and never a word of what was judged.

An exception's message may quote what it stumbled over, so only its type and place are written.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

#: Bytes of one log file; one older file is kept.
LARGEST = 512 * 1024

_Fault = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class QuietFormatter(logging.Formatter):
    """Formats a fault as its type and the places it passed, without its message."""

    def formatException(self, ei: _Fault) -> str:
        kind, _fault, trace = ei
        places = [
            f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(trace)
        ]
        return "\n".join([kind.__name__ if kind else "no fault", *places])


def begin_log(file: Path, level: int = logging.INFO) -> None:
    """Send this process's log to `file` (0600) and nowhere else."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.touch(mode=0o600)
    handler = RotatingFileHandler(file, maxBytes=LARGEST, backupCount=1, encoding="utf-8")
    handler.setFormatter(QuietFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    threading.excepthook = _tell_of_thread


@contextmanager
def fault_in_log() -> Iterator[None]:
    """What nobody foresaw stands in the log and ends the program with status 1.

    A frozen program would show it in a window, message and all, to a person whom it does not help:
    such as a child whose agent ended before it could answer.
    """
    try:
        yield
    except Exception:
        logging.getLogger(__name__).exception("program.failed")
        sys.exit(1)


def _tell_of_thread(ended: threading.ExceptHookArgs) -> None:
    """Nobody would miss a thread that a fault ended: a program in the tray has no stderr."""
    if ended.exc_type is SystemExit or ended.exc_value is None:
        return
    name = ended.thread.name if ended.thread else "unknown"
    fault = (ended.exc_type, ended.exc_value, ended.exc_traceback)
    logging.getLogger(__name__).error("thread.failed: %s", name, exc_info=fault)
