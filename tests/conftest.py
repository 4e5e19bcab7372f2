"""What more than one folder of tests needs."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

import pytest

# Tests read what people read: the words in the source, whatever language this machine speaks.
os.environ["LANGUAGE"] = "en"

#: What tells a program that somebody is logged in to a desktop.
DESKTOP = frozenset({"DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE", "DBUS_SESSION_BUS_ADDRESS"})


@pytest.fixture
def no_desktop() -> dict[str, str]:
    """This environment without a desktop, so that a test never shows up on a person's screen."""
    return {key: value for key, value in os.environ.items() if key not in DESKTOP}


@pytest.fixture
def until() -> Callable[[Callable[[], object]], None]:
    """Waits for something to become true; a test fails that waits for longer than 20 seconds."""
    return _until


def _until(true: Callable[[], object]) -> None:
    end = time.monotonic() + 20.0
    while not true():
        if time.monotonic() > end:
            pytest.fail("it did not come true within 20 seconds")
        time.sleep(0.01)
