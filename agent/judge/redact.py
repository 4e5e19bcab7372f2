"""Writes a text anew without its marked passages, so that the rest can still be pasted.

Taking out the word CONFIDENTIAL and sending the rest would be a lie: what goes is the passage that
the mark speaks for (docs/decisions/redaction.md). Of sensitive data the value alone goes, and its
placeholder says what it was: `[iban 1]`. What occurs twice gets one number.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import re2

from agent.events import PLAIN, Content, Finding, Level
from agent.judge.judge import MOST_FINDINGS
from agent.judge.place import Place
from agent.judge.sensitive.rule import SCHEMES
from agent.words import gettext as _

#: Other words that may share a line with a mark that stands for the whole page.
_MOST_COMPANY = 5

#: A blank line, a page break, or a line that opens with a mark in brackets ends a paragraph.
_BREAK = re2.compile(
    r"\n[ \t\r]*\n\s*|\f|"
    r"\n(?:[ \t]*[0-9]{1,3}\.)?[ \t]*\((?:U|S|C|TS|R|IC|CUI|(?:U|S|C|TS)//[A-Z/ ,-]{1,60})\)"
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
    #: Placeholder → what stood there, to be put back into an answer. In memory only.
    originals: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Passage:
    """What a mark speaks for, or a value: characters, end exclusive."""

    start: int
    end: int
    level: Level
    #: What the value is, such as `iban`; empty for the passage of a mark.
    kind: str = ""


def redact_cleanly(
    content: Content,
    findings: Sequence[Finding],
    judge: Callable[[Content], Sequence[Finding]],
) -> Redacted:
    """As `redact`, and nothing that `judge` finds is left in the result.

    Where a passage goes, what stood beside it may become a mark that it was not before: then one
    placeholder stands for the whole text.
    """
    result = redact(content, findings)
    if not findings or not judge(Content({PLAIN: result.text})):
        return result
    level = max(finding.level for finding in findings)
    return _written(content.text, [Passage(0, len(content.text), level)])


def redact(content: Content, findings: Iterable[Finding]) -> Redacted:
    """The plain text with each marked passage replaced by a placeholder that names its level.

    A mark that stands only in another flavour, such as hidden HTML, or before the text, speaks for
    the whole of it. A value there does not: the plain text has no part of it.
    """
    text, found = content.text, list(findings)
    own = [finding for finding in found if finding.flavour == PLAIN and finding.end]
    values = [_value(finding) for finding in own if finding.scheme in SCHEMES]
    marks = [finding for finding in own if finding.scheme not in SCHEMES]
    elsewhere = [f.level for f in found if f not in own and f.scheme not in SCHEMES]
    if len(found) >= MOST_FINDINGS:
        # More stands there than was listed: what is not known cannot be taken out one by one.
        elsewhere, marks = [finding.level for finding in found], []
    if elsewhere and not marks and text.strip():
        return _written(text, [Passage(0, len(text), max(elsewhere))])
    passages = list(_passages(_Layout(text), marks)) if marks else []
    return _written(text, _merged([*passages, *values]))


def restored(answer: str, originals: Mapping[str, str]) -> str:
    """`answer` with what the placeholders stand for, each where it stands, in one pass.

    What an original holds is left as it is, though it look like a placeholder. Takes any text.
    """
    if not originals:
        return answer
    parts, at = [], 0
    plain = {placeholder.casefold(): original for placeholder, original in originals.items()}
    # One character stands for each lone surrogate, which RE2 cannot read: no place moves.
    readable = answer.encode("utf-8", "replace").decode()
    for match in _any_of(originals).finditer(readable):
        parts += [answer[at : match.start()], plain[match.group().casefold()]]
        at = match.end()
    return "".join([*parts, answer[at:]])


def placeholders_in(text: str, originals: Mapping[str, str]) -> int:
    """How many places `restored` would fill. Takes any text."""
    if not originals or "[" not in text:
        return 0
    return sum(
        1 for _match in _any_of(originals).finditer(text.encode("utf-8", "replace").decode())
    )


def _any_of(placeholders: Iterable[str]) -> Any:
    return re2.compile("(?i)" + "|".join(str(re2.escape(p)) for p in placeholders))


def _value(finding: Finding) -> Passage:
    kind = finding.rule.partition(".")[2].replace("-", " ")
    return Passage(finding.start, finding.end, finding.level, kind)


class _Layout:
    """Where the paragraphs and the public lines of a text are. Read once, asked often."""

    def __init__(self, text: str) -> None:
        # RE2 reads UTF-8, which has no lone surrogates; one question mark keeps each place.
        self.text = text.encode("utf-8", "replace").decode()
        breaks = [match.span() for match in _BREAK.finditer(self.text)]
        #: A break that ends with a mark in brackets: the mark belongs to the next paragraph.
        self._starts = [0] + [s + 1 if self.text[e - 1] == ")" else e for s, e in breaks]
        self._ends = [start for start, _end in breaks] + [len(text)]
        self._public = [match.span() for match in _PUBLIC.finditer(self.text)]

    def paragraph(self, start: int, end: int) -> tuple[int, int]:
        """The paragraphs that hold this span."""
        first = bisect_right(self._starts, start) - 1
        last = max(bisect_right(self._starts, end - 1) - 1, first)
        return min(self._starts[first], start), max(self._ends[last], end)

    def public_from(self, position: int) -> int:
        """Where the next public line begins, or the text ends."""
        index = bisect_left(self._public, (position, 0))
        return self._public[index][0] if index < len(self._public) else len(self.text)

    def public_until(self, position: int) -> int:
        """Where the last public line before `position` ends, or the text begins."""
        index = bisect_left(self._public, (position, 0))
        while index and self._public[index - 1][1] > position:
            index -= 1
        return self._public[index - 1][1] if index else 0


def _passages(layout: _Layout, findings: Sequence[Finding]) -> Iterator[Passage]:
    """The passage of each mark. Marks of paragraphs overrule the page's."""
    ordered = sorted(findings, key=lambda finding: finding.start)
    pages = [finding for finding in ordered if _marks_page(layout.text, finding)]
    others = [finding for finding in ordered if not _marks_page(layout.text, finding)]
    for finding in others:
        yield Passage(*layout.paragraph(finding.start, finding.end), finding.level)
    portioned = any(_is_portion(layout.text, finding) for finding in others)
    for finding, following in zip(pages, [*pages[1:], None], strict=False):
        start = _line_start(layout.text, finding.start)
        if portioned:
            yield Passage(start, _line_end(layout.text, finding.end), finding.level)
            continue
        until = len(layout.text)
        if following is not None:
            until = _line_start(layout.text, following.start)
        end = min(until, layout.public_from(finding.end))
        if following is None and _is_foot(layout.text, finding):
            start, end = layout.public_until(start), _line_end(layout.text, finding.end)
        yield Passage(start, max(_trimmed(layout.text, end), finding.end), finding.level)


