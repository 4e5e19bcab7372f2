"""Where Plimsoll's files stand on Linux (XDG Base Directory Specification 0.8)."""

from __future__ import annotations

import os
from pathlib import Path


def state_folder() -> Path:
    """This account's state: the door, the queue, the log. Made with mode 0700 where it is absent.

    Raises OSError where it cannot be made.
    """
    return _private(_base("XDG_STATE_HOME", ".local/state") / "plimsoll")


def config_folder() -> Path:
    """This account's own rules and preferences. It need not exist."""
    return _base("XDG_CONFIG_HOME", ".config") / "plimsoll"


def _base(variable: str, below_home: str) -> Path:
    # The specification: a path that is not absolute is invalid and to be ignored.
    named = Path(os.environ.get(variable, ""))
    return named if named.is_absolute() else Path.home() / below_home


def _private(folder: Path) -> Path:
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    return folder
