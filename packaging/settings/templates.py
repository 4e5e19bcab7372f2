"""Writes every policy template into a folder.

python packaging/settings/templates.py build/policy
python packaging/settings/templates.py build/policy --values values.json --team ABCDE12345
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import admx
import json_schema
import mobileconfig
from profile_values import ValuesError, read_values

from agent.setting import declared_settings

#: What a profile says where nobody gave values: each setting once, so that it can be filled in.
_EXAMPLE: dict[str, Any] = {"organisation": "Example Ltd", "group": 1, "quiet_minutes": 10}


def main() -> None:
    """The files, by their names in the folder; 1 where the values cannot be used, and no file."""
    options = _options()
    declared = declared_settings()
    try:
        values = read_values(options.values, declared) if options.values else _EXAMPLE
    except ValuesError as fault:
        sys.exit(str(fault))
    settings = tuple(declared.values())
    files = {
        "plimsoll.admx": admx.definitions(settings),
        "en-US/plimsoll.adml": admx.words(settings),
        "policy.schema.json": json_schema.schema(settings),
        "plimsoll-settings.mobileconfig": mobileconfig.configuration(values, {}),
        "plimsoll-notices.mobileconfig": mobileconfig.notifications(),
    }
    if options.team:
        files["plimsoll-sign-in.mobileconfig"] = mobileconfig.background_items(options.team)
    for name, content in files.items():
        file = options.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        sys.stdout.write(f"{file}\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--values", type=Path, help="A JSON file of settings for the profile.")
    parser.add_argument("--team", default="", help="Apple's identifier of who signed the bundle.")
    return parser.parse_args()


if __name__ == "__main__":
    main()
