"""What a `.desktop` file says of the program it starts (Desktop Entry Specification 1.5)."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

from agent.native.contract import Application

#: How the name of an entry ends.
ENDING = ".desktop"

_LONGEST = 64 * 1024


def application_in(file: Path) -> Application | None:
    """None where it is taken back, names nothing, or cannot be read."""
    entry = _entry(_text_of(file))
    name = entry.get("Name", "")
    if not name or entry.get("Hidden") == "true":
        return None
    return Application(name, file.stem, _program(entry.get("Exec", "")))


def registered() -> Iterator[tuple[str, Application]]:
    """Nothing: what is installed has an entry."""
    return iter(())


def _text_of(file: Path) -> str:
    try:
        if file.stat().st_size > _LONGEST or not file.is_file():
            return ""
        return file.read_text("utf-8", "replace")
    except OSError:
        return ""


def _entry(text: str) -> dict[str, str]:
    """The keys of `[Desktop Entry]`; those in other languages keep their brackets."""
    _before, _header, rest = text.partition("[Desktop Entry]")
    lines = rest.partition("\n[")[0].splitlines()
    pairs = (line.partition("=") for line in lines if "=" in line)
    return {key.strip(): value.strip() for key, _sign, value in pairs}


def _program(command: str) -> str:
    """The program that an entry starts, behind `env NAME=value`."""
    try:
        words = shlex.split(command)
    except ValueError:  # quotes that do not match
        return ""
    if words[:1] == ["env"]:
        words = [word for word in words[1:] if "=" not in word]
    return words[0] if words else ""
