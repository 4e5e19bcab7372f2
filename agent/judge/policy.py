"""The company's policy as a table: level × class of destination → action, with its clause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from agent.events import Action, Level, Reason, ToolClass, Unread


@dataclass(frozen=True, slots=True)
class Row:
    """What to do with content of one level on its way to one class of tool."""

    action: Action
    #: Number of a clause, such as "3.2"; empty where nothing needs a reason.
    clause: str = ""


@dataclass(frozen=True, slots=True)
class ApprovedTool:
    """Where a person may go instead."""

    name: str
    url: str
    #: The gravest level it may receive.
    up_to: Level


@dataclass(frozen=True, slots=True)
class Policy:
    """The table and the words around it."""

    rows: Mapping[tuple[Level, ToolClass], Row] = field(repr=False)
    #: Number of a clause → its sentence.
    clauses: Mapping[str, str]
    #: Why a person may continue → the words on the button, in the order to show them.
    reasons: Mapping[Reason, str]
    #: None where the company has named no tool.
    approved_tool: ApprovedTool | None
    whom_to_ask: str
    #: What to do with a file that nobody could read.
    unread: Mapping[tuple[Unread, ToolClass], Row] = field(default_factory=dict, repr=False)
    title: str = ""
    #: The whole policy in plain words.
    text: str = ""

    def row(self, level: Level, tool_class: ToolClass) -> Row:
        """The one row that decides. Every pair has one."""
        return self.rows[level, tool_class]

    def highest(self, tool_class: ToolClass) -> Level | None:
        """The gravest level that goes to this class without a warning, or None."""
        levels = (one for one in Level if self.row(one, tool_class).action < Action.WARN)
        return max(levels, default=None)

    def row_for(self, level: Level, unread: Iterable[Unread], tool_class: ToolClass) -> Row:
        """The gravest of what the level asks for and what each unread file does."""
        gravest = self.row(level, tool_class)
        for why in unread:
            asked = self.unread.get((why, tool_class), gravest)
            gravest = max(gravest, asked, key=lambda row: row.action)
        return gravest

    def approved_for(self, level: Level) -> ApprovedTool | None:
        """The approved tool, if content of this level may go there."""
        tool = self.approved_tool
        return tool if tool is not None and level <= tool.up_to else None
