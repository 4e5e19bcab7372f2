"""The page *Tools*: what was found on this machine, its class and what to use instead."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from agent.words import gettext as _
from ui.page import Page
from ui.parts import button, framed, label
from ui.state import Proposal, State, Tool
from ui.theme import Colours
from ui.turning import TurningRow


class ToolsPage(Page):
    """One row for each tool, and one for each thing that looks like one."""

    #: id, and whether the person wants it proposed to IT.
    answered = Signal(str, bool)

    def fill(self, state: State, colours: Colours) -> list[QWidget]:
        """The rows, or what will stand there."""
        return [*_known(state), *self._perhaps(state)]

    def _perhaps(self, state: State) -> list[QWidget]:
        if not state.proposals:
            return []
        title = label(_("Perhaps AI tools"), "title")
        about = label(
            _("Nobody here has looked at these yet. IT hears of one only if you propose it.")
        )
        return [title, about, *(self._proposal(one) for one in state.proposals)]

    def _proposal(self, proposal: Proposal) -> QWidget:
        row, column = framed(proposal.name, proposal.words)
        column.addWidget(label(proposal.words))
        if proposal.id:
            propose = button(_("Propose to IT"), lambda: self.answered.emit(proposal.id, True))
            no = button(_("No, thanks"), lambda: self.answered.emit(proposal.id, False), "plain")
            for one in (propose, no):
                one.setAccessibleDescription(proposal.name)
            column.addSpacing(row.fontMetrics().height() // 3)
            column.addWidget(TurningRow([propose, no]))
        return row


def _known(state: State) -> list[QWidget]:
    if not state.tools:
        empty = _("AI tools that are in use on this machine will stand here.")
        return [label(_("No AI tool was seen yet."), "title"), label(empty)]
    title = label(_("AI tools on this machine"), "title")
    return [title, *(_row(tool) for tool in state.tools)]


def _row(tool: Tool) -> QWidget:
    row, column = framed(tool.name, tool.standing)
    column.addWidget(label(tool.standing[:1].upper() + tool.standing[1:]))
    if tool.account:
        column.addWidget(label(tool.account))
    if tool.approved:
        column.addWidget(label(_("Use instead: {tool}").format(tool=tool.approved), "quiet"))
    return row
