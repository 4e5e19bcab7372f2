"""Where Plimsoll's files stand on macOS (File System Programming Guide)."""

from __future__ import annotations

from pathlib import Path


def state_folder() -> Path:
    """This account's state: the door, the queue, the log. Made with mode 0700 where it is absent.

    Raises OSError where it cannot be made.
    """
    folder = config_folder() / "State"
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    return folder


def config_folder() -> Path:
    """This account's own rules and preferences. It need not exist."""
    return Path.home() / "Library" / "Application Support" / "Plimsoll"
