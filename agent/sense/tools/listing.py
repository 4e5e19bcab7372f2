"""The names in a folder, for places that need not exist."""

from __future__ import annotations

import os
from pathlib import Path


def names_in(folder: Path) -> tuple[str, ...]:
    """In alphabetical order; none where the folder is absent or closed to us."""
    try:
        return tuple(sorted(os.listdir(folder)))
    except OSError:
        return ()


def text_of(file: Path, most: int = 4 << 20) -> str:
    """The file's text; nothing where it is absent, closed to us, or over `most` bytes long."""
    try:
        if file.stat().st_size > most or not file.is_file():
            return ""
        return file.read_text("utf-8", "replace")
    except OSError:
        return ""
