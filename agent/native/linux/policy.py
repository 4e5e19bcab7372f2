"""What the company set on this machine: JSON files below /etc/plimsoll."""

from __future__ import annotations

from pathlib import Path

from agent.native.given import Given, read_given

_COMPANY = Path("/etc/plimsoll")


def managed(company: Path = _COMPANY) -> tuple[Given, ...]:
    """What is enforced, weakest first: a file later by name overrules an earlier one."""
    return _folder(company / "policies" / "managed")


def recommended(company: Path = _COMPANY) -> tuple[Given, ...]:
    """What is proposed, and the person may change."""
    return _folder(company / "policies" / "recommended")


def installed(company: Path = _COMPANY) -> tuple[Given, ...]:
    """What was given at installation."""
    return (read_given(company / "install.json"),)


def _folder(folder: Path) -> tuple[Given, ...]:
    return tuple(read_given(file) for file in sorted(folder.glob("*.json")))
