"""Paints every surface in every state: `python screens.py FOLDER SUFFIX`, on the screen given."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtWidgets import (
    QApplication,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QTreeWidget,
    QWidget,
)

from tests.ui.shown import LETTERS, MESSAGE, STATE, TEXT, VARIANTS, WARNING
from ui.incident_dialog import IncidentDialog
from ui.letter import Checked, read_letters
from ui.letter_dialog import LetterDialog
from ui.messages import read_messages
from ui.notice import Notice
from ui.question import read_question
from ui.state import read_state
from ui.theme import DARK, LIGHT, Colours, palette, style_sheet
from ui.warning import WarningDialog
from ui.window import Window
from ui.writing import WritingDialog


class Painter:
    """Shows a surface, waits until it stands, and keeps a picture of it."""

    def __init__(self, app: QApplication, folder: Path, suffix: str) -> None:
        self._app = app
        self._folder = folder
        self._suffix = suffix
        self.dress(LIGHT)

    def dress(self, colours: Colours) -> None:
        self.colours = colours
        self._theme = "-dark" if colours is DARK else ""
        self._app.setPalette(palette(colours))
        self._app.setStyleSheet(style_sheet(colours))

    def settle(self) -> None:
        for _turn in range(8):
            self._app.processEvents()

    def keep(self, surface: QWidget, name: str, width: int = 0) -> None:
        surface.show()
        self.settle()
        if width:
            surface.resize(width, 760)
            self.settle()
        surface.grab().save(str(self._folder / f"{name}{self._theme}{self._suffix}.png"))
        surface.hide()

    def dialog(self, before: str = TEXT, **changed: Any) -> WarningDialog:
        redacted = before[:5000].replace("CONFIDENTIAL", "[MARK]")
        frame = {"flow": "f", "warning": {**WARNING, **changed}, "redacted": redacted}
        return WarningDialog(read_question(frame, before), self.colours)


def _text(dialog: WritingDialog) -> QPlainTextEdit:
    return dialog.findChildren(QPlainTextEdit)[0]


def _press(surface: QWidget, words: str) -> None:
    buttons = surface.findChildren(QPushButton)
    next(one for one in buttons if one.accessibleName() == words).click()


def _paint_dialogs(painter: Painter) -> None:
    for name, changed in VARIANTS.items():
        painter.keep(painter.dialog(**changed), name)
    painter.keep(painter.dialog(), "narrow", width=340)
    for name, words, before in (
        ("compare", "See the result", TEXT),
        ("huge", "See the result", "A long sentence, again and again. " * 60_000),
        ("reasons", "Continue anyway…", TEXT),
    ):
        dialog = painter.dialog(before)
        dialog.show()
        painter.settle()
        _press(dialog, words)
        painter.keep(dialog, name)


def _paint_window(painter: Painter) -> None:
    window = Window()
    window.show_state(read_state(STATE), painter.colours)
    messages = [
        {**MESSAGE, "words": f"Warnings: confidential text, public tool — {n}", "value": n}
        for n in (*range(1, 10), *[0] * 108)
    ]
    window.show_messages(read_messages({"messages": messages}))
    rows = window.findChildren(QTreeWidget)[0]
    rows.setCurrentItem(rows.topLevelItem(0).child(0))
    window.show_letters(read_letters(LETTERS))
    for page, name in enumerate(("now", "tools", "letters", "sent", "policy")):
        window.findChildren(QTabWidget)[0].setCurrentIndex(page)
        painter.keep(window, name)


def _paint_writing(painter: Painter) -> None:
    letter = LetterDialog("tool", "Acme Writer")
    _text(letter).setPlainText(str(LETTERS["letters"][0]["text"]))
    painter.keep(letter, "letter")
    letter.show_checked(Checked((), ""))
    painter.keep(letter, "letter-whole")
    warned = LetterDialog("question")
    _text(warned).setPlainText(TEXT)
    warned.show_checked(
        Checked(("“CONFIDENTIAL”: it stands on its own line at the top.",), "[MARK]")
    )
    painter.keep(warned, "letter-warned")
    report = IncidentDialog("ChatGPT")
    _text(report).setPlainText("I pasted a customer list. I have deleted the chat.")
    painter.keep(report, "incident")
    report.say("Write your name: a report is never anonymous.")
    painter.keep(report, "incident-narrow", width=340)


def _paint_notice(painter: Painter) -> None:
    def nothing() -> None: ...

    offers = [(words, nothing) for words in ("Clear clipboard", "Redact", "Leave it")]
    title, body = "Your clipboard holds confidential text.", "ChatGPT is a public tool."
    notice = Notice(title, body, offers, painter.colours, "armed", 60, nothing)
    notice.show_by(QRect())
    painter.keep(notice, "arming")
    proposal = Notice(
        "“Acme GPT” looks like an AI tool.",
        "Nobody here has looked at it yet. Propose it to IT? Nothing about it leaves this "
        "machine unless you do.",
        [(words, nothing) for words in ("Propose to IT", "No, thanks")],
        painter.colours,
        "waiting",
        60,
        nothing,
    )
    proposal.show_by(QRect())
    painter.keep(proposal, "proposal")


def main(folder: Path, suffix: str) -> None:
    """Everything in light and in dark."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(["plimsoll"])
    app.setStyle("Fusion")
    app.setQuitOnLastWindowClosed(False)
    painter = Painter(app, folder, suffix)
    for colours in (LIGHT, DARK):
        painter.dress(colours)
        _paint_dialogs(painter)
        _paint_window(painter)
        _paint_writing(painter)
        _paint_notice(painter)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
