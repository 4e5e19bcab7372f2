"""The icon in the tray and its menu. Everything Plimsoll can do is reachable from the menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from agent.words import gettext as _
from ui import mark
from ui.notice import Offer
from ui.pages import LETTERS, NOW, POLICY, SENT, TOOLS
from ui.state import STARTING, State, state_words
from ui.theme import Colours

Page = Callable[[int], None]


class Tray(QObject):
    """Rebuilt from the state each time, so nothing in it can be out of date."""

    def __init__(
        self,
        open_page: Callable[[int], None],
        check_clipboard: Callable[[], None],
        write: tuple[Callable[[], None], Callable[[], None]],
        about: Callable[[], None],
        offers: Callable[[], list[Offer]],
    ) -> None:
        """`offers` are the buttons of the open notice, which itself takes no keys.

        `write` opens the window for a letter, and the one for a report.
        """
        super().__init__()
        self._open_page = open_page
        self._check_clipboard = check_clipboard
        self._write_letter, self._report_incident = write
        self._about = about
        self._offers = offers
        self._state = STARTING
        self._menu = QMenu()
        self._menu.aboutToShow.connect(self._build)
        self._icon = QSystemTrayIcon()
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._activated)

    def show_state(self, state: State, colours: Colours) -> None:
        """Draw the mark of this state, and say it in the tip."""
        self._state = state
        self._icon.setIcon(mark.icon(state.icon, colours.ink))
        self._icon.setToolTip(f"{_('Plimsoll')}: {state_words(state)}")
        self._icon.show()
        self._build()

    def place(self) -> QRect:
        """Where the icon stands; empty where the desktop does not say."""
        return self._icon.geometry()

    def hide(self) -> None:
        self._icon.hide()

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            self._open_page(NOW)

    def _build(self) -> None:
        menu = self._menu
        menu.clear()
        said = menu.addAction(state_words(self._state), lambda: self._open_page(NOW))
        menu.setDefaultAction(said)
        menu.addSeparator()
        self._add_offers()
        check = menu.addAction(_("Check the clipboard…"), self._check_clipboard)
        check.setEnabled(self._state.running)
        for words, opens in (
            (_("Write to the company…"), self._write_letter),
            (_("Report an incident…"), self._report_incident),
        ):
            menu.addAction(words, opens).setEnabled(self._state.running)
        menu.addSeparator()
        for words, page in (
            (_("Open Plimsoll"), NOW),
            (_("Tools"), TOOLS),
            (_("Letters"), LETTERS),
            (_("Sent"), SENT),
            (_("Policy"), POLICY),
        ):
            menu.addAction(words, lambda page=page: self._open_page(page))
        menu.addSeparator()
        menu.addAction(_("About Plimsoll"), self._about)

    def _add_offers(self) -> None:
        offers = self._offers()
        for words, pressed in offers:
            self._menu.addAction(words.replace("&", "&&"), pressed)
        if offers:
            self._menu.addSeparator()
