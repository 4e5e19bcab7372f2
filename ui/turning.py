"""A row that becomes a column where it does not fit: for narrow windows and large text."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QWidget


class TurningRow(QWidget):
    """Lays its parts side by side, or one above the other where the width is too small."""

    def __init__(self, parts: list[QWidget], needed: int = 0, stretch: bool = False) -> None:
        """`needed`: width in pixels from which on it is a row; by default the parts' own."""
        super().__init__()
        self._needed = needed
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._parts = parts
        for part in parts:
            self._layout.addWidget(part, 1 if stretch or isinstance(part, QLabel) else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn, if the new width asks for it."""
        wide = event.size().width() >= (self._needed or self._width_of_parts())
        direction = QBoxLayout.Direction
        self._layout.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        side = Qt.AlignmentFlag.AlignLeft
        for part in self._parts:
            if not isinstance(part, QLabel) and self._needed == 0:
                self._layout.setAlignment(part, Qt.AlignmentFlag(0) if wide else side)
        super().resizeEvent(event)

    def minimumSizeHint(self) -> QSize:
        """As a column: a row that asked for its whole width would never be told to turn."""
        hint = super().minimumSizeHint()
        return QSize(max(part.minimumSizeHint().width() for part in self._parts), hint.height())

    def _width_of_parts(self) -> int:
        spacing = self._layout.spacing() * (len(self._parts) - 1)
        return spacing + sum(_width(part) for part in self._parts)


def _width(part: QWidget) -> int:
    """A label may wrap, so it asks for no more than a few words' room."""
    hint = part.sizeHint().width()
    return (
        min(hint, part.fontMetrics().averageCharWidth() * 34) if isinstance(part, QLabel) else hint
    )
