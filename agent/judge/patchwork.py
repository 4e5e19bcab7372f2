"""A text put together from parts of another, and the way back from the one to the other."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from agent.events import Finding


@dataclass(frozen=True, slots=True)
class Part:
    """What `source[start:end]` (characters) says."""

    says: str
    start: int
    end: int


class Patchwork:
    """The parts in order. `text` is what to judge."""

    def __init__(self, parts: Iterable[Part]) -> None:
        self._begins, self._starts, self._ends = array("Q"), array("Q"), array("Q")
        said, length = [], 0
        for part in parts:
            self._begins.append(length)
            self._starts.append(part.start)
            self._ends.append(part.end)
            said.append(part.says)
            length += len(part.says)
        self._begins.append(length)
        self.text = "".join(said)

    def restored(self, finding: Finding) -> Finding:
        """The same finding with its span in the source.

        A part as long as its source stands there letter by letter; of any other, such as an encoded
        block, the finding covers the whole.
        """
        start = self._place(finding.start)[0]
        end = self._place(max(finding.end - 1, finding.start))[1]
        return replace(finding, start=start, end=max(end, start + 1))

    def _place(self, position: int) -> tuple[int, int]:
        part = min(max(bisect_right(self._begins, position) - 1, 0), len(self._starts) - 1)
        start, end = self._starts[part], self._ends[part]
        if self._begins[part + 1] - self._begins[part] != end - start:
            return start, end
        here = start + position - self._begins[part]
        return here, here + 1
