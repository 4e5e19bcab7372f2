"""The warning on the desktop: the same words in the same order as in the page."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from agent.events import Answer, Choice, Reason
from agent.words import gettext as _
from ui import mark
from ui.column import Column
from ui.comparison import comparison
from ui.excerpts import Excerpts
from ui.parts import button, label, rule
from ui.question import Question, Way, WayOn
from ui.theme import Colours
from ui.turning import TurningRow

#: Width at first, in ems: about 75 characters a line.
WIDTH = 44

#: The key for going on without a reason, where none is required.
NO_REASON = "0"


class WarningDialog(QDialog):
    """Asks once. The safe way is the default and has the focus; Esc cancels."""

    #: agent.events.Answer, exactly once.
    answered = Signal(object)
    #: The person wants to see what is sent.
    sent_wanted = Signal()

    def __init__(self, question: Question, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = question
        self._colours = colours
        self._keys: dict[str, str] = {}
        self._done = False
        self.setWindowTitle(_("Plimsoll"))
        self.setAccessibleName(question.title)
        self.setAccessibleDescription(" ".join((*question.found, question.clause)))
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        self._lay_out()

    def _lay_out(self) -> None:
        content = Column()
        column = content.parts
        column.addWidget(self._header())
        column.addWidget(Excerpts(self._question, self._colours))
        column.addWidget(label(self._question.clause))
        if self._question.whom_to_ask:
            column.addWidget(label(self._question.whom_to_ask, "heading"))
        self._compared = self._comparison()
        column.addWidget(self._compared, 2)
        self._ways, self._reasons = self._ways_out(), self._reasons_asked(self._question.way_on)
        for part in (self._ways, self._reasons, self._footer()):
            column.addWidget(part)
        column.addStretch(1)
        self._reasons.hide()
        self._safe_button().setProperty("safe", True)
        self._scroll = _scrolling(content, self)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the title, with the focus on the safe way."""
        super().showEvent(event)
        self._fit()
        safe = self._safe_button()
        safe.setDefault(True)
        safe.setFocus(Qt.FocusReason.PopupFocusReason)
        self._scroll.verticalScrollBar().setValue(0)

    def sizeHint(self) -> QSize:
        """As high as its content at a good line length, and never larger than the screen."""
        room = self.screen().availableGeometry().size() * 0.9
        content = self._scroll.widget()
        width = min(WIDTH * self.fontMetrics().height(), room.width())
        layout = content.layout()
        height = layout.totalHeightForWidth(width) if layout else content.sizeHint().height()
        return QSize(width, min(height + 2, room.height()))

    def minimumSizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(16 * em, 12 * em)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key for each reason, once they are shown."""
        if event.text() in self._keys and self._reasons.isVisible():
            self._continue(self._keys[event.text()])
        else:
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Esc, the *Cancel* button and closing the window are one thing."""
        self._answer(Answer(Choice.CANCELLED))

    def go_away(self) -> None:
        """Close without an answer: nobody waits for it any more."""
        self._done = True
        super().reject()

    def _header(self) -> QWidget:
        em = self.fontMetrics().height()
        picture = QLabel()
        scale = self.devicePixelRatioF()
        colour = self._colours.red if self._question.stops else self._colours.ink
        picture.setPixmap(mark.pixmap("guarded", colour, int(1.7 * em), scale))
        picture.setAccessibleName(_("Plimsoll"))
        picture.setFixedSize(picture.sizeHint())
        title = label(self._question.title, "title")
        title.setProperty("stop", self._question.stops)
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em // 4)
        top = TurningRow([picture, title], needed=1)
        column.addWidget(top)
        column.addWidget(label(self._question.destination, "quiet"))
        return row

    def _comparison(self) -> QWidget:
        panes = comparison(self._question.before, self._question.after)
        panes.hide()
        return panes

    def _ways_out(self) -> QWidget:
        box, column = _column()
        question = self._question
        if question.redact:
            column.addWidget(self._redact_row(question.redact))
        if question.approved:
            approved = button(question.approved.label, self._use_approved)
            column.addWidget(TurningRow([approved, label(question.approved.detail, "quiet")]))
        if question.way_on:
            column.addWidget(self._on_row(question.way_on.way))
        return box

    def _redact_row(self, way: Way) -> QWidget:
        parts: list[QWidget] = [
            button(way.label, lambda: self._answer(Answer(Choice.REDACTED))),
            label(way.detail, "quiet"),
        ]
        if way.see:
            parts.append(button(way.see, self._compare, "plain"))
        return TurningRow(parts)

    def _on_row(self, way: Way) -> QWidget:
        parts: list[QWidget] = [
            button(way.label, self._ask_reason, "plain"),
            label(way.detail, "quiet"),
        ]
        if self._question.not_sensitive:
            parts.append(button(self._question.not_sensitive, self._not_sensitive, "plain"))
        return TurningRow(parts)

    def _reasons_asked(self, way_on: WayOn | None) -> QWidget:
        box, column = _column()
        if way_on is None:
            return box
        column.addWidget(label(way_on.question, "heading"))
        offered = [(r.key, r.label, r.code) for r in way_on.reasons]
        if not way_on.required:
            offered.append((NO_REASON, _("Continue without a reason"), ""))
        for key, words, code in offered:
            self._keys[key] = code
            choose = button(f"{key}   {words}", partial(self._continue, code))
            choose.setStyleSheet("text-align: left;")
            column.addWidget(choose)
        column.addWidget(button(_("Back"), self._back, "plain"), 0, Qt.AlignmentFlag.AlignLeft)
        return box

    def _footer(self) -> QWidget:
        box, column = _column()
        self._cancel = button(self._question.cancel, self.reject)
        hint = label(_("Esc"), "quiet")
        hint.setWordWrap(False)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._cancel)
        row.addWidget(hint)
        column.addLayout(row)
        column.addWidget(rule())
        column.addWidget(label(self._question.promise, "quiet"))
        what = button(_("What is sent?"), self.sent_wanted.emit, "plain")
        column.addWidget(what, 0, Qt.AlignmentFlag.AlignLeft)
        return box

    def _safe_button(self) -> QPushButton:
        """The first way out that lets nothing marked go: redact, the approved tool, cancel."""
        if self._question.redact or self._question.approved:
            return self._ways.findChildren(QPushButton)[0]
        return self._cancel

    def _compare(self) -> None:
        self._compared.setVisible(not self._compared.isVisible())
        self._fit()

    def _ask_reason(self) -> None:
        self._ways.hide()
        self._reasons.show()
        self._fit()
        self._reasons.findChildren(QPushButton)[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _back(self) -> None:
        self._reasons.hide()
        self._ways.show()
        self._fit()
        self._safe_button().setFocus(Qt.FocusReason.OtherFocusReason)

    def _use_approved(self) -> None:
        self._answer(Answer(Choice.SANDBOX))

    def _not_sensitive(self) -> None:
        self._answer(Answer(Choice.NOT_SENSITIVE))

    def _continue(self, code: str) -> None:
        self._answer(Answer(Choice.CONTINUED, Reason(code) if code else None))

    def _answer(self, answer: Answer) -> None:
        if not self._done:
            self._done = True
            self.answered.emit(answer)
            super().reject()

    def _fit(self) -> None:
        """Grow to the content at once; fit it closely as soon as its lines are broken."""
        self.resize(self.size().expandedTo(self.sizeHint()))
        QTimer.singleShot(0, self, self._reveal)

    def _reveal(self) -> None:
        """Lines are broken after one turn of the event loop; only then is the height known."""
        layout = self._scroll.widget().layout()
        room = int(self.screen().availableGeometry().height() * 0.9)
        if layout is not None:
            layout.activate()
            needed = layout.totalHeightForWidth(self.width()) + 2
            self.resize(self.width(), min(needed, room))


def _column() -> tuple[QWidget, QVBoxLayout]:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(box.fontMetrics().height() * 2 // 3)
    return box, column


def _scrolling(content: QWidget, dialog: QDialog) -> QScrollArea:
    area = QScrollArea(dialog)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    outer = QVBoxLayout(dialog)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(area)
    return area
