"""Arming at focus: marked text is on the clipboard and a public tool comes to the front.

The person hears of it before Ctrl+V, and may clear the clipboard, redact it or leave it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, QRect, QTimer, Signal

from agent.events import Choice
from agent.words import gettext as _
from ui import reading
from ui.notice import Notice, Offer
from ui.reading import Table
from ui.theme import Colours

log = logging.getLogger(__name__)

#: Seconds after which the notice goes by itself.
SHOWN = 20.0
#: Seconds for which a redaction can be undone.
UNDO = 60.0

Everything = Mapping[str, bytes]


class ArmedClipboard(Protocol):
    """What arming needs of the clipboard."""

    @property
    def ours(self) -> bool: ...
    def put_text(self, text: str) -> None: ...
    def put_back(self, everything: Everything) -> None: ...
    def clear(self) -> None: ...


class Arming(QObject):
    """The notice, what its buttons do, and one undo."""

    #: flow (str), agent.events.Choice
    chosen = Signal(str, object)
    #: The clipboard's text was taken away or replaced by us; the agent is to forget it.
    replaced = Signal()
    #: What the menu offers has changed.
    changed = Signal()

    def __init__(
        self,
        clipboard: ArmedClipboard,
        keep: Callable[[Callable[[Everything], None]], None],
        colours: Callable[[], Colours],
        icon_place: Callable[[], QRect],
    ) -> None:
        """`keep` reads the whole clipboard in the background, for the undo."""
        super().__init__()
        self._clipboard = clipboard
        self._keep = keep
        self._colours = colours
        self._icon_place = icon_place
        self._flow = ""
        self._notice: Notice | None = None
        self._offers: list[Offer] = []
        self._kept: Everything | None = None
        self._forgetting = QTimer(self, singleShot=True, interval=int(UNDO * 1000))
        self._forgetting.timeout.connect(self._forget)

    @property
    def offers(self) -> list[Offer]:
        """The notice's buttons, for the menu: the notice itself takes no focus and no keys."""
        return list(self._offers)

    def arm(self, event: Table) -> None:
        """Show the notice of an `arm` event."""
        self._close()
        words, redacted = reading.table(event, "notice"), reading.text(event, "redacted")
        self._flow = reading.text(event, "flow")
        offers: list[Offer] = [(reading.text(words, "clear"), self._clear)]
        if redacted:
            offers.append((reading.text(words, "redact"), lambda: self.redact(redacted)))
        offers.append((reading.text(words, "leave"), lambda: self._choose(Choice.CONTINUED)))
        title, body = reading.text(words, "title"), reading.text(words, "body")
        self._show(title, body, offers, "armed", SHOWN)
        log.info("arming.shown")

    def disarm(self) -> None:
        """Take the notice away; nobody answered it. An offer to undo stays."""
        if self._flow:
            self._choose(Choice.NONE)

    def copied(self) -> None:
        """Someone else has copied something: what we kept belongs to the past."""
        if self._kept is not None:
            self._forget()

    def say(self, title: str, body: str = "") -> None:
        """One sentence that needs no answer."""
        self._close()
        self._show(title, body, [], "guarded", SHOWN / 2)

    def offer(self, title: str, body: str, offers: list[Offer]) -> bool:
        """A question that may wait: not while another notice stands. Whether it is shown."""
        if self._notice is not None:
            return False
        closing: list[Offer] = [(words, partial(self._closed_by, do)) for words, do in offers]
        self._show(title, body, closing, "waiting", SHOWN)
        return True

    def _closed_by(self, pressed: Callable[[], None]) -> None:
        self._close()
        pressed()

    def redact(self, redacted: str) -> None:
        """Replace the text flavours by `redacted` and drop the others, but keep them a minute."""
        self._keep(lambda everything: self._redact(redacted, everything))

    def _redact(self, redacted: str, everything: Everything) -> None:
        self._clipboard.put_text(redacted)
        self.replaced.emit()
        self._choose(Choice.REDACTED)
        self._kept = everything
        self._forgetting.start()
        title = _("The clipboard now holds the redacted text.")
        self._show(title, "", [(_("Undo"), self._undo)], "guarded", UNDO)

    def _undo(self) -> None:
        kept, mine = self._kept, self._clipboard.ours
        self._forget()
        if kept is not None and mine:
            self._clipboard.put_back(kept)
            log.info("arming.undone")

    def _clear(self) -> None:
        self._clipboard.clear()
        self.replaced.emit()
        self._choose(Choice.CANCELLED)

    def _choose(self, choice: Choice) -> None:
        flow, self._flow = self._flow, ""
        self._close()
        if flow:
            log.info("arming.answered: %s", choice)
            self.chosen.emit(flow, choice)

    def _forget(self) -> None:
        self._forgetting.stop()
        self._kept = None
        self._close()

    def _show(self, title: str, body: str, offers: list[Offer], shape: str, seconds: float) -> None:
        self._offers = offers
        faded = self._faded
        self._notice = Notice(title, body, offers, self._colours(), shape, seconds, faded)
        self._notice.show_by(self._icon_place())
        self.changed.emit()

    def _faded(self) -> None:
        if self._flow:
            self._choose(Choice.NONE)
        else:
            self._close()

    def _close(self) -> None:
        if self._notice is not None:
            self._notice.hide()
            self._notice.deleteLater()
            self._notice = None
            self._offers = []
            self.changed.emit()
