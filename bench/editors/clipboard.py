"""Owns the clipboard as another program would: text and HTML at once.

Each line that it reads is JSON, a text for each MIME type. It says "ready" once that is offered,
and ends with its input. Run: python bench/editors/clipboard.py
"""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import QByteArray, QMimeData, QSocketNotifier
from PySide6.QtGui import QGuiApplication


def main() -> None:
    """Offer one content after another."""
    application = QGuiApplication(sys.argv[:1])

    def offer() -> None:
        line = sys.stdin.readline()
        if not line:
            application.quit()
            return
        data = QMimeData()
        for kind, text in json.loads(line).items():
            data.setData(kind, QByteArray(text.encode()))
        QGuiApplication.clipboard().setMimeData(data)
        print("ready", flush=True)

    reading = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    reading.activated.connect(offer)
    application.exec()


if __name__ == "__main__":
    main()
