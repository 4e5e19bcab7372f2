"""Host rules as WebExtension match patterns, in which browsers say where a script shall run.

A browser holds every page that it opens against every pattern, one after another, so there are as
few as possible.
"""

from __future__ import annotations

from collections.abc import Iterable

from agent.catalogue.tool import HostRule


def match_patterns(rules: Iterable[HostRule]) -> tuple[str, ...]:
    """One pattern for each rule that no other one covers, in their order.

    A star at the beginning of a host stands for nothing as well: `*://*.chatgpt.com/*` is also
    chatgpt.com itself. Patterns know no other star in a host, so rules with one have none.
    """
    given = dict.fromkeys(rule for rule in rules if not rule.pattern)
    whole = {rule.suffix for rule in given if rule.suffix and not rule.path}
    return tuple(_pattern(rule) for rule in given if not _is_covered(rule, whole))


def _is_covered(rule: HostRule, whole: set[str]) -> bool:
    host = rule.exact or rule.suffix
    # A whole site does not cover itself, but its parts and its single host.
    if (rule.exact or rule.path) and host in whole:
        return True
    while host := host.partition(".")[2]:
        if host in whole:
            return True
    return False


def _pattern(rule: HostRule) -> str:
    return f"*://{rule.exact or f'*.{rule.suffix}'}{rule.path or '/'}*"
