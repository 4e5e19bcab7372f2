"""What is committed names no package registry and no folder of one machine."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent

#: Written in parts, so that this file does not hold what it looks for.
FORBIDDEN = [
    *("pypi" + ".org", "python" + "hosted", "npm" + "js.org", "npm" + "js.com", "deb." + "debian"),
    *("registry" + ".yarn", "rubygems" + ".org", "crates" + ".io/api", "nodesource" + ".com"),
    *(
        "/wo" + "rk/main",
        "/wo" + "rk/shared",
        "/tm" + "p/w/",
        "/ro" + "ot/.pyenv",
        "/op" + "t/wheels",
    ),
]


def committed() -> dict[Path, str]:
    """Each text that git keeps, by its path."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    texts: dict[Path, str] = {}
    for name in listed.stdout.decode().split("\0"):
        try:
            texts[Path(name)] = (ROOT / name).read_text("utf-8")
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue  # a picture, or a file that is being moved
    return texts


def test_no_registry_and_no_machine_is_named() -> None:
    found = {
        f"{path}: {word}"
        for path, text in committed().items()
        for word in FORBIDDEN
        if word in text
    }

    assert found == set()


def test_the_lock_of_node_packages_says_what_and_not_where() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    entries = {name: entry for name, entry in lock["packages"].items() if name}

    assert entries
    assert [name for name, entry in entries.items() if "resolved" in entry] == []
    assert [name for name, entry in entries.items() if "integrity" not in entry] == []
