"""A window to write to the company: a form, then the whole of it as it leaves, then the step."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from agent.words import gettext as _
from agent.words import ngettext
from ui.column import Column
from ui.letter import Checked
from ui.parts import button, label
from ui.turning import TurningRow

#: Bytes of a text at most, as on the wire.
MOST = 4096
#: Width at first, in ems.
WIDTH = 38


class WritingDialog(QDialog):
    """Nothing leaves before the person has seen it whole, with what the judge finds in it."""

    #: The fields, to be judged; then, to be written.
    check_wanted = Signal(dict)
    write_wanted = Signal(dict)

    def __init__(self, title: str, about: str, step: str) -> None:
        """`step`: the words of the button that writes it."""
        super().__init__()
        self.setWindowTitle(title)
        self._step = step
        self._column = QVBoxLayout()
        self._text = QPlainTextEdit()
        self._text.setTabChangesFocus(True)
        self._text.textChanged.connect(self._count)
        self._counter = label("", "quiet")
        self._wrong = label("", "alert")
        self._wrong.hide()
        self._stack = QStackedWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self._first = self._form(title, about)
        self._stack.addWidget(_scrolling(self._first))
        self._count()

    def fields(self) -> Mapping[str, str]:
        """What is written now, as the door takes it."""
        raise NotImplementedError

    def ask(self) -> list[QWidget]:
        """The form's own parts, from top to bottom."""
        raise NotImplementedError

    def missing(self) -> str:
        """A sentence about what is missing; nothing where it is complete."""
        raise NotImplementedError

    def shown(self) -> list[tuple[str, str]]:
        """Title and content of each line that leaves besides the text."""
        raise NotImplementedError

    def sizeHint(self) -> QSize:
        """As high as the form at a good line length, and never larger than the screen."""
        em = self.fontMetrics().height()
        room = self.screen().availableGeometry().size() * 0.9
        width = min(WIDTH * em, room.width())
        layout = self._first.layout()
        if layout is not None:
            layout.activate()
        height = layout.totalHeightForWidth(width) if layout else 34 * em
        return QSize(width, min(height + 2, room.height()))

    def showEvent(self, event: QShowEvent) -> None:
        """Lines are broken after one turn of the event loop; only then is the height known."""
        super().showEvent(event)
        QTimer.singleShot(0, self, lambda: self.resize(self.size().expandedTo(self.sizeHint())))

    def show_checked(self, checked: Checked) -> None:
        """The second page: all of it, and what the judge finds."""
        while self._stack.count() > 1:
            old = self._stack.widget(1)
            self._stack.removeWidget(old)
            old.deleteLater()
        self._stack.addWidget(_scrolling(self._whole(checked)))
        self._stack.setCurrentIndex(1)
        self._safe.setFocus()

    def say(self, wrong: str) -> None:
        """What keeps it from being written, on the form."""
        self._stack.setCurrentIndex(0)
        self._wrong.setText(wrong)
        self._wrong.setVisible(bool(wrong))

    def _form(self, title: str, about: str) -> QWidget:
        content = Column()
        column = content.parts
        for part in (label(title, "title"), label(about), *self.ask()):
            column.addWidget(part)
        self._text.setMinimumHeight(8 * self.fontMetrics().height())
        for part in (*named(_("Text"), self._text), self._counter, self._wrong):
            column.addWidget(part, 1 if part is self._text else 0)
        look = button(_("See it as it leaves"), self._look, "safe")
        column.addWidget(TurningRow([look, button(_("Cancel"), self.reject)]))
        return content

    def _whole(self, checked: Checked) -> QWidget:
        content = Column()
        column = content.parts
        column.addWidget(label(_("This is all that leaves"), "title"))
        written = self._text.toPlainText().strip() or _("nothing")
        column.addWidget(_framed([*self.shown(), (_("Text"), written)]))
        if checked.found:
            column.addWidget(
                label(_("Look at it once more: it may hold something sensitive."), "heading")
            )
            for why in checked.found:
                column.addWidget(label(why))
        self._safe = button(self._step, lambda: self.write_wanted.emit(dict(self.fields())), "safe")
        parts: list[QWidget] = [self._safe, button(_("Change it"), lambda: self.say(""))]
        if checked.found and checked.redacted != self._text.toPlainText().strip():
            redact = button(_("Redact it"), lambda: self._redact(checked.redacted), "safe")
            self._safe.setProperty("safe", None)
            parts.insert(0, redact)
        column.addWidget(TurningRow(parts))
        column.addStretch(1)
        return content

    def _redact(self, text: str) -> None:
        self._text.setPlainText(text)
        self.say("")

    def _look(self) -> None:
        wrong = self.missing() or (_("The text is too long.") if self._bytes() > MOST else "")
        self.say(wrong)
        if not wrong:
            self.check_wanted.emit(dict(self.fields()))

    def _bytes(self) -> int:
        return len(self._text.toPlainText().strip().encode("utf-8", "surrogatepass"))

    def _count(self) -> None:
        count = self._bytes()
        words = ngettext("{count} of {most} bytes", "{count} of {most} bytes", count)
        self._counter.setText(words.format(count=count, most=MOST))


def named(title: str, part: QWidget) -> list[QWidget]:
    """A part of a form under its name."""
    name = QLabel(title)
    name.setObjectName("heading")
    name.setBuddy(part)
    part.setAccessibleName(title)
    return [name, part]


def choice(kinds: Mapping[str, str]) -> QComboBox:
    """A list to choose one of: word to title."""
    made = QComboBox()
    for kind, title in kinds.items():
        made.addItem(title, kind)
    return made


def line(most: int = 100) -> QLineEdit:
    """One line of text."""
    made = QLineEdit()
    made.setMaxLength(most)
    return made


def _framed(lines: list[tuple[str, str]]) -> QFrame:
    """Each line under its title, as one sheet."""
    sheet = QFrame()
    sheet.setObjectName("row")
    em = sheet.fontMetrics().height()
    column = QVBoxLayout(sheet)
    column.setContentsMargins(em, em * 3 // 4, em, em * 3 // 4)
    column.setSpacing(2)
    for at, (title, text) in enumerate(lines):
        if at:
            column.addSpacing(em // 2)
        column.addWidget(label(title, "quiet"))
        column.addWidget(label(text))
    return sheet


def _scrolling(content: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area
