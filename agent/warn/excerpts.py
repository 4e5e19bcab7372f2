"""Cuts the person's own text around a mark, for the person's own screen and nothing else."""

from __future__ import annotations

import re

from agent.events import Content, Finding

#: Characters kept on each side of the mark.
AROUND = 60
#: Characters of a word that is left out rather than cut. Scripts without spaces are cut.
LONGEST_WORD = 20
#: Characters of a mark that are shown.
LONGEST_MARK = 48
#: Excerpts in one warning. The sentences below them count the rest.
MOST = 3

Excerpt = dict[str, str]


def excerpts(content: Content, findings: tuple[Finding, ...]) -> list[Excerpt]:
    """`before`, `mark` and `after` of the first findings, each on one line."""
    return [_excerpt(content, finding) for finding in _spread(findings)[:MOST]]


def mark_of(content: Content, finding: Finding) -> str:
    """The marked words themselves, on one line and not too long."""
    text = content.flavours.get(finding.flavour, "")
    return _shortened(_one_line(text[finding.start : finding.end]).strip(), LONGEST_MARK)


def _spread(findings: tuple[Finding, ...]) -> list[Finding]:
    """Gravest first, and none that stands within one that is shown already."""
    shown: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (-f.level, f.start)):
        near = (abs(finding.start - other.start) < AROUND for other in shown)
        if not any(near):
            shown.append(finding)
    return shown


def _excerpt(content: Content, finding: Finding) -> Excerpt:
    text = content.flavours.get(finding.flavour, "")
    # One character more tells whether the first and the last word are whole.
    before = _one_line(text[max(0, finding.start - AROUND - 1) : finding.start])
    after = _one_line(text[finding.end : finding.end + AROUND + 1])
    return {
        "before": f"… {_from_a_word(before)}" if finding.start > AROUND else before.lstrip(),
        "mark": mark_of(content, finding),
        "after": f"{_to_a_word(after)} …" if finding.end + AROUND < len(text) else after.rstrip(),
    }


def _from_a_word(text: str) -> str:
    part, space, rest = text.partition(" ")
    return rest if space and len(part) <= LONGEST_WORD else text


def _to_a_word(text: str) -> str:
    rest, space, part = text.rpartition(" ")
    return rest if space and len(part) <= LONGEST_WORD else text


def _one_line(text: str) -> str:
    """Line ends and control characters as a space; a lone surrogate cannot be shown."""
    shown = "".join(c if c.isprintable() else " " for c in text)
    return re.sub(" {2,}", " ", shown)


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
