"""The tray's window: five pages, one column, readable in a minute."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QTabWidget, QWidget

from agent.words import gettext as _
from ui.coverage import CoveragePage
from ui.letter import MyLetters
from ui.letters import LettersPage
from ui.messages import Message
from ui.pages import LETTERS, SENT
from ui.policy import PolicyPage
from ui.sent import SentPage
from ui.state import State
from ui.theme import Colours
from ui.tools import ToolsPage


class Window(QMainWindow):
    """Shows the state it is given. Closing it hides it."""

    #: The page *Now*: each browser shall try its ways in again.
    try_wanted = Signal()
    #: The page *Sent* is shown and wants the messages.
    messages_wanted = Signal()
    #: id of a proposal, and whether the person wants it proposed to IT.
    proposal_answered = Signal(str, bool)
    #: The page *Sent*: begin or lift a pause, delete what was received.
    pause_wanted = Signal(bool)
    clear_wanted = Signal()
    #: The page *Letters* is shown, or its state changed, and wants the letters.
    letters_wanted = Signal()
    #: The page *Policy*: this version was read, this lesson done.
    policy_acknowledged = Signal(int)
    lesson_done = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(_("Plimsoll"))
        self.letters = LettersPage()
        self._pages = (CoveragePage(), ToolsPage(), self.letters, PolicyPage())
        self._shown: tuple[State, Colours] | None = None
        self._sent = SentPage()
        self._sent.pause_wanted.connect(self.pause_wanted)
        self._sent.clear_wanted.connect(self.clear_wanted)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.setAccessibleName(_("Pages"))
        titles = (_("Now"), _("Tools"), _("Letters"), _("Sent"), _("Policy"))
        coverage, tools, letters, policy = self._pages
        coverage.try_wanted.connect(self.try_wanted)
        tools.answered.connect(self.proposal_answered)
        policy.acknowledged.connect(self.policy_acknowledged)
        policy.lesson_done.connect(self.lesson_done)
        pages: tuple[QWidget, ...] = (coverage, tools, letters, self._sent, policy)
        for page, title in zip(pages, titles, strict=True):
            self._tabs.addTab(page, title)
        self._tabs.currentChanged.connect(self._turned)
        self.setCentralWidget(self._tabs)
        QShortcut(QKeySequence("Esc"), self, self.close)

    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        room = self.screen().availableGeometry().size() * 0.9
        return QSize(38 * em, 36 * em).boundedTo(room)

    def show_state(self, state: State, colours: Colours) -> None:
        """Show this state on every page."""
        for page in self._pages:
            page.show_state(state, colours)
        self._sent.show_state(state)
        self._shown = (state, colours)
        if self.isVisible() and self._tabs.currentIndex() == LETTERS:
            self.letters_wanted.emit()

    def show_messages(self, messages: tuple[Message, ...]) -> None:
        """Show these messages on the page *Sent*."""
        self._sent.show_messages(messages)

    def show_letters(self, letters: MyLetters) -> None:
        """Show these letters on the page *Letters*."""
        self.letters.use(letters)
        if self._shown is not None:
            self.letters.show_state(*self._shown)

    def open_at(self, page: int) -> None:
        """Bring the window to the front at this page."""
        if self._tabs.currentIndex() == page:
            self._turned(page)
        self._tabs.setCurrentIndex(page)
        self.show()
        self.raise_()
        self.activateWindow()
        self._tabs.tabBar().setFocus()

    def _turned(self, page: int) -> None:
        if page == SENT:
            self.messages_wanted.emit()
        elif page == LETTERS:
            self.letters_wanted.emit()
