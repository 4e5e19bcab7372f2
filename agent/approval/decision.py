"""One decision about a tool, as `decisions.toml` and central's register state it.

[[decision]]
tool = 1                  # the tool's permanent number
class = "approved"
up_to = "internal"        # the gravest level it may have; without it the policy's table says
groups = [3, 7]           # without it: everyone
tenant = "acme"           # without it: whatever account or customer is open
until = 2027-03-31        # its last day; without it: no end
instead = 3               # number of the tool to use for the same job
address = "https://…"     # where this tool is opened
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from agent.events import Level, ToolClass
from agent.rule_file import Table, names_of, read_table
from agent.words import gettext as _

NAME = "decisions.toml"


@dataclass(frozen=True, slots=True)
class Decision:
    """What holds for one tool until the end of a day."""

    tool: int
    tool_class: ToolClass
    up_to: Level | None = None
    #: Groups it is for; none named means everyone.
    groups: frozenset[int] = frozenset()
    tenant: str = ""
    until: date | None = None
    instead: int | None = None
    address: str = ""
    #: Signed by the one online key: `address` must then be a place where the catalogue has the
    #: tool, or whoever steals that key could lead people anywhere.
    signed: bool = False

    def covers(self, group: int, tenant: str) -> bool:
        """Whether it is about this device's group and the tenant that is open."""
        for_group = not self.groups or group in self.groups
        return for_group and (not self.tenant or self.tenant == tenant)

    def holds(self, today: date) -> bool:
        return self.until is None or today <= self.until


def decisions_in(folders: Iterable[Path], signed: Path | None = None) -> tuple[Decision, ...]:
    """Of the signed `decisions.toml`, then of each folder's. Raises RuleError."""
    files = (folder / NAME for folder in folders)
    own = [one for file in files if file.is_file() for one in _decisions(read_table(file))]
    file = signed / NAME if signed else None
    if file is None or not file.is_file():
        return tuple(own)
    return (*(replace(one, signed=True) for one in _decisions(read_table(file))), *own)


def _decisions(table: Table) -> Iterator[Decision]:
    table.only("decision", "off")
    return (_decision(entry) for entry in table.tables("decision"))


def _decision(table: Table) -> Decision:
    table.only("tool", "class", "up_to", "groups", "tenant", "until", "instead", "address")
    named = table.entries
    address = table.text("address", "")
    if address and not address.startswith("https://"):
        raise table.wrong("address", _("must begin with https://."))
    return Decision(
        tool=table.number("tool"),
        tool_class=table.name("class", {str(word): word for word in ToolClass}),
        up_to=table.name("up_to", names_of(Level)) if "up_to" in named else None,
        groups=frozenset(table.numbers("groups")),
        tenant=table.text("tenant", "").casefold(),
        until=table.day("until") if "until" in named else None,
        instead=table.number("instead") if "instead" in named else None,
        address=address,
    )
