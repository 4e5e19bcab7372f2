"""Waits until something has happened on a screen that has no way to tell."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from agent.trial.child import TrialError

#: Seconds that anything on a screen may take.
PATIENCE = 30.0
#: Seconds between two looks.
PAUSE = 0.03

Thing = TypeVar("Thing")


def wait_until(look: Callable[[], Thing], otherwise: str, patience: float = PATIENCE) -> Thing:
    """What `look` gives once that is true. Raises TrialError with `otherwise` in time."""
    end = time.monotonic() + patience
    while not (seen := look()):
        if time.monotonic() > end:
            raise TrialError(otherwise)
        time.sleep(PAUSE)
    return seen
