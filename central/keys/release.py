"""A release of rules: a folder in the form of `rules/`, a number, and a day for each ring."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from central.keys.repository import KeysError
from central.words import gettext as _

#: What a release may hold. Nothing in it can run.
PATTERNS = (
    "markers/*.toml",
    "sensitive/*.toml",
    "tools/*.toml",
    "tools/long_tail/*.toml",
    "policy.toml",
    "trial/trial.toml",
    "trial/markers/*.toml",
)
#: Bytes of one file.
LARGEST = 2_000_000
#: Rings in their order: about 1 device in 100, 1 in 10, all.
RINGS = ("canary", "pilot", "all")
#: Days between the rings, unless the publisher names others.
PACE = {"canary": 0, "pilot": 2, "all": 7}


@dataclass(frozen=True, slots=True)
class Release:
    """Which rules, and from which day on for whom."""

    number: int
    days: Mapping[str, date]

    def table(self) -> str:
        """As it stands in `releases.toml`."""
        lines = "".join(f"{ring} = {self.days[ring].isoformat()}\n" for ring in RINGS)
        return f"[[release]]\nnumber = {self.number}\n{lines}"


def paced(number: int, first: date, at_once: bool) -> Release:
    """A release that begins on `first`, ring by ring or for all at once."""
    days = {ring: first + timedelta(days=0 if at_once else PACE[ring]) for ring in RINGS}
    return Release(number, days)


def files_of(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Path and content of each file of a release. Raises KeysError for what does not belong."""
    wanted = {file for pattern in PATTERNS for file in folder.glob(pattern)}
    strange = [file for file in sorted(folder.rglob("*")) if file.is_file() and file not in wanted]
    if strange:
        message = _("{file} is no rule file; a release holds rules only.")
        raise KeysError(message.format(file=strange[0]))
    for file in sorted(wanted):
        content = file.read_bytes()
        if len(content) > LARGEST:
            raise KeysError(_("{file} is over 2 MB.").format(file=file))
        yield file.relative_to(folder).as_posix(), content


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
