"""What this machine is called and made of, on every system."""

from __future__ import annotations

import getpass
import platform
from pathlib import Path


def names() -> tuple[str, ...]:
    """What this account and this machine are called."""
    host = platform.node()
    return (getpass.getuser(), host, host.partition(".")[0], Path.home().name)


def kind() -> str:
    """The system and its version, such as `Linux 6.1.0-18-amd64 x86_64`."""
    return f"{platform.system()} {platform.release()} {platform.machine()}"
