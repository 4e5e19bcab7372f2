"""Recipes stand outside the import path: they are loaded by their file, as Python runs a script."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

PACKAGING = Path(__file__).parent.parent.parent / "packaging"


def recipe(path: str) -> ModuleType:
    """The recipe in this file below `packaging/`."""
    file = PACKAGING / path
    # A script finds the files beside it.
    if str(file.parent) not in sys.path:
        sys.path.append(str(file.parent))
    return importlib.import_module(file.stem)
