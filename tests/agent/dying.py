"""Run a module that is killed at a named step: `dying.py STATEMENT NUMBER MODULE [ARGUMENT…]`.

STATEMENT is how an SQL statement begins. When it is about to run for the NUMBER-th time, this
process gets signal 9, as from a power cut: no handler runs, nothing is closed.
"""

from __future__ import annotations

import functools
import os
import runpy
import signal
import sqlite3
import sys
from typing import Any

statement, number, module = sys.argv[1], int(sys.argv[2]), sys.argv[3]
sys.argv = [module, *sys.argv[4:]]


class Dying(sqlite3.Connection):
    """A real connection that sees each statement just before it runs."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.left = number
        self.set_trace_callback(self._die)

    def _die(self, sql: str) -> None:
        if sql.startswith(statement):
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


sqlite3.connect = functools.partial(sqlite3.connect, factory=Dying)
runpy.run_module(module, run_name="__main__")
