"""A person at the windows for letters and reports: `python letter_writer.py DOOR`. Says in JSON
what stood on the screen.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QRadioButton

from ui.bridge import Lane
from ui.correspondence import Correspondence
from ui.letter import MyLetters
from ui.writing import WritingDialog

app = QApplication(["plimsoll"])
lane = Lane(Path(sys.argv[1]), "questions", 10.0)
shown: list[MyLetters] = []
letters = Correspondence(lane, shown.append)


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + 20
    while not true():
        assert time.monotonic() < end, "did not happen"
        app.processEvents()
        time.sleep(0.01)


def dialog() -> WritingDialog:
    (found,) = [one for one in app.topLevelWidgets() if isinstance(one, WritingDialog)]
    return found


def press(words: str) -> None:
    def there() -> list[QPushButton]:
        buttons = dialog().findChildren(QPushButton)
        return [one for one in buttons if one.accessibleName() == words and one.isVisible()]

    until(there)
    there()[0].click()
    app.processEvents()


def words() -> list[str]:
    return [one.text() for one in dialog().findChildren(QLabel) if one.isVisible()]


letters.write_letter("dispute", "corporate.internal")
dialog().findChildren(QPlainTextEdit)[0].setPlainText("It is a menu.")
dialog().findChildren(QRadioButton)[1].setChecked(True)
press("See it as it leaves")
said = {"unsigned": words()}
dialog().findChildren(QRadioButton)[0].setChecked(True)
press("See it as it leaves")
until(lambda: "This is all that leaves" in words())
said["whole"] = words()
press("Redact it")
press("See it as it leaves")
until(lambda: "This is all that leaves" in words())
press("Send with this week’s letter")
until(lambda: shown)
said["shown"] = [one.kind_words for one in shown[-1].letters]
until(lambda: not [one for one in app.topLevelWidgets() if isinstance(one, WritingDialog)])

letters.report_incident()
dialog().findChildren(QPlainTextEdit)[0].setPlainText("It was pasted.")
press("See it as it leaves")
said["nameless"] = words()
lane.stop()
print(json.dumps(said))
