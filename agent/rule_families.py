"""To which counted family the findings of a verdict belong (rules/families.toml)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from agent.events import Verdict
from agent.rule_file import read_table

SHIPPED = Path(__file__).parent.parent / "rules" / "families.toml"
#: For a company's own schemes, and for those that stand nowhere.
OTHERS = 16

Families = Callable[[Verdict], frozenset[int]]


def load_families(file: Path = SHIPPED) -> Families:
    """Raises RuleError."""
    table = read_table(file)
    table.only("family")
    numbers: dict[str, int] = {}
    for entry in table.tables("family"):
        entry.only("number", "title", "schemes")
        numbers |= dict.fromkeys(entry.texts("schemes"), entry.number("number"))

    def families(verdict: Verdict) -> frozenset[int]:
        return frozenset(numbers.get(one.scheme, OTHERS) for one in verdict.findings)

    return families
