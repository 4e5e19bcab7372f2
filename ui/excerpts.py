"""The person's own text with the marks lit in amber, and what was found. It can only be read."""

from __future__ import annotations

import math

from PySide6.QtGui import QColor, QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

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
        self._fill(question, colours)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A new width breaks the lines anew."""
        super().resizeEvent(event)
        frame = self.height() - self.viewport().height()
        wanted = math.ceil(self.document().size().height()) + max(frame, 0)
        self.setFixedHeight(min(wanted, MOST_LINES * self.fontMetrics().lineSpacing()))

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
