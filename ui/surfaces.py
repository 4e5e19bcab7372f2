"""The tray and the window, which always show the same state.

The window is read and made when wanted: most days nobody opens it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QMessageBox

from agent.words import gettext as _
from ui.letter import MyLetters
from ui.messages import Message
from ui.notice import Offer
from ui.pages import LETTERS, POLICY, SENT, TOOLS
from ui.state import STARTING, State
from ui.theme import Colours, colours_for, palette, style_sheet
from ui.tray import Tray

if TYPE_CHECKING:
    from ui.window import Window


class Surfaces(QObject):
    """Follows the state and the desktop's theme."""

    #: The person asks to check the clipboard.
    check_wanted = Signal()
    #: Each browser shall try its ways in again.
    try_wanted = Signal()
    #: The page *Sent* wants the messages.
    messages_wanted = Signal()
    #: id of a proposal, and whether the person wants it proposed to IT.
    proposal_answered = Signal(str, bool)
    #: The page *Sent*: begin or lift a pause, delete what was received.
    pause_wanted = Signal(bool)
    clear_wanted = Signal()
    #: The page *Letters*: it wants them, a letter or report is to be written, one taken back (id).
    letters_wanted = Signal()
    letter_wanted = Signal()
    incident_wanted = Signal()
    letter_taken_back = Signal(str)
    #: The page *Policy*: this version was read, this lesson done.
    policy_acknowledged = Signal(int)
    lesson_done = Signal(int)

    def __init__(self, app: QApplication, version: str, offers: Callable[[], list[Offer]]) -> None:
        super().__init__()
        self._app = app
        self._version = version
        self._state = STARTING
        self._window: Window | None = None
        self._tray = Tray(
            self.open_page,
            self.check_wanted.emit,
            (self.letter_wanted.emit, self.incident_wanted.emit),
            self._about,
            offers,
        )
        self.place = self._tray.place
        self._colours = colours_for(app.styleHints().colorScheme())
        app.styleHints().colorSchemeChanged.connect(self.dress)

    def start(self) -> None:
        """Appear in the tray. Everything the menu reaches must stand by now."""
        self.dress(self._app.styleHints().colorScheme())

    @property
    def colours(self) -> Colours:
        """The theme of this moment."""
        return self._colours

    def dress(self, scheme: Qt.ColorScheme) -> None:
        """Put on the theme that the desktop has changed to."""
        self._colours = colours_for(scheme)
        self._app.setPalette(palette(self._colours))
        self._app.setStyleSheet(style_sheet(self._colours))
        self.show_state(self._state)

    def show_state(self, state: State) -> None:
        """Show it in the tray, and in the window where there is one."""
        self._state = state
        self._tray.show_state(state, self._colours)
        if self._window is not None:
            self._window.show_state(state, self._colours)

    def show_messages(self, messages: tuple[Message, ...]) -> None:
        """Show them on the page *Sent*."""
        if self._window is not None:
            self._window.show_messages(messages)

    def show_letters(self, letters: MyLetters) -> None:
        """Show them on the page *Letters*."""
        if self._window is not None:
            self._window.show_letters(letters)

    def open_page(self, page: int) -> None:
        """Open the window at this page."""
        if self._window is None:
            self._window = self._made_window()
        self._window.open_at(page)

    def show_sent(self) -> None:
        """Answer *What is sent?*"""
        self.open_page(SENT)

    def show_my_letters(self) -> None:
        """Answer *Read the answer*."""
        self.open_page(LETTERS)

    def show_tools(self) -> None:
        """Answer *Look at them*."""
        self.open_page(TOOLS)

    def show_policy(self) -> None:
        """Answer *Read it*."""
        self.open_page(POLICY)

    def hide(self) -> None:
        """Leave the tray."""
        self._tray.hide()

    def _made_window(self) -> Window:
        from ui.window import Window

        window = Window()
        window.messages_wanted.connect(self.messages_wanted)
        window.proposal_answered.connect(self.proposal_answered)
        window.try_wanted.connect(self.try_wanted)
        window.pause_wanted.connect(self.pause_wanted)
        window.clear_wanted.connect(self.clear_wanted)
        window.letters_wanted.connect(self.letters_wanted)
        window.policy_acknowledged.connect(self.policy_acknowledged)
        window.lesson_done.connect(self.lesson_done)
        letters = window.letters
        letters.letter_wanted.connect(self.letter_wanted)
        letters.incident_wanted.connect(self.incident_wanted)
        letters.taken_back.connect(self.letter_taken_back)
        window.show_state(self._state, self._colours)
        return window

    def _about(self) -> None:
        about = QMessageBox()
        about.setWindowTitle(_("About Plimsoll"))
        about.setText(_("Plimsoll {version}").format(version=self._version))
        about.setInformativeText(
            _("Tells you before marked text reaches a public AI tool, and counts it without you.")
        )
        about.exec()
