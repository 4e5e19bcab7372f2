"""Writing to the company: opens the windows, asks the agent, and brings the page up to date.

A window to write in is read when somebody writes.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from agent.door_client import DoorClient, DoorRefused
from agent.words import gettext as _
from ui.bridge import Lane
from ui.letter import MyLetters, read_checked, read_letters

if TYPE_CHECKING:
    from ui.writing import WritingDialog

log = logging.getLogger(__name__)


class Correspondence(QObject):
    """At most one window to write in at a time. Nothing of what is written is logged."""

    def __init__(self, questions: Lane, show: Callable[[MyLetters], None]) -> None:
        """`show` puts letters on their page."""
        super().__init__()
        self._questions = questions
        self._show = show
        self._dialog: WritingDialog | None = None

    def fetch(self) -> None:
        """Read what was written, and what became of it."""
        self._questions.run(lambda door: read_letters(door.ask("letters")), self._show, _not_told)

    def write_letter(self, kind: str = "question", subject: str = "") -> None:
        """Open the window for a letter."""
        from ui.letter_dialog import LetterDialog

        self._open(LetterDialog(kind, subject), "letter-write")

    def report_incident(self) -> None:
        """Open the window for a report."""
        from ui.incident_dialog import IncidentDialog

        self._open(IncidentDialog(), "incident")

    def take_back(self, identity: str) -> None:
        """Withdraw a letter that waits, or forget one."""
        self._questions.run(
            lambda door: door.ask("letter-take-back", letter=identity),
            lambda _answer: self.fetch(),
            lambda _reason: self.fetch(),
        )

    def _open(self, dialog: WritingDialog, ask: str) -> None:
        if self._dialog is not None:
            self._dialog.raise_()
            self._dialog.activateWindow()
            dialog.deleteLater()
            return
        self._dialog = dialog
        dialog.check_wanted.connect(self._check)
        dialog.write_wanted.connect(lambda fields: self._write(ask, fields))
        dialog.finished.connect(lambda _result: self._closed())
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def _check(self, fields: dict[str, Any]) -> None:
        dialog = self._dialog
        if dialog is not None:
            self._questions.run(
                lambda door: read_checked(door.ask("letter-check", **fields)),
                dialog.show_checked,
                self._failed,
            )

    def _write(self, ask: str, fields: dict[str, Any]) -> None:
        more = {"happened": int(time.time())} if ask == "incident" else {}

        def write(door: DoorClient) -> MyLetters:
            door.ask(ask, **fields, **more)
            return read_letters(door.ask("letters"))

        self._questions.run(write, self._written, self._failed)

    def _written(self, letters: MyLetters) -> None:
        log.info("letter.written")
        if self._dialog is not None:
            self._dialog.accept()
        self._show(letters)

    def _failed(self, reason: Exception) -> None:
        """The window stays, with what was written in it."""
        log.warning("letter.not-written: %s", getattr(reason, "code", type(reason).__name__))
        words = reason.message if isinstance(reason, DoorRefused) else ""
        if self._dialog is not None:
            self._dialog.say(words or _("Plimsoll does not answer. Nothing was written yet."))

    def _closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None


def _not_told(reason: Exception) -> None:
    log.warning("letters.not-read: %s", getattr(reason, "code", type(reason).__name__))
