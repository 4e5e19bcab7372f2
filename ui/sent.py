"""The page *Sent*: each message about this machine, waiting and sent; a row opens to its bytes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from agent.words import gettext as _
from agent.words import ngettext
from ui.messages import Message
from ui.parts import button, label
from ui.state import State


class SentPage(QWidget):
    """Above the messages in words, below the one that is chosen, to the byte."""

    #: Begin (true) or lift (false) a pause.
    pause_wanted = Signal(bool)
    #: Delete what was said and received.
    clear_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("column")
        em = self.fontMetrics().height()
        self._summary = label(_("What was said about this machine"), "title")
        self._hint = label("", "quiet")
        self._list = QTreeWidget()
        self._list.setHeaderHidden(True)
        self._list.setAccessibleName(_("Messages"))
        self._list.setUniformRowHeights(True)
        self._list.currentItemChanged.connect(lambda item, _before: self._open(item))
        self._bytes = QPlainTextEdit()
        self._bytes.setReadOnly(True)
        self._bytes.setTabChangesFocus(True)
        self._bytes.setAccessibleName(_("The chosen message, to the byte"))
        self._bytes.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._messages: dict[int, Message] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(em, em, em, em)
        column.setSpacing(em // 2)
        self._place = label("", "quiet")
        for part, share in ((self._summary, 0), (self._hint, 0), (self._list, 3), (self._bytes, 2)):
            column.addWidget(part, share)
        column.addWidget(self._place)
        column.addLayout(self._buttons())
        self._paused = False
        self.show_messages(())

    def _buttons(self) -> QHBoxLayout:
        self._pause = button("", lambda: self.pause_wanted.emit(not self._paused), "plain")
        self._clear = button(_("Clear what was received"), self.clear_wanted.emit, "plain")
        row = QHBoxLayout()
        row.addWidget(self._pause)
        row.addWidget(self._clear)
        row.addStretch(1)
        return row

    def show_state(self, state: State) -> None:
        """Show where the list is kept, and whether it is paused."""
        self._paused = state.paused
        paused = _("Paused: what you do is counted as “no answer”. Nobody is told.")
        self._place.setText(f"{paused if state.paused else ''} {state.list_words}".strip())
        words = _("Lift the pause") if state.paused else _("Pause")
        self._pause.setText(words)
        self._pause.setAccessibleName(words)
        self._pause.setEnabled(state.running)
        self._clear.setEnabled(state.running)

    def show_messages(self, messages: Sequence[Message]) -> None:
        """Show these, newest state of the queue; zeros are folded, because they say nothing."""
        self._list.clear()
        self._messages.clear()
        self._bytes.hide()
        self._list.setVisible(bool(messages))
        self._hint.setText(_hint(messages))
        for title, group in _groups(messages):
            self._add_group(title, group)
        first = self._list.topLevelItem(0)
        if first is not None:
            first.setExpanded(True)

    def _add_group(self, title: str, group: Sequence[Message]) -> None:
        top = QTreeWidgetItem(self._list, [f"{title} · {_count(group)}"])
        zeros = [message for message in group if message.says_nothing]
        for message in group:
            if not message.says_nothing:
                self._add(top, message)
        if zeros:
            fold = QTreeWidgetItem(top, [_zeros(len(zeros))])
            for message in zeros:
                self._add(fold, message)

    def _add(self, parent: QTreeWidgetItem, message: Message) -> None:
        item = QTreeWidgetItem(parent, [message.words])
        self._messages[id(item)] = message
        item.setToolTip(0, message.words)

    def _open(self, item: QTreeWidgetItem | None) -> None:
        message = self._messages.get(id(item))
        self._bytes.setVisible(message is not None)
        if message is not None:
            self._bytes.setPlainText(message.to_the_byte())


def _groups(messages: Sequence[Message]) -> list[tuple[str, list[Message]]]:
    """Waiting first, then the rest, each only where there is something in it."""
    waiting = [message for message in messages if message.waiting]
    sent = [message for message in messages if not message.waiting]
    return [
        (title, group) for title, group in ((_("Waiting"), waiting), (_("Sent"), sent)) if group
    ]


def _count(group: Sequence[Message]) -> str:
    zeros = sum(message.says_nothing for message in group)
    said = len(group) - zeros
    words = ngettext("{count} thing said", "{count} things said", said).format(count=said)
    return f"{words}, {_zeros(zeros)}" if zeros else words


def _zeros(count: int) -> str:
    return ngettext("{count} zero", "{count} zeros", count).format(count=count)


def _hint(messages: Sequence[Message]) -> str:
    if messages:
        return _("This is all that central ever gets. Choose a message to see its bytes.")
    return _("Nothing was said yet. Each message will stand here before it is sent.")
