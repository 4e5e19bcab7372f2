"""Single rules: which people agreed with, which they disputed, what one on trial would do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import tomli

from central.console.on_shelves import Shelved
from central.figures import ON_SHELF, Figure, Hidden
from central.registry import RULES

ROW = "rule.shelf."
#: What a shelf says of a rule, in the order of the registry's values.
_AGREED, _DISPUTED, _ON_TRIAL = range(3)
_FEW = Figure(None, Hidden.FEW)


@dataclass(frozen=True, slots=True)
class RuleName:
    """As it stands in its file: the id, and one sentence on what it looks for."""

    id: str
    why: str


@dataclass(frozen=True, slots=True)
class SingleRule:
    """On how many devices people did so in a month. `name` is None for a rule that is not ours."""

    number: int
    name: RuleName | None
    agreed: Figure
    disputed: Figure
    on_trial: Figure


def load_rule_names(folder: Path = RULES) -> Mapping[int, RuleName]:
    """The rules that come with Plimsoll, by number. Raises OSError and ValueError."""
    return {
        int(rule["number"]): RuleName(str(rule["id"]), str(rule["why"]))
        for kind in ("markers", "sensitive")
        for file in sorted((folder / kind).glob("*.toml"))
        for rule in tomli.loads(file.read_text("utf-8")).get("rule", [])
    }


def single_rules(shelved: Shelved, names: Mapping[int, RuleName]) -> list[SingleRule]:
    """Those of which anything may be shown, the most disputed first."""
    numbers = {value // ON_SHELF for value in shelved.found}
    rules = [_rule(number, shelved.found, names.get(number)) for number in numbers]
    return sorted(rules, key=lambda one: (-(one.disputed.count or 0), one.number))


def _rule(number: int, found: Mapping[int, Figure], name: RuleName | None) -> SingleRule:
    said = (found.get(ON_SHELF * number + how, _FEW) for how in (_AGREED, _DISPUTED, _ON_TRIAL))
    return SingleRule(number, name, *said)
