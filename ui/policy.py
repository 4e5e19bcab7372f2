"""The page *Policy*: the text that the warnings rest on, and the lessons that go with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from agent.words import gettext as _
from ui.page import Page
from ui.parts import button, framed, label
from ui.prose import Prose
from ui.state import Lesson, Policy, SettingRow, State
from ui.theme import Colours
from ui.turning import TurningRow


class PolicyPage(Page):
    """Title and text, as the company wrote them, and what the person has read of it."""

    #: The person has read this version.
    acknowledged = Signal(int)
    #: The person has done this lesson.
    lesson_done = Signal(int)

    def fill(self, state: State, colours: Colours) -> list[QWidget]:
        """The policy, or what will stand there; then what is set on this machine, and by whom."""
        policy = state.policy
        if not policy.text:
            return [label(_("The policy will stand here as soon as the agent has read it."))]
        title = label(policy.title, "title")
        parts = [title, *_standing(policy), *_text(policy), *self._reading(policy)]
        parts += [*self._lessons(policy), *_rules(state)]
        if state.settings:
            parts.append(label(_("What is set on this machine"), "heading"))
        return [*parts, *(_row(setting) for setting in state.settings)]

    def _reading(self, policy: Policy) -> list[QWidget]:
        """Below the text: a button for who has read it."""
        if not policy.to_acknowledge:
            return []
        read = button(_("I have read it"), lambda: self.acknowledged.emit(policy.number), "safe")
        read.setAccessibleDescription(policy.title)
        told = label(
            _("The company learns how many have read it, by group, and never who."), "quiet"
        )
        return [TurningRow([read]), told]

    def _lessons(self, policy: Policy) -> list[QWidget]:
        if not policy.lessons:
            return []
        title = label(_("Lessons: a minute’s reading each"), "heading")
        return [title, *(self._lesson(one) for one in policy.lessons)]

    def _lesson(self, one: Lesson) -> QWidget:
        row, column = framed(one.title, _("Done") if one.done else "")
        column.addWidget(Prose(one.text))
        if one.done:
            column.addWidget(label(_("Done"), "quiet"))
        else:
            done = button(_("Done"), lambda: self.lesson_done.emit(one.number), "plain")
            done.setAccessibleDescription(one.title)
            column.addWidget(TurningRow([done]))
        return row


def _standing(policy: Policy) -> list[QWidget]:
    """Which version it is, and what is new in it where it waits to be read."""
    parts: list[QWidget] = [label(policy.words, "quiet")] if policy.words else []
    if policy.to_acknowledge and policy.changes:
        row, column = framed(_("New in this version"), policy.changes)
        column.addWidget(label(policy.changes))
        parts.append(row)
    return parts


def _text(policy: Policy) -> list[QWidget]:
    if policy.number:
        return [Prose(policy.text)]
    paragraphs = [part.strip() for part in policy.text.split("\n\n") if part.strip()]
    return [label(text) for text in paragraphs]


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
