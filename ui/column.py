"""The content of a surface that scrolls: one column, as high as its lines at the width it has."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget


class Column(QWidget):
    """Parts from top to bottom with the margin all surfaces share."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("column")
        em = self.fontMetrics().height()
        self.parts = QVBoxLayout(self)
        margin = em * 3 // 2
        self.parts.setContentsMargins(margin, margin, margin, margin)
        self.parts.setSpacing(em * 3 // 4)

    def minimumSizeHint(self) -> QSize:
        """No height: a label that wraps would ask for the height of its narrowest shape."""
        return QSize(super().minimumSizeHint().width(), 0)
