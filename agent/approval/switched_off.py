"""Rules that a decision switches off.

[[off]]
rule = 9001               # the rule's permanent number
until = 2027-01-31        # its last day off; without it: until the decision is taken back
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from agent.approval.decision import NAME
from agent.rule_file import Table, read_table


def switched_off(folder: Path | None, today: date) -> frozenset[int]:
    """Numbers of the rules that `decisions.toml` in this folder switches off today.

    Raises RuleError.
    """
    file = folder / NAME if folder else None
    if file is None or not file.is_file():
        return frozenset()
    return frozenset(
        entry.number("rule") for entry in read_table(file).tables("off") if _holds(entry, today)
    )


def _holds(entry: Table, today: date) -> bool:
    entry.only("rule", "until")
    return "until" not in entry.entries or today <= entry.day("until")
