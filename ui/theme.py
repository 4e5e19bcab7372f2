"""Ink, paper, one sea blue for action, one amber for *look here*, red for a stop only."""

from __future__ import annotations

from dataclasses import dataclass
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme, as `#rrggbb`. Each `on_…` is the ink for text on the colour it names.

    Text on its ground has a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3).
    """

    paper: str
    #: Ground of what can be read or pressed.
    sheet: str
    ink: str
    #: Second voice: details and promises.
    quiet: str
    line: str
    sea: str
    on_sea: str
    amber: str
    on_amber: str
    red: str


LIGHT = Colours(
    paper="#f6f4ee",
    sheet="#fffefb",
    ink="#17222d",
    quiet="#4f5b66",
    line="#c9c6bb",
    sea="#0b5d87",
    on_sea="#ffffff",
    amber="#f5c04a",
    on_amber="#17222d",
    red="#a3231f",
)
DARK = Colours(
    paper="#141b22",
    sheet="#1d262f",
    ink="#e8ecef",
    quiet="#a9b4be",
    line="#3f4b56",
    sea="#6cb8e0",
    on_sea="#0d151c",
    amber="#f0b83f",
    on_amber="#141b22",
    red="#ff9b92",
)


def colours_for(scheme: Qt.ColorScheme) -> Colours:
    """The theme for what the desktop says; light where it says nothing."""
    return DARK if scheme == Qt.ColorScheme.Dark else LIGHT


def palette(colours: Colours) -> QPalette:
    """The palette for widgets that no rule of the style sheet names."""
    role = QPalette.ColorRole
    made = QPalette()
    for roles, colour in (
        ((role.Window, role.Button, role.AlternateBase), colours.paper),
        ((role.Base, role.ToolTipBase), colours.sheet),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), colours.ink),
        ((role.PlaceholderText,), colours.quiet),
        ((role.Highlight, role.Link, role.Accent), colours.sea),
        ((role.HighlightedText,), colours.on_sea),
        ((role.Mid, role.Dark), colours.line),
    ):
        for one in roles:
            made.setColor(one, QColor(colour))
    return made


def style_sheet(colours: Colours) -> str:
    """Qt's style sheet. Lengths are in `em`, so that larger text has larger surroundings."""
    names = Colours.__slots__
    return _RULES.substitute({name: getattr(colours, name) for name in names})


_RULES = Template("""
QWidget { color: $ink; }
QDialog, QMainWindow, QScrollArea, #column, #notice { background: $paper; }
QScrollArea { border: 0; }
#notice { border: 1px solid $quiet; }
#title { font-size: 15pt; font-weight: 600; }
#title[stop="true"], #alert { color: $red; }
#heading { font-weight: 600; }
#quiet { color: $quiet; }
#rule { background: $line; border: 0; }
#prose { background: transparent; border: 0; padding: 0; }
#row { background: $sheet; border: 1px solid $line; border-radius: 8px; }
QTextEdit, QPlainTextEdit, QTreeWidget, QLineEdit {
    background: $sheet; border: 1px solid $line; border-radius: 8px; padding: 0.6em;
    selection-background-color: $sea; selection-color: $on_sea;
}
QTextEdit:focus, QPlainTextEdit:focus, QTreeWidget:focus, QLineEdit:focus {
    border: 2px solid $sea;
}
QPushButton {
    background: $sheet; border: 1px solid $quiet; border-radius: 8px;
    padding: 0.55em 1.15em;
}
QPushButton:hover { border-color: $sea; }
QPushButton:focus { border: 2px solid $sea; }
QPushButton[safe="true"] {
    background: $sea; color: $on_sea; border: 2px solid $sea; font-weight: 600;
}
QPushButton[safe="true"]:focus { border: 2px solid $ink; }
QPushButton[plain="true"] {
    background: transparent; border: 2px solid transparent; color: $sea;
    padding: 0.3em 0.2em; font-weight: 500; text-align: left;
}
QPushButton[plain="true"]:focus { border: 2px solid $sea; }
QTabWidget::pane { border: 0; border-top: 1px solid $line; }
QTabBar::tab {
    background: transparent; padding: 0.55em 1em; margin: 0.15em;
    border: 2px solid transparent; border-bottom: 3px solid transparent;
}
QTabBar::tab:selected { border-bottom: 3px solid $sea; font-weight: 600; }
QTabBar::tab:focus { border: 2px solid $sea; }
QTreeWidget::item { padding: 0.25em 0; }
QTreeWidget::item:selected { background: $sea; color: $on_sea; }
""")
