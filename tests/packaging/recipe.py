"""Recipes stand outside the import path: they are loaded by their file."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

PACKAGING = Path(__file__).parent.parent.parent / "packaging"


def recipe(path: str) -> ModuleType:
    """The recipe in this file below `packaging/`."""
    file = PACKAGING / path
    spec = importlib.util.spec_from_file_location(f"recipe_{file.stem}", file)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
