"""Where signed rules lie in the state folder. The uplink writes them, the agent reads them.

signed/<root>/tuf/        TUF's own memory: which versions were seen
signed/<root>/sets/<id>/  one verified set: everyone/, rules/<number>/, decisions/
signed/<root>/current     the id of the newest set
signed/<root>/check.json  when it was last confirmed, and what was refused
signed/<root>/standing.json  the agent's: ring, which release proved good, which failed
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class SignedPlace:
    """The folder of one root of trust. Another root begins with nothing."""

    folder: Path

    @classmethod
    def of(cls, home: Path, root: str) -> SignedPlace:
        """`root`: the digest in the enrolment string (base64url)."""
        return cls(home / "signed" / hashlib.sha256(root.encode()).hexdigest()[:16])

    @property
    def tuf(self) -> Path:
        return self.folder / "tuf"

    @property
    def sets(self) -> Path:
        return self.folder / "sets"

    @property
    def check_file(self) -> Path:
        return self.folder / "check.json"

    @property
    def standing_file(self) -> Path:
        return self.folder / "standing.json"

    @property
    def current(self) -> Path | None:
        """The folder of the newest set, or None where there is none yet."""
        try:
            name = (self.folder / "current").read_text("ascii").strip()
        except (OSError, ValueError):
            return None
        folder = self.sets / name
        return folder if name and folder.is_dir() else None

    def set_current(self, name: str) -> None:
        write_whole(self.folder / "current", name.encode("ascii"))


def read_json(file: Path) -> Mapping[str, Any]:
    """The object in a file; an empty one where there is none, or none that can be read."""
    try:
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def write_whole(file: Path, content: bytes) -> None:
    """Replace a file so that a power cut leaves the old or the new one. Raises OSError."""
    draft = file.with_name(file.name + ".new")
    with open(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)
