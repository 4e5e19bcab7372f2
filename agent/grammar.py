"""A scheme of marks written as a grammar: named parts that the patterns of its file use.

    [part]
    class = "TOP SECRET|SECRET|CONFIDENTIAL"
    control = "NOFORN|ORCON"

    [[rule]]
    patterns = ["<class>//<control>"]

A part may use the parts above it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import re2

from agent.rule_file import Table
from agent.words import gettext as _

_REFERENCE = re2.compile(r"<([a-z][a-z-]*)>")


@dataclass(frozen=True, slots=True)
class Grammar:
    """Name of a part → its RE2, written out."""

    parts: Mapping[str, str]

    def written_out(self, table: Table, key: str) -> tuple[str, ...]:
        """The patterns under `key`, each name in place of which its part stands."""
        return tuple(self.expand(table, key, pattern) for pattern in table.texts(key))

    def expand(self, table: Table, key: str, pattern: str) -> str:
        """Raises RuleError where the pattern names a part that is not there."""
        for name in _REFERENCE.findall(pattern):
            if name not in self.parts:
                raise table.wrong(key, _("there is no part “{name}”.").format(name=name))
            pattern = pattern.replace(f"<{name}>", f"(?:{self.parts[name]})")
        return pattern


def read_grammar(table: Table) -> Grammar:
    """The parts of one rule file, if it has any."""
    parts: dict[str, str] = {}
    if "part" in table.entries:
        part = table.table("part")
        for name in part.entries:
            parts[name] = Grammar(parts).expand(part, name, part.text(name))
    return Grammar(parts)


def label_pattern(identifier: str) -> str:
    """Where Office writes that a text carries the sensitivity label with this identifier (a GUID).

    Source: MS-OFFCRYPTO 2.6.4 (`MSIP_Label_<guid>_Enabled`) and 2.6.5 (LabelInfo, `clbl:label`).
    """
    guid = re2.escape(identifier.strip("{}"))
    return (
        rf"(?i:MSIP_Label_{guid}_Enabled[\"']?[ \t]*[=:>][ \t\"']*(?:true|1)\b|"
        rf"<clbl:label[ \t]+id=[\"']\{{?{guid}\}}?[\"'][ \t]+enabled=[\"'](?:1|true)[\"'])"
    )
