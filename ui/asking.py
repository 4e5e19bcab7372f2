"""Puts questions to the person one after another: never two dialogs at once."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject

from agent.events import Answer, Choice
from ui.question import Question
from ui.theme import Colours
from ui.warning import WarningDialog

log = logging.getLogger(__name__)

Answered = Callable[[Question, Answer], None]


class Asking(QObject):
    """A queue of questions and at most one open dialog."""

    def __init__(
        self,
        colours: Callable[[], Colours],
        open_address: Callable[[str], object],
        show_sent: Callable[[], None],
    ) -> None:
        """`open_address` opens an approved tool's address in the person's browser."""
        super().__init__()
        self._colours = colours
        self._open_address = open_address
        self._show_sent = show_sent
        self._waiting: deque[tuple[Question, Answered]] = deque()
        self._dialog: WarningDialog | None = None

    def ask(self, question: Question, answered: Answered) -> None:
        """Show the question as soon as the ones before it are answered."""
        self._waiting.append((question, answered))
        self._next()

    def forget(self) -> None:
        """The agent has gone, and with it whoever waited for the answers."""
        self._waiting.clear()
        if self._dialog is not None:
            self._dialog.go_away()

    def _next(self) -> None:
        if self._dialog is not None or not self._waiting:
            return
        question, answered = self._waiting.popleft()
        dialog = WarningDialog(question, self._colours())
        dialog.answered.connect(lambda answer: self._answered(question, answer, answered))
        dialog.sent_wanted.connect(self._show_sent)
        dialog.finished.connect(self._closed)
        self._dialog = dialog
        log.info("warning.shown")
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def _answered(self, question: Question, answer: Answer, answered: Answered) -> None:
        log.info("warning.answered: %s", answer.choice)
        answered(question, answer)
        if answer.choice == Choice.SANDBOX and question.approved:
            self._open(question.approved.url)

    def _open(self, address: str) -> None:
        if address.startswith(("https://", "http://")):
            self._open_address(address)
        else:
            log.warning("approved.address-refused")

    def _closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
        self._next()
