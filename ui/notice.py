"""A small window by the tray that takes no focus: whoever is typing goes on typing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from agent.words import gettext as _
from ui import mark
from ui.parts import button, label
from ui.theme import Colours
from ui.turning import TurningRow

#: A button's words, and what pressing it does.
Offer = tuple[str, Callable[[], None]]

#: Width in ems.
WIDTH = 25

_FLAGS = (
    Qt.WindowType.Tool
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowStaysOnTopHint
    | Qt.WindowType.WindowDoesNotAcceptFocus
)


class Notice(QFrame):
    """Title, a sentence, a few buttons. It goes by itself."""

    def __init__(
        self,
        title: str,
        body: str,
        offers: Sequence[Offer],
        colours: Colours,
        shape: str,
        seconds: float,
        faded: Callable[[], None],
    ) -> None:
        """`faded` is called when the notice has gone by itself after `seconds`."""
        super().__init__(None, _FLAGS)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setObjectName("notice")
        self.setWindowTitle(_("Plimsoll"))
        self.setAccessibleName(title)
        self.setAccessibleDescription(body)
        self._lay_out(title, body, offers, colours, shape)
        QTimer.singleShot(int(seconds * 1000), self, faded)

    def show_by(self, icon: QRect) -> None:
        """Show it beside the tray's icon, or in the corner where panels usually are."""
        em = self.fontMetrics().height()
        room = self.screen().availableGeometry().adjusted(em // 2, em // 2, -em // 2, -em // 2)
        width = min(WIDTH * em, room.width())
        layout = self.layout()
        height = layout.totalHeightForWidth(width) if layout else self.sizeHint().height()
        self.setFixedSize(QSize(width, height))
        self.move(place(icon, QRect(QPoint(0, 0), QSize(width, height)), room))
        self.show()

    def _lay_out(
        self, title: str, body: str, offers: Sequence[Offer], colours: Colours, shape: str
    ) -> None:
        em = self.fontMetrics().height()
        picture = QLabel()
        scale = self.devicePixelRatioF()
        picture.setPixmap(mark.pixmap(shape, colours.ink, int(1.4 * em), scale))
        picture.setFixedSize(picture.sizeHint())
        column = QVBoxLayout(self)
        column.setContentsMargins(em, em * 3 // 4, em, em * 3 // 4)
        column.setSpacing(em // 2)
        column.addWidget(TurningRow([picture, label(title, "heading")], needed=1))
        if body:
            column.addWidget(label(body))
        if offers:
            column.addWidget(self._buttons(offers))

    def _buttons(self, offers: Sequence[Offer]) -> QWidget:
        made: list[QWidget] = [button(words, pressed) for words, pressed in offers]
        for one in made:
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return TurningRow(made)


def place(icon: QRect, window: QRect, room: QRect) -> QPoint:
    """Where the window stands: by the icon and within the room; bottom right without an icon."""
    placed = QRect(window)
    if icon.isEmpty():
        placed.moveBottomRight(room.bottomRight())
        return placed.topLeft()
    placed.moveRight(icon.right())
    if icon.center().y() > room.center().y():
        placed.moveBottom(min(icon.top(), room.bottom()))
    else:
        placed.moveTop(max(icon.bottom(), room.top()))
    left = max(room.left(), min(placed.left(), room.right() - placed.width()))
    return QPoint(left, placed.top())
