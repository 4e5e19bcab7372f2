"""The page *Now*: each channel guarded, degraded or blind, with the reason and the fix."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from agent.words import gettext as _
from ui import mark
from ui.page import Page
from ui.parts import button, label
from ui.state import Channel, State, state_words
from ui.theme import Colours


class CoveragePage(Page):
    """The state in one sentence, then one row for each channel."""

    #: Each browser shall try its ways again.
    try_wanted = Signal()

    def fill(self, state: State, colours: Colours) -> list[QWidget]:
        """The page's parts for this state."""
        parts: list[QWidget] = [label(state_words(state), "title")]
        if state.rules_problem:
            parts.append(label(state.rules_problem, "alert"))
        parts += [label(alert, "alert") for alert in state.alerts]
        for channel in state.channels:
            row, words = _row(channel, colours)
            if channel.name == "browser" and state.running:
                words.addWidget(self._try_again(), 0, Qt.AlignmentFlag.AlignLeft)
            parts.append(row)
        parts += [label(words, "quiet") for words in (state.central, _rules(state)) if words]
        return parts

    def _try_again(self) -> QWidget:
        again = button(_("Try every way in"), self.try_wanted.emit, "plain")
        again.setAccessibleDescription(_("In each browser that is open."))
        return again


def _rules(state: State) -> str:
    return f"{state.rules} {state.signed}".strip()


def health_words(health: str) -> str:
    """A channel's health in the person's language."""
    return {
        "guarded": _("guarded"),
        "degraded": _("degraded"),
    }.get(health, _("blind"))


def _row(channel: Channel, colours: Colours) -> tuple[QWidget, QVBoxLayout]:
    """The row, and the column of its words."""
    row = QFrame()
    row.setObjectName("row")
    # With Tab a screen reader goes from channel to channel and hears each as a whole.
    row.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    health = health_words(channel.health)
    row.setAccessibleName(f"{channel.title}: {health}")
    row.setAccessibleDescription(f"{channel.reason} {channel.fix}".strip())
    em = row.fontMetrics().height()
    picture = QLabel()
    scale = row.devicePixelRatioF()
    picture.setPixmap(mark.pixmap(channel.health, colours.ink, int(1.3 * em), scale))
    line = QHBoxLayout(row)
    line.setContentsMargins(em * 3 // 4, em // 2, em * 3 // 4, em // 2)
    line.setSpacing(em * 3 // 4)
    line.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    words = _words(channel)
    line.addLayout(words, 1)
    line.addWidget(QLabel(health), 0, Qt.AlignmentFlag.AlignTop)
    return row, words


def _words(channel: Channel) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addWidget(label(channel.title, "heading"))
    if channel.reason:
        column.addWidget(label(channel.reason))
    if channel.fix:
        column.addWidget(label(channel.fix, "quiet"))
    return column
