"""Where Plimsoll's files stand on Windows: in the account's local folder, which does not roam."""

from __future__ import annotations

import os
from pathlib import Path


def state_folder() -> Path:
    """This account's state: the queue, the log. Windows closes the folder above it to others.

    Raises OSError where it cannot be made.
    """
    folder = config_folder() / "State"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def config_folder() -> Path:
    """This account's own rules and preferences. It need not exist."""
    named = os.environ.get("LOCALAPPDATA", "")
    return (Path(named) if named else Path.home() / "AppData" / "Local") / "Plimsoll"
