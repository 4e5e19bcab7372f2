"""YAML as clients of models keep their settings in it: plain data, nothing that makes objects."""

from __future__ import annotations

from typing import Any


def read_yaml(text: str) -> dict[str, Any]:
    """The table in `text`. Empty for anything else: a person may be in the middle of a change."""
    if not text.strip():
        return {}
    # Few machines have such a file, and the others need not load the reader.
    import yaml

    try:
        value = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
