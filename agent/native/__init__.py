"""What differs between systems. The only place in Plimsoll that asks which system this is.

Each system has a folder with the same file names; `contract.py` says what they must offer, and the
type checker holds them to it, each on its own system. `posix/` is what Linux and macOS share.

`from agent.native import paths` reads this system's file, and no other: a program that needs few of
them starts sooner and stays smaller.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agent.native import contract

    if sys.platform == "win32":
        from agent.native.windows import (
            applications,
            browsers,
            clocks,
            display,
            dumps,
            endpoint,
            environment,
            everyone,
            family,
            foreground,
            forks,
            language,
            lock_screen,
            paths,
            peer,
            places,
            policy,
        )
    elif sys.platform == "darwin":
        from agent.native.macos import (
            applications,
            browsers,
            clocks,
            display,
            environment,
            everyone,
            foreground,
            forks,
            language,
            lock_screen,
            paths,
            peer,
            places,
            policy,
        )
        from agent.native.posix import dumps, endpoint, family
    elif sys.platform == "linux":
        from agent.native.linux import (
            applications,
            browsers,
            clocks,
            display,
            environment,
            everyone,
            foreground,
            forks,
            language,
            lock_screen,
            paths,
            peer,
            places,
            policy,
        )
        from agent.native.posix import dumps, endpoint, family

    _APPLICATIONS: contract.Applications = applications
    _BROWSERS: contract.Browsers = browsers
    _DISPLAY: contract.Display = display
    _DUMPS: contract.Dumps = dumps
    _ENDPOINT: contract.Endpoint = endpoint
    _ENVIRONMENT: contract.Environment = environment
    _EVERYONE: contract.Everyone = everyone
    _FAMILY: contract.Family = family
    _GATE: type[contract.Gate] = forks.ForkGate
    _LANGUAGE: contract.Language = language
    _LOCK: type[contract.LockWatcher] = lock_screen.LockWatcher
    _PATHS: contract.Paths = paths
    _PEER: contract.Peer = peer
    _PLACES: contract.Places = places
    _POLICY: contract.Policy = policy
    _WATCHER: type[contract.Watcher] = foreground.ForegroundWatcher

__all__ = [
    "applications",
    "browsers",
    "clocks",
    "display",
    "dumps",
    "endpoint",
    "environment",
    "everyone",
    "family",
    "foreground",
    "forks",
    "language",
    "lock_screen",
    "paths",
    "peer",
    "places",
    "policy",
]


_FOLDERS = {"win32": "windows", "darwin": "macos", "linux": "linux"}
_SHARED = frozenset({"dumps", "endpoint", "family"})


def __getattr__(name: str) -> ModuleType:
    """This system's file of that name (PEP 562)."""
    if name not in __all__:
        raise AttributeError(name)
    if sys.platform not in _FOLDERS:
        sys.exit("Plimsoll's companion does not run on this system.")
    folder = _FOLDERS[sys.platform]
    if name in _SHARED and folder != "windows":
        folder = "posix"
    return importlib.import_module(f"agent.native.{folder}.{name}")
