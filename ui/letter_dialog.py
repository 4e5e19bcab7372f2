"""*Write to the company*: what it is about, the text, and whether a name stands under it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QLabel, QRadioButton, QWidget

from agent.words import gettext as _
from ui.turning import TurningRow
from ui.writing import WritingDialog, choice, line, named


class LetterDialog(WritingDialog):
    """A letter. Anonymous unless the person signs it, chosen anew each time."""

    def __init__(self, kind: str = "question", subject: str = "") -> None:
        """Begins with this kind (agent/report/letter.py) and subject."""
        self._kind = choice(_kinds())
        self._subject = line()
        self._name = line()
        self._anonymous = QRadioButton(_("Anonymous"))
        self._signed = QRadioButton(_("With my name"))
        self._anonymous.setChecked(True)
        self._about = QLabel()
        super().__init__(
            _("Write to the company"),
            _(
                "It leaves with this week’s letter, which every device sends, written or not. "
                "The answer comes back here, and only you can read it."
            ),
            _("Send with this week’s letter"),
        )
        self._kind.currentIndexChanged.connect(lambda _index: self._turn())
        self._signed.toggled.connect(self._name.setVisible)
        self._name.setVisible(False)
        self._kind.setCurrentIndex(max(self._kind.findData(kind), 0))
        self._subject.setText(subject)
        self._turn()

    def ask(self) -> list[QWidget]:
        """Kind, subject, and who writes."""
        self._about.setObjectName("heading")
        self._about.setBuddy(self._subject)
        self._name.setPlaceholderText(_("Your name"))
        self._name.setAccessibleName(_("Your name"))
        return [
            *named(_("What is it?"), self._kind),
            self._about,
            self._subject,
            TurningRow([self._anonymous, self._signed]),
            self._name,
        ]

    def fields(self) -> Mapping[str, str]:
        """As the door takes a letter."""
        return {
            "kind": str(self._kind.currentData()),
            "subject": self._subject.text().strip() if self._asks_subject else "",
            "name": self._name.text().strip() if self._signed.isChecked() else "",
            "text": self._text.toPlainText().strip(),
        }

    def missing(self) -> str:
        """A letter needs a subject or a text, and a signed one its name."""
        said = self.fields()
        if not said["subject"] and not said["text"]:
            return _("Write what it is about.")
        if self._signed.isChecked() and not said["name"]:
            return _("Write your name, or choose “Anonymous”.")
        return ""

    def shown(self) -> list[tuple[str, str]]:
        """What it is, about what, and by whom."""
        said = self.fields()
        return [
            (_("What is it?"), self._kind.currentText()),
            *([(self._about.text(), said["subject"])] if said["subject"] else []),
            (_("From"), said["name"] or _("nobody: anonymous")),
        ]

    @property
    def _asks_subject(self) -> bool:
        return str(self._kind.currentData()) in _subjects()

    def _turn(self) -> None:
        """Another kind asks for another subject; a question has none."""
        title = _subjects().get(str(self._kind.currentData()), "")
        self._about.setText(title)
        self._subject.setAccessibleName(title)
        for part in (self._about, self._subject):
            part.setVisible(bool(title))


def _kinds() -> dict[str, str]:
    return {
        "question": _("A question"),
        "tool": _("A tool to propose"),
        "use-case": _("A use of AI to register"),
        "dispute": _("A warning that is wrong"),
    }


def _subjects() -> dict[str, str]:
    return {
        "tool": _("Which tool?"),
        "use-case": _("What is AI used for?"),
        "dispute": _("Which rule?"),
    }
