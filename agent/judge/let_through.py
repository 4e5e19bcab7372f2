"""What a person has just let through: the same passage is not asked about again when it is sent.

A text that was pasted and approved goes on with other words around it. So a finding is known by its
line and the one beside it, by their letters and digits alone. Salted digests, in memory only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from agent.events import Content, Finding

#: Letters that a line must have besides the mark to be known without a neighbour.
ENOUGH = 8
#: Characters of a line that count.
LONGEST = 400
#: More than a person can answer in its quiet time; the oldest go first.
MOST = 10_000


class LetThrough:
    """Whoever shares this between threads locks."""

    def __init__(self, salt: bytes, seconds: float) -> None:
        """`seconds` is how long an answer holds."""
        self._salt = salt
        self._seconds = seconds
        self._until: dict[tuple[bytes, str], float] = {}

    def digests(self, content: Content, findings: Iterable[Finding]) -> frozenset[bytes]:
        """What an answer about these findings would be remembered by."""
        return frozenset(each for finding in findings for each in self._of(content, finding))

    def remember(self, digests: Iterable[bytes], destination: str, now: float) -> None:
        """The person let these through to this destination."""
        self._until = {key: end for key, end in self._until.items() if end > now}
        self._until.update({(each, destination): now + self._seconds for each in digests})
        for oldest in list(self._until)[: max(len(self._until) - MOST, 0)]:
            del self._until[oldest]

    def without(
        self, content: Content, findings: tuple[Finding, ...], destination: str, now: float
    ) -> tuple[Finding, ...]:
        """The findings that were not let through."""
        if not self._until:
            return findings
        return tuple(f for f in findings if not self._knows(content, f, destination, now))

    def _knows(self, content: Content, finding: Finding, destination: str, now: float) -> bool:
        ends = (self._until.get((each, destination), 0.0) for each in self._of(content, finding))
        return any(end > now for end in ends)

    def forget(self) -> None:
        """The person left."""
        self._until.clear()

    def _of(self, content: Content, finding: Finding) -> frozenset[bytes]:
        text = content.flavours.get(finding.flavour, "")
        start = text.rfind("\n", 0, finding.start) + 1
        end = text.find("\n", finding.end)
        line = _letters(text[start : end if end >= 0 else len(text)])
        before = _letters(_last_line(text[max(0, start - LONGEST) : start]))
        after = _letters(_first_line(text[end : end + LONGEST] if end >= 0 else ""))
        mark = _letters(text[finding.start : finding.end])
        ways = [("before", before, line), ("after", line, after)]
        known = [way for way in ways if way[1] and way[2]]
        if len(line) >= len(mark) + ENOUGH:
            known.append(("line", line, ""))
        return frozenset(self._digest(finding.rule, *way) for way in known)

    def _digest(self, *parts: str) -> bytes:
        data = "\0".join(parts).encode("utf-8", "surrogatepass")
        return hashlib.blake2b(data, key=self._salt, digest_size=16).digest()


def _letters(text: str) -> str:
    return "".join(character for character in text[:LONGEST].casefold() if character.isalnum())


def _first_line(text: str) -> str:
    return next((line for line in text.split("\n") if line.strip()), "")


def _last_line(text: str) -> str:
    return next((line for line in reversed(text.split("\n")) if line.strip()), "")
