"""Cuts the person's own text around a mark, for the person's own screen and nothing else."""

from __future__ import annotations

from agent.events import Content, Finding

#: Characters kept on each side of the mark.
AROUND = 60
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
    before = text[max(0, finding.start - AROUND) : finding.start]
    after = text[finding.end : finding.end + AROUND]
    return {
        "before": ("… " if finding.start > AROUND else "") + _one_line(before).lstrip(),
        "mark": mark_of(content, finding),
        "after": _one_line(after).rstrip() + (" …" if finding.end + AROUND < len(text) else ""),
    }


def _one_line(text: str) -> str:
    """Line ends and control characters as spaces; a lone surrogate cannot be shown."""
    return "".join(c if c.isprintable() else " " for c in text)


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
