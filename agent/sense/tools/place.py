"""What every kind of place offers where AI tools leave traces."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from agent.sense.tools.find import Finding


class Place(Protocol):
    """Looks when it is asked. What it watches says when to ask again."""

    @property
    def name(self) -> str:
        """Short and stable, such as `applications`."""
        ...

    def watched(self) -> Iterable[Path]:
        """Folders and files whose change is a reason to look again. They need not exist."""
        ...

    def look(self) -> Iterable[Finding]:
        """What is there now. What cannot be read is passed over."""
        ...
