"""The person's own text with the marks lit in amber, and what was found. It can only be read."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from agent.words import gettext as _
from ui.question import Excerpt, Question
from ui.theme import Colours

#: Lines after which it scrolls instead of growing.
MOST_LINES = 13


class Excerpts(QTextEdit):
    """As high as its text, up to a bound. Text is inserted as text, never read as HTML."""

    def __init__(self, question: Question, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(_("What was found"))
        self.setLineWrapMode(QTextEdit.LineWrapMode.WidgetWidth)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._fill(question, colours)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        copy = self.document().clone()
        frame = 2 * self.fontMetrics().height()
        copy.setTextWidth(max(1, width - frame))
        wanted = int(copy.size().height()) + frame // 2
        return min(wanted, MOST_LINES * self.fontMetrics().lineSpacing())

    def sizeHint(self) -> QSize:
        width = 30 * self.fontMetrics().averageCharWidth()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        line = self.fontMetrics().lineSpacing()
        return QSize(8 * line, 4 * line)

    def _fill(self, question: Question, colours: Colours) -> None:
        lit = QTextCharFormat()
        lit.setBackground(QColor(colours.amber))
        lit.setForeground(QColor(colours.on_amber))
        lit.setFontWeight(600)
        cursor = QTextCursor(self.document())
        for excerpt in question.excerpts:
            self._begin_block(cursor, indent=True)
            _insert(cursor, excerpt, lit)
        for line in _found_lines(question):
            self._begin_block(cursor, indent=False)
            cursor.insertText(line, QTextCharFormat())
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _begin_block(self, cursor: QTextCursor, indent: bool) -> None:
        em = self.fontMetrics().height()
        block = QTextBlockFormat()
        block.setBottomMargin(em * 0.4)
        if indent:
            block.setLeftMargin(em * 0.8)
            block.setRightMargin(em * 0.8)
        if self.document().isEmpty():
            cursor.setBlockFormat(block)
        else:
            cursor.insertBlock(block)


def _insert(cursor: QTextCursor, excerpt: Excerpt, lit: QTextCharFormat) -> None:
    plain = QTextCharFormat()
    cursor.insertText(f"“{excerpt.before}", plain)
    cursor.insertText(excerpt.mark, lit)
    cursor.insertText(f"{excerpt.after}”", plain)


def _found_lines(question: Question) -> list[str]:
    if len(question.found) == 1:
        return [_("Found: {what}").format(what=question.found[0])]
    return [_("Found:"), *(f"•  {line}" for line in question.found)] if question.found else []
