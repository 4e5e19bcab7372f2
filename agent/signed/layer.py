"""What came signed and is used now: folders that lie over the rules of the program."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SignedLayer:
    """Each is a folder of the current set, or None."""

    #: In the form of `rules/`: a file of the same name stands in place of ours.
    rules: Path | None = None
    #: `decisions.toml`: classes of known tools, and rules that are switched off.
    decisions: Path | None = None
    #: The same for every device: the registry of numbers, groups, token keys.
    everyone: Path | None = None


NOTHING_SIGNED = SignedLayer()
