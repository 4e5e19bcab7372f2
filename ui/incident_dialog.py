"""*Report an incident*: by name and at once."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from agent.words import gettext as _
from ui.writing import WritingDialog, choice, line, named


class IncidentDialog(WritingDialog):
    """A report that something went wrong. Whoever reads it can ask the person."""

    def __init__(self, tool: str = "") -> None:
        self._kind = choice(_kinds())
        self._tool = line()
        self._tool.setText(tool)
        self._name = line()
        self._contact = line()
        super().__init__(
            _("Report an incident"),
            _(
                "It goes to the company at once, with your name, and you get a reference. "
                "Say what happened; do not copy the text itself into it."
            ),
            _("Report it now"),
        )

    def ask(self) -> list[QWidget]:
        """What happened where, and who can be asked."""
        return [
            *named(_("What happened?"), self._kind),
            *named(_("Which AI tool?"), self._tool),
            *named(_("Your name"), self._name),
            *named(_("How can you be reached?"), self._contact),
        ]

    def fields(self) -> Mapping[str, str]:
        """As the door takes a report."""
        return {
            "kind": str(self._kind.currentData()),
            "tool": self._tool.text().strip(),
            "name": self._name.text().strip(),
            "contact": self._contact.text().strip(),
            "text": self._text.toPlainText().strip(),
        }

    def missing(self) -> str:
        """A report needs a name and a text."""
        said = self.fields()
        if not said["name"]:
            return _("Write your name: a report is never anonymous.")
        return "" if said["text"] else _("Write what happened.")

    def shown(self) -> list[tuple[str, str]]:
        """What, where, and who."""
        said = self.fields()
        lines = (
            (_("What happened?"), self._kind.currentText()),
            (_("Which AI tool?"), said["tool"]),
            (_("Your name"), said["name"]),
            (_("How can you be reached?"), said["contact"]),
        )
        return [(title, text) for title, text in lines if text]


def _kinds() -> dict[str, str]:
    return {
        "data": _("Data is where it does not belong"),
        "account": _("Others may know an account or a key"),
        "output": _("An AI gave a wrong or harmful answer"),
        "other": _("Something else"),
    }
