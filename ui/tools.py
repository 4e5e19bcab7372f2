"""The page *Tools*: what was found on this machine, its class and what to use instead."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from agent.words import gettext as _
from ui.page import Page
from ui.parts import label
from ui.state import State, Tool
from ui.theme import Colours


class ToolsPage(Page):
    """One row for each tool."""

    def fill(self, state: State, colours: Colours) -> list[QWidget]:
        """The rows, or what will stand there."""
        if not state.tools:
            empty = _("AI tools that are in use on this machine will stand here.")
            return [label(_("No AI tool was seen yet."), "title"), label(empty)]
        title = label(_("AI tools on this machine"), "title")
        return [title, *(_row(tool) for tool in state.tools)]


def _row(tool: Tool) -> QWidget:
    row = QFrame()
    row.setObjectName("row")
    row.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    row.setAccessibleName(tool.name)
    row.setAccessibleDescription(tool.standing)
    em = row.fontMetrics().height()
    column = QVBoxLayout(row)
    column.setContentsMargins(em * 3 // 4, em // 2, em * 3 // 4, em // 2)
    column.setSpacing(2)
    column.addWidget(label(tool.name, "heading"))
    column.addWidget(label(tool.standing[:1].upper() + tool.standing[1:]))
    if tool.account:
        column.addWidget(label(tool.account))
    if tool.approved:
        column.addWidget(label(_("Use instead: {tool}").format(tool=tool.approved), "quiet"))
    return row
