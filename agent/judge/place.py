"""Where a word stands: its line, its neighbours and the lines around it, each cut to a short size.

Everything here looks at a bounded window, so that a hit costs the same in any text.
"""

from __future__ import annotations

from agent.judge.fields import name_before
from agent.judge.levels import others_in
from agent.judge.topics import topics

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


class Place:
    """The surroundings of `text[start:end]`. Cut at once: a hit has some twenty looks at them."""

    __slots__ = (
        *("text", "start", "end", "words", "left", "right", "above", "below", "sides"),
        *("before", "after", "in_capitals", "_company", "_field", "_topics", "_others"),
    )

    def __init__(self, text: str, start: int, end: int) -> None:
        floor, ceiling = max(start - _LINE, 0), min(end + _LINE, len(text))
        first, stop = text.rfind("\n", floor, start) + 1, text.find("\n", end, ceiling)
        self.text, self.start, self.end = text, start, end
        #: The hit itself, what precedes it on its line, and what follows it there.
        self.words = text[start:end]
        self.left = text[max(first, floor) : start]
        self.right = text[end : ceiling if stop < 0 else stop]
        #: The lines directly above and below; empty if blank or none.
        self.above = _last_line(text, start - len(self.left) - 1)
        self.below = _first_line(text, end + len(self.right) + 1)
        #: The passage before the hit, and the one behind it.
        self.sides = text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]
        #: The words right before and behind, with their signs; empty at a gap or a line's edge.
        self.before = _neighbour(self.left[::-1])[::-1]
        self.after = _neighbour(self.right)
        #: Scripts without capitals count as such.
        self.in_capitals = self.words.upper() == self.words
        self._company: list[str] | None = None
        self._field: str | None = None
        self._topics: set[str] | None = None
        self._others: set[str] | None = None

    @property
    def line(self) -> str:
        return self.left + self.words + self.right

    @property
    def around(self) -> str:
        """The passage before and behind the hit, without the hit."""
        return " \0 ".join(self.sides)

    @property
    def company(self) -> list[str]:
        """The other words of the line, without page furniture and numbers; of many, the first."""
        if self._company is None:
            left = content_words(self.left)
            self._company = left if len(left) >= _MANY else left + content_words(self.right)
        return self._company

    @property
    def field(self) -> str:
        """Name of the field whose value begins with the hit, as `fields` knows it, or empty."""
        if self._field is None:
            self._field = name_before(self.left)
        return self._field

    @property
    def topics(self) -> set[str]:
        """What the passage is about."""
        if self._topics is None:
            self._topics = topics(self.around)
        return self._topics

    @property
    def others(self) -> set[str]:
        """The other levels that the passage names; what stands right beside is one mark with it."""
        if self._others is None:
            before, behind = self.sides[0].rstrip(), self.sides[1].lstrip()
            if self.before[-1:].isalpha():
                before = before.removesuffix(self.before)
            if self.after[:1].isalpha():
                behind = behind.removeprefix(self.after)
            self._others = others_in(f"{before} \0 {behind}", self.words.lower())
        return self._others


def content_words(line: str) -> list[str]:
    """The first words that say something: neither numbers nor `Page 3 of 7`, `Copy No. 2`."""
    words: list[str] = []
    for token in line.split():
        word = token.strip(_EDGES)
        if word.isalpha() or any(map(str.isalpha, word)):
            words += [word] if word.lower() not in _FURNITURE else []
            if len(words) == _MANY:
                break
    return words


def _neighbour(outward: str) -> str:
    """The first word of `outward`, read away from the hit, if no gap parts the two."""
    blanks = len(outward) - len(outward.lstrip(" \t"))
    if blanks > 2 or "\t" in outward[:blanks]:
        return ""
    return outward[blanks : blanks + 60].split(" ", 1)[0].split("\t", 1)[0]


def _last_line(text: str, stop: int) -> str:
    return "" if stop < 0 else text[max(stop - _LINE, 0) : stop].rpartition("\n")[2]


def _first_line(text: str, start: int) -> str:
    return text[start : start + _LINE].partition("\n")[0]
