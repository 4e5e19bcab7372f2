"""Where a word stands: its line, its neighbours and the lines around it, each cut to a short size.

Everything here looks at a bounded window, so that a hit costs the same in any text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

#: Characters of a line looked at on each side of a hit.
_LINE = 240
#: Characters looked at on each side for what a passage is about.
_AROUND = 320
#: Other words of a line that are looked at.
_MANY = 8

#: What a printed page carries beside its mark.
_FURNITURE = frozenset(
    ("document", "dokument", "documento", "документ", "belge", "asiakirja", "dokumentum")
    + (
        "page",
        "pages",
        "pg",
        "seite",
        "blatt",
        "pagina",
        "página",
        "strona",
        "copy",
        "copies",
        "no",
    )
    + ("nr", "of", "von", "de", "sur")
)
_SIGNS = "".join(c for c in map(chr, range(33, 127)) if not c.isalnum())
_EDGES = _SIGNS + " \t\r•·«»¡¿©®™°§¶ˈ"


@dataclass(frozen=True)
class Place:
    """The surroundings of `text[start:end]`."""

    text: str = field(repr=False)
    start: int
    end: int

    @cached_property
    def words(self) -> str:
        """The hit itself."""
        return self.text[self.start : self.end]

    @cached_property
    def left(self) -> str:
        """What precedes the hit on its line."""
        floor = max(self.start - _LINE, 0)
        return self.text[max(self.text.rfind("\n", floor, self.start) + 1, floor) : self.start]

    @cached_property
    def right(self) -> str:
        """What follows the hit on its line."""
        ceiling = min(self.end + _LINE, len(self.text))
        stop = self.text.find("\n", self.end, ceiling)
        return self.text[self.end : ceiling if stop < 0 else stop]

    @cached_property
    def line(self) -> str:
        return self.left + self.words + self.right

    @cached_property
    def above(self) -> str:
        """The line directly above; empty if blank or none."""
        stop = self.start - len(self.left) - 1
        return "" if stop < 0 else self.text[max(stop - _LINE, 0) : stop].rpartition("\n")[2]

    @cached_property
    def below(self) -> str:
        """The line directly below; empty if blank or none."""
        start = self.end + len(self.right) + 1
        return self.text[start : start + _LINE].partition("\n")[0]

    @cached_property
    def sides(self) -> tuple[str, str]:
        """The passage before the hit, and the one behind it."""
        before = self.text[max(self.start - _AROUND, 0) : self.start]
        return before, self.text[self.end : self.end + _AROUND]

    @cached_property
    def around(self) -> str:
        """The passage before and behind the hit, without the hit."""
        return " \0 ".join(self.sides)

    @cached_property
    def before(self) -> str:
        """The word right before the hit, with its signs; empty behind a gap or a line start."""
        return _neighbour(self.left[::-1])[::-1]

    @cached_property
    def after(self) -> str:
        """The word right behind the hit, with its signs; empty before a gap or a line end."""
        return _neighbour(self.right)

    @cached_property
    def company(self) -> list[str]:
        """The other words of the line, without page furniture and numbers; of many, the first."""
        left = content_words(self.left)
        return left if len(left) >= _MANY else left + content_words(self.right)

    @cached_property
    def in_capitals(self) -> bool:
        """Scripts without capitals count as such."""
        return self.words.upper() == self.words


def content_words(line: str) -> list[str]:
    """The first words that say something: neither numbers nor `Page 3 of 7`, `Copy No. 2`."""
    stripped = (token.strip(_EDGES) for token in line.split())
    saying = (
        word
        for word in stripped
        if word.lower() not in _FURNITURE and (word.isalpha() or any(c.isalpha() for c in word))
    )
    return list(islice(saying, _MANY))


def _neighbour(outward: str) -> str:
    """The first word of `outward`, read away from the hit, if no gap parts the two."""
    blanks = len(outward) - len(outward.lstrip(" \t"))
    if blanks > 2 or "\t" in outward[:blanks]:
        return ""
    return outward[blanks : blanks + 60].split(" ", 1)[0].split("\t", 1)[0]
