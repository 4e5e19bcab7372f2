"""Draws the mark as an icon of Windows: python packaging/frozen/icon.py build/plimsoll.ico"""

from __future__ import annotations

import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

MARK = Path(__file__).parent.parent.parent / "ui" / "icons" / "guarded.svg"
INK = "#1d5b84"
SIZES = (16, 24, 32, 48, 64, 256)

_HEAD = struct.Struct("<HHH")
_ENTRY = struct.Struct("<BBBBHHII")


def icon() -> bytes:
    """An ICO file whose pictures are PNG, as Windows reads them since Vista."""
    pictures = [_picture(size) for size in SIZES]
    offset = _HEAD.size + _ENTRY.size * len(pictures)
    entries = []
    for size, picture in zip(SIZES, pictures, strict=True):
        edge = size % 256  # 256 is written as 0
        entries.append(_ENTRY.pack(edge, edge, 0, 0, 1, 32, len(picture), offset))
        offset += len(picture)
    return _HEAD.pack(0, 1, len(pictures)) + b"".join(entries + pictures)


def _picture(size: int) -> bytes:
    source = MARK.read_text("utf-8").replace("currentColor", INK)
    image = QImage(QSize(size, size), QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(source.encode())).render(painter)
    painter.end()
    buffer = QBuffer()
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


if __name__ == "__main__":
    app = QGuiApplication([sys.argv[0], "-platform", "offscreen"])
    Path(sys.argv[1]).write_bytes(icon())
