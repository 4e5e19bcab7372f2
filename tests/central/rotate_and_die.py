"""`rotate_and_die URL STEP`: changes the key of tests/central/test_rotation.py and is killed.

STEP is the how manieth statement, counted from the opened store on, the commit at the end
included. It is killed just before that.
"""

from __future__ import annotations

import itertools
import os
import signal
import sys
from typing import Any

from sqlalchemy import event

from central.issuer.rotation import Rotation
from central.store.engine import open_store
from tests.central.test_rotation import NEW, OLD, WEEK

url, last = sys.argv[1], int(sys.argv[2])
steps = itertools.count(1)
engine = open_store(url, "issuer")


def step(*_arguments: Any) -> None:
    if next(steps) == last:
        os.kill(os.getpid(), signal.SIGKILL)


event.listen(engine, "before_cursor_execute", step)
event.listen(engine, "commit", step)
Rotation(engine).rotate(OLD, NEW, WEEK)
step()
