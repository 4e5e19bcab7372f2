"""Judges a text as a device would, by the companion's own command. The text is in memory only."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass

import msgspec

#: Characters of a text, and seconds that its judging may take.
LONGEST, TIMEOUT = 50_000, 20

#: The companion is a program of its own; central shares no code with it.
COMMAND = (sys.executable, "-m", "agent.cli", "scan", "--json", "--to")


class CannotTry(Exception):
    """The companion's command is not on this machine, or failed."""


class Finding(msgspec.Struct, frozen=True):
    """One finding; `start` and `end` are places in the text."""

    rule: str
    scheme: str
    level: str
    start: int
    end: int
    confidence: float
    why: str


@dataclass(frozen=True, slots=True)
class Tried:
    """The verdict, and the text in pieces, each with whether it was found."""

    action: str
    level: str
    findings: tuple[Finding, ...]
    pieces: tuple[tuple[str, bool], ...]


class _Verdict(msgspec.Struct, frozen=True):
    action: str
    level: str | None
    findings: tuple[Finding, ...]


def judge(text: str, destination: str) -> Tried:
    """What a device would do with this text on its way there. Raises CannotTry."""
    try:
        done = subprocess.run(
            [*COMMAND, destination, "-"],
            input=text.encode(),
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
        verdict = msgspec.json.decode(done.stdout, type=_Verdict)
    except (OSError, subprocess.TimeoutExpired, msgspec.DecodeError) as error:
        raise CannotTry from error
    return Tried(
        verdict.action, verdict.level or "", verdict.findings, _pieces(text, verdict.findings)
    )


def _pieces(text: str, findings: tuple[Finding, ...]) -> tuple[tuple[str, bool], ...]:
    found: list[tuple[str, bool]] = []
    at = 0
    for start, end in sorted((one.start, one.end) for one in findings):
        if end <= at:
            continue
        found += [(text[at : max(start, at)], False), (text[max(start, at) : end], True)]
        at = end
    return tuple(piece for piece in (*found, (text[at:], False)) if piece[0])
