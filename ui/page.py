"""One page of the window: a column of parts that scrolls and is made anew from each state."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.column import Column
from ui.state import State
from ui.theme import Colours


class Page(QScrollArea):
    """A page says in `fill` what stands on it."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def fill(self, state: State, colours: Colours) -> list[QWidget]:
        """The parts, from top to bottom."""
        raise NotImplementedError

    def show_state(self, state: State, colours: Colours) -> None:
        """Show this state, at the place where the person has scrolled to."""
        place = self.verticalScrollBar().value()
        content = Column()
        column = content.parts
        for part in self.fill(state, colours):
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(content)
        self.verticalScrollBar().setValue(place)
