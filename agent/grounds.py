"""What the findings of a verdict are counted under: families of rules, and single rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from agent.events import Grounds, Verdict
from agent.rule_file import read_table

SHIPPED = Path(__file__).parent.parent / "rules" / "families.toml"
#: The family of a company's own schemes, and of those that stand nowhere.
OTHERS = 16

Grounding = Callable[[Verdict], Grounds]


def load_grounds(
    counted: Callable[[], Mapping[str, int]] = dict, file: Path = SHIPPED
) -> Grounding:
    """`counted`: id to number of the rules that may be counted one by one. Raises RuleError."""
    table = read_table(file)
    table.only("family")
    families: dict[str, int] = {}
    for entry in table.tables("family"):
        entry.only("number", "title", "schemes")
        families |= dict.fromkeys(entry.texts("schemes"), entry.number("number"))

    def grounds(verdict: Verdict) -> Grounds:
        single = counted()
        return Grounds(
            frozenset(families.get(one.scheme, OTHERS) for one in verdict.findings),
            frozenset(single[one.rule] for one in verdict.findings if one.rule in single),
        )

    return grounds
