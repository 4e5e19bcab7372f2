"""The page *Policy*: the text that the warnings rest on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from agent.words import gettext as _
from ui.page import Page
from ui.parts import label
from ui.state import SettingRow, State
from ui.theme import Colours


class PolicyPage(Page):
    """Title and text, as the company wrote them."""

    def fill(self, state: State, colours: Colours) -> list[QWidget]:
        """The policy, or what will stand there; then what is set on this machine, and by whom."""
        if not state.policy_text:
            return [label(_("The policy will stand here as soon as the agent has read it."))]
        paragraphs = [part.strip() for part in state.policy_text.split("\n\n") if part.strip()]
        title = label(state.policy_title, "title")
        parts = [title, *(label(text) for text in paragraphs), *_rules(state)]
        if state.settings:
            parts.append(label(_("What is set on this machine"), "heading"))
        return [*parts, *(_row(setting) for setting in state.settings)]


def _rules(state: State) -> list[QWidget]:
    """What differs here from the rules that everybody has: nothing is looked for in secret."""
    parts: list[QWidget] = []
    for title, lines in (
        (_("Rules of this company"), state.own_rules),
        (_("On trial: no warning yet"), state.trial_rules),
        (_("Switched off"), state.rules_off),
    ):
        if lines:
            parts += [label(title, "heading"), *(label(line, "quiet") for line in lines)]
    return parts


def _row(setting: SettingRow) -> QWidget:
    row = QFrame()
    row.setObjectName("row")
    row.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    row.setAccessibleName(f"{setting.title}: {setting.value}")
    row.setAccessibleDescription(setting.words)
    em = row.fontMetrics().height()
    line = QHBoxLayout(row)
    line.setContentsMargins(em * 3 // 4, em // 2, em * 3 // 4, em // 2)
    line.setSpacing(em * 3 // 4)
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(label(setting.title, "heading"))
    if setting.value:
        words.addWidget(label(setting.value))
    line.addLayout(words, 1)
    line.addWidget(QLabel(setting.words), 0, Qt.AlignmentFlag.AlignTop)
    return row
