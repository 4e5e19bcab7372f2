"""What the company set on this machine: property lists of the domain `plimsoll.companion`.

MDM writes what is managed below /Library/Managed Preferences, where nobody else may write; the
installer writes beside it. What a profile proposes stands in it below `Recommended`.
"""

from __future__ import annotations

import plistlib
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

from agent.native.given import Given, read_given

DOMAIN = "plimsoll.companion"

_LIBRARY = Path("/Library")
_RECOMMENDED = "Recommended"


def managed(library: Path = _LIBRARY) -> tuple[Given, ...]:
    """What is enforced for everybody on this machine, then for this account."""
    return tuple(_without_proposals(given) for given in _profiles(library))


def recommended(library: Path = _LIBRARY) -> tuple[Given, ...]:
    """What is proposed, and the person may change."""
    return tuple(_proposals(given) for given in _profiles(library))


def installed(library: Path = _LIBRARY) -> tuple[Given, ...]:
    """What was given at installation."""
    return (_read(library / "Preferences"),)


def _profiles(library: Path) -> tuple[Given, ...]:
    folder = library / "Managed Preferences"
    return (_read(folder), _read(folder / Path.home().name))


def _read(folder: Path) -> Given:
    return read_given(folder / f"{DOMAIN}.plist", _read_plist)


def _without_proposals(given: Given) -> Given:
    enforced = {key: value for key, value in given.values.items() if key != _RECOMMENDED}
    return replace(given, values=enforced)


def _proposals(given: Given) -> Given:
    proposed: Any = given.values.get(_RECOMMENDED, {})
    return replace(given, values=proposed if isinstance(proposed, dict) else {}, problem="")


def _read_plist(data: bytes) -> Any:
    """For `read_given`. Raises ValueError."""
    try:
        return plistlib.loads(data)
    except ExpatError as fault:
        raise ValueError(str(fault)) from None
