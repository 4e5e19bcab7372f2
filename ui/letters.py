"""The page *Letters*: what the person wrote to the company, what became of it, and a new one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from agent.words import gettext as _
from ui.letter import MyLetter, MyLetters
from ui.page import Page
from ui.parts import button, label
from ui.state import State
from ui.theme import Colours
from ui.turning import TurningRow


class LettersPage(Page):
    """One row for each letter and report, newest first."""

    #: The person wants to write a letter, to report an incident.
    letter_wanted = Signal()
    incident_wanted = Signal()
    #: id of a letter to withdraw, or to forget here.
    taken_back = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._letters = MyLetters()

    def use(self, letters: MyLetters) -> None:
        """These are shown from the next `show_state` on."""
        self._letters = letters

    def fill(self, state: State, colours: Colours) -> list[QWidget]:
        """What can be written, then what was."""
        title = label(_("Write to the company"), "title")
        about = label(
            _(
                "Propose a tool, register a use of AI, say that a warning is wrong, or ask. "
                "Every device sends one letter a week, written or not: nobody sees who writes."
            )
        )
        letters = [self._row(one) for one in self._letters.letters]
        mine = [label(_("My letters"), "title"), *letters] if letters else [_empty()]
        return [title, about, self._buttons(state), *mine]

    def _buttons(self, state: State) -> QWidget:
        write = button(_("Write a letter…"), self.letter_wanted.emit, "safe")
        report = button(_("Report an incident…"), self.incident_wanted.emit)
        write.setEnabled(state.running and self._letters.letters_taken)
        report.setEnabled(state.running and self._letters.incidents_taken)
        report.setAccessibleDescription(_("With your name, at once."))
        return TurningRow([write, report])

    def _row(self, one: MyLetter) -> QWidget:
        row = QFrame()
        row.setObjectName("row")
        row.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.setAccessibleName(" · ".join(filter(None, (one.kind_words, one.subject))))
        row.setAccessibleDescription(one.words)
        em = row.fontMetrics().height()
        column = QVBoxLayout(row)
        column.setContentsMargins(em * 3 // 4, em // 2, em * 3 // 4, em // 2)
        column.setSpacing(em // 4)
        column.addWidget(label(one.subject or one.kind_words, "heading"))
        signed = one.name or _("anonymous")
        column.addWidget(label(f"{one.kind_words} · {signed}", "quiet"))
        if one.text:
            column.addWidget(label(one.text))
        column.addWidget(label(" ".join(filter(None, (one.words, _sentence(one.leaves))))))
        if one.answer:
            column.addWidget(label(_("Answer: {text}").format(text=one.answer), "heading"))
        if one.state not in ("leaving",):
            words = _("Withdraw") if one.state == "written" else _("Forget it here")
            back = button(words, lambda: self.taken_back.emit(one.id), "plain")
            back.setAccessibleDescription(one.subject or one.kind_words)
            column.addWidget(TurningRow([back]))
        return row


def _empty() -> QWidget:
    return label(_("You have not written yet. Your letters and their answers will stand here."))


def _sentence(leaves: str) -> str:
    return f"{leaves[:1].upper()}{leaves[1:]}." if leaves else ""
