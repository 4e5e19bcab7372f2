"""What differs between systems. The only place in Plimsoll that asks which system this is.

Each system has a folder with the same file names; `contract.py` says what they must offer.
"""

from __future__ import annotations

import sys

if sys.platform == "linux":
    from agent.native.linux import (
        display,
        environment,
        foreground,
        forks,
        listener,
        machine,
        paths,
        peer,
        places,
        policy,
    )
else:
    sys.exit("Plimsoll's companion does not run on this system yet.")

__all__ = [
    "display",
    "environment",
    "foreground",
    "forks",
    "listener",
    "machine",
    "paths",
    "peer",
    "places",
    "policy",
]
