"""Settings that stand on this machine, and where: a file, a key of the registry."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from agent.words import gettext as _


@dataclass(frozen=True, slots=True)
class Given:
    """What one place says. Nothing of it is checked yet."""

    #: For a person: the file or the key.
    where: str
    #: Not in `repr`: an enrolment string may be among them.
    values: Mapping[str, Any] = field(default_factory=dict, repr=False)
    #: Whether a number stands there as a text: an installer knows nothing but texts.
    as_texts: bool = False
    #: Why the place could not be read, as a sentence; empty where it could.
    problem: str = ""


def read_toml(data: bytes) -> dict[str, Any]:
    """For `read_given`. Raises ValueError."""
    return tomllib.loads(data.decode("utf-8"))


def read_given(file: Path, read: Callable[[bytes], Any] = json.loads) -> Given:
    """What stands in a file. Never raises: an absent file says nothing, a broken one says why.

    `read` raises ValueError for what it cannot read.
    """
    try:
        values = read(file.read_bytes())
    except FileNotFoundError:
        return Given(str(file))
    except (OSError, ValueError, RecursionError) as fault:
        problem = _("{file} cannot be read: {reason}").format(file=file, reason=fault)
        return Given(str(file), problem=problem)
    if not isinstance(values, dict):
        problem = _("{file} holds no table of settings.").format(file=file)
        return Given(str(file), problem=problem)
    return Given(str(file), values)
