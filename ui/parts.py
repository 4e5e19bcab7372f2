"""The few kinds of label and button that every surface is made of."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout


def label(text: str, voice: str = "") -> QLabel:
    """Text that wraps and can be selected. `voice`: title, heading, quiet or alert."""
    made = QLabel(text)
    # Plain: an excerpt, a tool's name or a rule's problem may look like HTML.
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setObjectName(voice)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    return made


def button(text: str, pressed: Callable[[], object], look: str = "") -> QPushButton:
    """A button. `look`: safe (the way we recommend) or plain (like a link)."""
    made = QPushButton(text.replace("&", "&&"))
    made.setAccessibleName(text)
    made.setAutoDefault(True)
    if look:
        made.setProperty(look, True)
    made.clicked.connect(lambda _checked=False: pressed())
    return made


def framed(name: str, description: str) -> tuple[QFrame, QVBoxLayout]:
    """A row that the Tab key reaches: its frame, and the column in it, which begins with `name`."""
    row = QFrame()
    row.setObjectName("row")
    row.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    row.setAccessibleName(name)
    row.setAccessibleDescription(description)
    em = row.fontMetrics().height()
    column = QVBoxLayout(row)
    column.setContentsMargins(em * 3 // 4, em // 2, em * 3 // 4, em // 2)
    column.setSpacing(em // 5)
    column.addWidget(label(name, "heading"))
    return row, column


def rule() -> QFrame:
    """A hair line between two parts."""
    made = QFrame()
    made.setObjectName("rule")
    made.setFixedHeight(1)
    return made
