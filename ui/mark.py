"""The mark, a load line, in the shapes that tell the tray's states apart without colour."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).parent / "icons"

#: guarded: the bar through the circle. armed: raised, and filled below. degraded: broken.
#: blind: the circle alone. waiting: a dot, because messages wait for central.
STATES = ("guarded", "armed", "degraded", "blind", "waiting")

#: Pixels. Panels ask for 16 to 32; a panel at 200 % for twice that.
SIZES = (16, 22, 24, 32, 48, 64)


def icon(state: str, colour: str) -> QIcon:
    """The mark for a state in one colour (`#rrggbb`). An unknown state is drawn as blind."""
    made = QIcon()
    for size in SIZES:
        made.addPixmap(pixmap(state, colour, size))
    return made


def pixmap(state: str, colour: str, size: int, scale: float = 1.0) -> QPixmap:
    """The mark, `size` device-independent pixels wide, on a screen of this scale."""
    drawing = (FOLDER / f"{state if state in STATES else 'blind'}.svg").read_text("utf-8")
    renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))
    made = QPixmap(QSize(size, size) * scale)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    renderer.render(painter)
    painter.end()
    made.setDevicePixelRatio(scale)
    return made
