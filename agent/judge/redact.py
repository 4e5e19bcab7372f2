"""Writes a text anew without its marked passages, so that the rest can still be pasted.

Taking out the word CONFIDENTIAL and sending the rest would be a lie: what goes is the passage that
the mark speaks for (docs/decisions/redaction.md). A passage that occurs twice gets one number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import re2

from agent.events import PLAIN, Content, Finding, Level
from agent.judge.place import Place
from agent.words import gettext as _

#: Other words that may share a line with a mark that stands for the whole page.
_MOST_COMPANY = 5

#: A blank line, a page break, or a line that opens with a mark in brackets ends a paragraph.
_BREAK = re2.compile(
    r"\n[ \t\r]*\n\s*|\f|\n(?:[ \t]*[0-9]{1,3}\.)?[ \t]*\((?:U|S|C|TS|R|IC|CUI|U//[A-Z/ ]{1,30}|(?:S|C|TS)//[A-Z/ ,-]{1,60})\)"
)
#: A line that declares what follows to be public.
_PUBLIC = re2.compile(
    r"(?m)^[\W_]*(?:UNCLASSIFIED|PUBLIC|TLP:(?:CLEAR|WHITE)|OFFEN|ÖFFENTLICH|NON CLASSIFIÉ|"
    r"NON PROTÉGÉ|OFFICIAL|[0-9. ]{0,6}\(U\)[^\n]*)[\W_]*$"
)


@dataclass(frozen=True, slots=True)
class Redacted:
    """The text with placeholders, and how many passages they stand for."""

    text: str = field(repr=False)
    count: int


@dataclass(frozen=True, slots=True)
class Passage:
    """What a mark speaks for: characters, end exclusive."""

    start: int
    end: int
    level: Level


def redact(content: Content, findings: Iterable[Finding]) -> Redacted:
    """The plain text with each marked passage replaced by a placeholder that names its level.

    A mark that stands only in another flavour, such as hidden HTML, speaks for the whole text.
    """
    text, found = content.text, list(findings)
    own = [finding for finding in found if finding.flavour == PLAIN]
    if not own and found:
        own_level = max(finding.level for finding in found)
        return _written(text, [Passage(0, len(text), own_level)] if text.strip() else [])
    return _written(text, _merged(_passages(text, own)))


def _passages(text: str, findings: Sequence[Finding]) -> Iterator[Passage]:
    """The passage of each mark; marks of paragraphs overrule the page's."""
    ordered = sorted(findings, key=lambda finding: finding.start)
    page = [finding for finding in ordered if _marks_page(text, finding)]
    single = [finding for finding in ordered if finding not in page]
    yield from (_paragraph(text, finding) for finding in single)
    portioned = any(_is_portion(text, finding) for finding in single)
    for index, finding in enumerate(page):
        last = index + 1 == len(page)
        until = len(text) if last else _line_start(text, page[index + 1].start)
        yield from _page(text, finding, until, portioned)


def _page(text: str, finding: Finding, until: int, portioned: bool) -> Iterator[Passage]:
    """From the line of the mark to the next mark or a public line; a foot speaks for what is above."""
    start, level = _line_start(text, finding.start), finding.level
    if portioned:
        yield Passage(start, _line_end(text, finding.end), level)
        return
    public = _PUBLIC.search(text, finding.end)
    end = min(until, public.start() if public else until)
    yield Passage(start, end, level)
    if not text[finding.end : end].strip(" \t\r\n*_-=/#|>.,") and end == len(text):
        yield Passage(_public_above(text, start), start, level)


def _public_above(text: str, start: int) -> int:
    """Where the text above a foot stops being marked by it: behind the last public line."""
    ends = [match.end() for match in _PUBLIC.finditer(text[:start])]
    return ends[-1] if ends else 0


def _paragraph(text: str, finding: Finding) -> Passage:
    """The paragraph that holds the mark."""
    start, end = 0, len(text)
    for match in _BREAK.finditer(text):
        cut = match.start() + 1
        if cut <= finding.start:
            start = match.end() if not match.group().endswith(")") else cut
        elif match.start() >= finding.end:
            end = match.start()
            break
    return Passage(min(start, finding.start), max(end, finding.end), finding.level)


def _marks_page(text: str, finding: Finding) -> bool:
    """Whether the mark stands for all that follows: on its own line, in a field, in a subject."""
    place = Place(text, finding.start, finding.end)
    return not _is_portion(text, finding) and len(place.company) <= _MOST_COMPANY


def _is_portion(text: str, finding: Finding) -> bool:
    mark = text[finding.start : finding.end]
    behind = text[finding.end : finding.end + 2]
    return (
        mark.startswith("(")
        and mark.endswith(")")
        and behind[:1] == " "
        and bool(behind[1:].strip())
    )


def _line_start(text: str, position: int) -> int:
    return text.rfind("\n", 0, position) + 1


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def _merged(passages: Iterable[Passage]) -> list[Passage]:
    """In order and without overlap; where two meet, the graver level stays."""
    merged: list[Passage] = []
    for passage in sorted(passages, key=lambda p: (p.start, p.end)):
        if merged and passage.start < merged[-1].end:
            last = merged.pop()
            end, level = max(last.end, passage.end), max(last.level, passage.level)
            passage = Passage(last.start, end, level)
        if passage.end > passage.start:
            merged.append(passage)
    return merged


def _written(text: str, passages: Sequence[Passage]) -> Redacted:
    numbers: dict[str, int] = {}
    parts, at = [], 0
    for passage in passages:
        value = text[passage.start : passage.end].strip()
        number = numbers.setdefault(value, len(numbers) + 1)
        trailing = "\n\n" if text[passage.end :].strip() and text[passage.end - 1] == "\n" else ""
        parts += [text[at : passage.start], _placeholder(passage.level, number), trailing]
        at = passage.end
    return Redacted("".join([*parts, text[at:]]), len(passages))


def _placeholder(level: Level, number: int) -> str:
    """In small letters: a placeholder is no mark."""
    return "[" + _PLACEHOLDERS[level].format(number=number) + "]"


_PLACEHOLDERS = {
    Level.PUBLIC: _("passage {number} left out"),
    Level.INTERNAL: _("internal passage {number} left out"),
    Level.CONFIDENTIAL: _("confidential passage {number} left out"),
    Level.RESTRICTED: _("restricted passage {number} left out"),
    Level.SECRET: _("secret passage {number} left out"),
}
