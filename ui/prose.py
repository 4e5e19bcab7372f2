"""Text that the company wrote in Markdown: shown whole, as high as it is, and loading nothing."""

from __future__ import annotations

import math

from PySide6.QtCore import QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QFont,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser

_MARKDOWN = (
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub
    | QTextDocument.MarkdownFeature.MarkdownNoHTML
)
#: A link leads nowhere else: not to a file, and not to a program.
_SCHEMES = ("http", "https", "mailto")


class Prose(QTextBrowser):
    """CommonMark and tables, without HTML and pictures. Links open in the person's browser."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.setObjectName("prose")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.document().setMarkdown(markdown, _MARKDOWN)
        self._lower_headings()
        self.anchorClicked.connect(_open)

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Nothing: a picture would be fetched from wherever its address leads."""
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(self.document().size())

    def _lower_headings(self) -> None:
        """The page has a title of its own: those of the text stand below it."""
        block = self.document().begin()
        while block.isValid():
            cursor = QTextCursor(block)
            form = block.blockFormat()
            if form.headingLevel():
                cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
                cursor.mergeCharFormat(self._heading())
                form.setTopMargin(self.fontMetrics().height() * 2 / 3)
            form.setBottomMargin(self.fontMetrics().height() / 3)
            QTextCursor(block).setBlockFormat(form)
            block = block.next()

    def _heading(self) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setFontWeight(QFont.Weight.DemiBold)
        form.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)
        form.setFontPointSize(self.font().pointSizeF() * 1.15)
        return form

    def _fit(self, size: QSizeF) -> None:
        self.setFixedHeight(math.ceil(size.height()) + 2)


def _open(address: QUrl) -> None:
    if address.scheme() in _SCHEMES:
        QDesktopServices.openUrl(address)