def _trimmed(text: str, end: int) -> int:
    """Before the blank lines that part a passage from what follows."""
    while end < len(text) and end > 0 and text[end - 1].isspace():
        end -= 1
    return end


def _is_foot(text: str, finding: Finding) -> bool:
    """Nothing that says anything follows: the mark speaks for what is above."""
    rest = text[_line_end(text, finding.end) :]
    return not any(character.isalnum() for character in rest[:2000])


def _marks_page(text: str, finding: Finding) -> bool:
    """Whether the mark stands for all that follows: on its own line, in a field, in a subject."""
    place = Place(text, finding.start, finding.end)
    return not _is_portion(text, finding) and len(place.company) <= _MOST_COMPANY


def _is_portion(text: str, finding: Finding) -> bool:
    """A level in brackets with words behind it."""
    mark, behind = text[finding.start : finding.end], text[finding.end : finding.end + 2]
    bracketed = mark.startswith("(") and mark.endswith(")")
    return bracketed and behind[:1] == " " and bool(behind[1:].strip())


def _line_start(text: str, position: int) -> int:
    return text.rfind("\n", 0, position) + 1


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def _merged(passages: Iterable[Passage]) -> list[Passage]:
    """In order and without overlap; where two meet, a mark's passage and the graver level stay."""
    merged: list[Passage] = []
    for passage in sorted(passages, key=lambda p: (p.start, p.end)):
        if merged and passage.start < merged[-1].end:
            last = merged.pop()
            end, level = max(last.end, passage.end), max(last.level, passage.level)
            kind = last.kind if passage.kind else ""
            passage = Passage(last.start, end, level, kind)
        if passage.end > passage.start:
            merged.append(passage)
    return merged


def _written(text: str, passages: Sequence[Passage]) -> Redacted:
    names = _Names(text)
    parts, at = [], 0
    for passage in passages:
        parts += [text[at : passage.start], names.of(passage)]
        at = passage.end
    return Redacted("".join([*parts, text[at:]]), len(passages), names.originals)


class _Names:
    """Gives each value its placeholder: the same value the same one, and none the text has."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._given: dict[tuple[str, str], str] = {}
        self._numbers: Counter[str] = Counter()
        self.originals: dict[str, str] = {}

    def of(self, passage: Passage) -> str:
        original = self._text[passage.start : passage.end]
        key = (passage.kind, original.strip())
        if key not in self._given:
            self._given[key] = self._new(passage)
            self.originals[self._given[key]] = original
        return self._given[key]

    def _new(self, passage: Passage) -> str:
        while True:
            self._numbers[passage.kind] += 1
            name = _placeholder(passage, self._numbers[passage.kind])
            if name not in self._text:
                return name


def _placeholder(passage: Passage, number: int) -> str:
    """In small letters: a placeholder is no mark."""
    if passage.kind:
        return f"[{passage.kind} {number}]"
    level = passage.level
    return "[" + _PLACEHOLDERS[level].format(number=number) + "]"


_PLACEHOLDERS = {
    Level.PUBLIC: _("passage {number} left out"),
    Level.INTERNAL: _("internal passage {number} left out"),
    Level.CONFIDENTIAL: _("confidential passage {number} left out"),
    Level.RESTRICTED: _("restricted passage {number} left out"),
    Level.SECRET: _("secret passage {number} left out"),
}
