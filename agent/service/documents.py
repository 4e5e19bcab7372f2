"""Nouns as JSON objects for the door (docs/door.md)."""

from __future__ import annotations

from typing import Any

from agent.events import Finding, Verdict


def verdict_document(verdict: Verdict) -> dict[str, Any]:
    """`action`, `level`, `clause`, `findings`."""
    return {
        "action": verdict.action.name.lower(),
        "level": verdict.level.name.lower(),
        "clause": verdict.clause,
        "findings": [finding_document(finding) for finding in verdict.findings],
    }


def finding_document(finding: Finding) -> dict[str, Any]:
    """A span and what is said of it; never the text that stands there."""
    return {
        "rule": finding.rule,
        "scheme": finding.scheme,
        "level": finding.level.name.lower(),
        "start": finding.start,
        "end": finding.end,
        "confidence": finding.confidence,
        "why": finding.why,
        "flavour": finding.flavour,
    }
