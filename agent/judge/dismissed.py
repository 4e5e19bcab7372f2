"""What a person called not sensitive: exactly that finding in that surrounding is not said again.

Kept as salted digests, in memory, until the person logs off. The same words elsewhere are new.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from agent.events import Content, Finding

#: Characters on each side that belong to the surrounding.
AROUND = 40
#: More than a person can answer in a day; the oldest go first.
MOST = 10_000


class Dismissed:
    """Whoever shares this between threads locks."""

    def __init__(self, salt: bytes) -> None:
        self._salt = salt
        self._known: dict[bytes, None] = {}

    def surroundings(self, content: Content, findings: Iterable[Finding]) -> frozenset[bytes]:
        """What an answer about these findings would be remembered by."""
        return frozenset(self._digest(content, finding) for finding in findings)

    def dismiss(self, surroundings: Iterable[bytes]) -> None:
        """The person said so."""
        self._known.update(dict.fromkeys(surroundings))
        for oldest in list(self._known)[: max(len(self._known) - MOST, 0)]:
            del self._known[oldest]

    def without(self, content: Content, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """The findings that were not dismissed."""
        if not self._known:
            return findings
        return tuple(f for f in findings if self._digest(content, f) not in self._known)

    def forget(self) -> None:
        """The person left."""
        self._known.clear()

    def _digest(self, content: Content, finding: Finding) -> bytes:
        text = content.flavours.get(finding.flavour, "")
        around = text[max(0, finding.start - AROUND) : finding.end + AROUND]
        value = text[finding.start : finding.end]
        data = "\0".join((finding.rule, value, around)).encode("utf-8", "surrogatepass")
        return hashlib.blake2b(data, key=self._salt, digest_size=16).digest()
