"""A header pasted first and its body after: what the header said still counts for the body.

What is kept, for a few minutes and in memory only: the gravest mark of a paste that is hardly more
than a mark, and salted digests of where it went and of the one text that followed. Never a text.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from agent.events import PLAIN, Content, Finding
from agent.judge.sensitive.rule import SCHEMES
from agent.words import gettext as _

#: Seconds between a header and its body.
PATIENCE = 180.0
#: Words beside the mark that a header may have: a title, a date, a number.
_MOST_WORDS = 12
#: Characters that a body has at least: a short question is none.
_SHORTEST_BODY = 40


@dataclass(frozen=True, slots=True)
class _Header:
    """A mark that waits for its body, or speaks for the one that came."""

    finding: Finding
    until: float
    body: bytes = b""


class PasteMemory:
    """Headers by destination. Time is an argument; whoever shares this between threads locks."""

    def __init__(self, salt: bytes, seconds: float = PATIENCE) -> None:
        self._salt = salt
        self._seconds = seconds
        self._headers: dict[bytes, _Header] = {}

    def joined(
        self, content: Content, findings: tuple[Finding, ...], destination: str, now: float
    ) -> tuple[Finding, ...]:
        """`findings`, and what the header pasted before says of this content.

        That finding has the empty span 0, 0: it stands before the text. `now` in seconds.
        """
        self._headers = {key: held for key, held in self._headers.items() if held.until > now}
        marks = [finding for finding in findings if finding.scheme not in SCHEMES]
        where = self._digest(destination)
        if marks:
            if _is_header(content.text, marks):
                gravest = max(marks, key=lambda finding: finding.level)
                self._headers[where] = _Header(gravest, now + self._seconds)
            return findings
        header, body = self._headers.get(where), self._digest(content.text)
        if header is None or len(content.text.strip()) < _SHORTEST_BODY:
            return findings
        if header.body not in (b"", body):
            return findings
        self._headers[where] = replace(header, body=body)
        return (_before(header.finding), *findings)

    def forget(self) -> None:
        """The screen was locked, or the person left."""
        self._headers.clear()

    def _digest(self, text: str) -> bytes:
        data = text.encode("utf-8", "surrogatepass")
        return hashlib.blake2b(data, key=self._salt, digest_size=16).digest()


def _is_header(text: str, marks: list[Finding]) -> bool:
    """Whether a paste is hardly more than its marks: a few words, and no sentence."""
    plain = list(text)
    for mark in marks:
        if mark.flavour == PLAIN:
            plain[mark.start : mark.end] = " " * (mark.end - mark.start)
    lines = [line.strip() for line in "".join(plain).splitlines()]
    says_something = any(line.endswith((".", "!", "?")) and " " in line for line in lines)
    return not says_something and sum(len(line.split()) for line in lines) <= _MOST_WORDS


def _before(finding: Finding) -> Finding:
    evidence = ("+ " + _("a header with this mark was pasted just before"),)
    return replace(finding, start=0, end=0, flavour=PLAIN, evidence=evidence)
