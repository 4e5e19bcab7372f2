"""The group that a device names in its messages: none that is too small, one for a quarter."""

from __future__ import annotations

from collections.abc import Mapping

from agent.report.facts import Facts

#: The one metric that tells how large a group is, so that others may name it.
PRESENCE = "here"


class Group:
    """A device's group: its number as IT set it, and where it may be named.

    What the company told all devices alike, signed, says which groups there are and which of them
    are large enough. Until it does, a message is the whole company's.
    """

    def __init__(self, number: int) -> None:
        self._number = number
        self._divisions: frozenset[int] = frozenset()
        self._large: Mapping[str, frozenset[int]] = {}

    def allow(self, divisions: frozenset[int], large: Mapping[str, frozenset[int]]) -> None:
        """From now on these groups may say that they are there, and the large ones all else.

        `large`: those that are large enough for each kind of epoch.
        """
        self._divisions, self._large = divisions, large

    def named(self, metric: str, period: str, quarter: int, facts: Facts) -> int:
        """What a message of this metric, kind of epoch and quarter says; 0 is the whole company.

        Whoever moves on takes the new group along from the next quarter: who comes and goes
        within one could otherwise be told from two tables.
        """
        number = self._frozen(quarter, facts)
        allowed = self._divisions if metric == PRESENCE else self._large.get(period, frozenset())
        return number if number in allowed else 0

    def _frozen(self, quarter: int, facts: Facts) -> int:
        if quarter > facts.number("group_quarter", -1):
            facts.put("group_quarter", quarter)
            facts.put("group", self._number)
        return int(facts.number("group"))
