"""Before and after redaction, side by side."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from agent.words import gettext as _
from ui.parts import label
from ui.turning import TurningRow

#: Characters shown of each side. A whole book would take the dialog seconds to lay out.
MOST_SHOWN = 200_000


def comparison(before: str, after: str) -> QWidget:
    """Two panes that can be read and copied, not changed."""
    panes: list[QWidget] = [_pane(_("Before"), before), _pane(_("After"), after)]
    em = panes[0].fontMetrics().height()
    return TurningRow(panes, needed=28 * em, stretch=True)


def _pane(title: str, text: str) -> QWidget:
    pane = QWidget()
    column = QVBoxLayout(pane)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(label(title, "heading"))
    view = QPlainTextEdit(text[:MOST_SHOWN])
    view.setReadOnly(True)
    view.setTabChangesFocus(True)
    view.setAccessibleName(title)
    view.setMinimumHeight(6 * view.fontMetrics().lineSpacing())
    column.addWidget(view)
    return pane
