"""Paints every surface in every state: `python screens.py FOLDER SUFFIX`, on the screen given."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtWidgets import (
    QApplication,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QTreeWidget,
    QWidget,
)

from ui.incident_dialog import IncidentDialog
from ui.letter import Checked, read_letters
from ui.letter_dialog import LetterDialog
from ui.messages import read_messages
from ui.notice import Notice
from ui.question import read_question
from ui.state import read_state
from ui.theme import DARK, LIGHT, Colours, palette, style_sheet
from ui.warning import WarningDialog
from ui.window import Window
from ui.writing import WritingDialog

TEXT = """CONFIDENTIAL — Project Heron, offer to Nordwerft, 14 pages.
Margin 21.4 % at the CONFIDENTIAL level."""
REASONS = (
    ("public-already", "It is already public"),
    ("owner-agreed", "The owner agreed"),
    ("test-data", "It is test data"),
    ("wrong-finding", "The finding is wrong"),
    ("other", "Another reason"),
)
WARNING: dict[str, Any] = {
    "action": "warn",
    "title": "This text is marked CONFIDENTIAL",
    "destination": "ChatGPT · public",
    "excerpts": [
        {"before": "", "mark": "CONFIDENTIAL", "after": " — Project Heron, offer to Nordwerft …"}
    ],
    "found": ["“CONFIDENTIAL”: it stands on its own line at the top."],
    "clause": "Policy 3.2: confidential data stays out of public AI tools.",
    "redact": {
        "label": "Redact and paste",
        "detail": "2 passages become placeholders",
        "see": "See the result",
    },
    "approved": {
        "label": "Open in Company Copilot",
        "detail": "Approved for confidential data",
        "url": "https://copilot.example",
    },
    "continue": {
        "label": "Continue anyway…",
        "detail": "Asks for a reason",
        "required": True,
        "question": "Why is it fine to continue?",
        "reasons": [
            {"code": code, "label": words, "key": str(key)}
            for key, (code, words) in enumerate(REASONS, 1)
        ],
    },
    "not_sensitive": {"label": "Not sensitive?"},
    "cancel": {"label": "Cancel", "key": "esc"},
    "promise": "Nothing of this text is stored or sent. "
    "Counted without your name: “warning, confidential, public”.",
}


def _marked(mark: str, before: str, after: str) -> dict[str, Any]:
    return {
        "title": f"This text is marked {mark}",
        "excerpts": [{"before": before, "mark": mark, "after": after}],
        "found": [f"“{mark}”: it stands on its own line at the top."],
    }


VARIANTS: dict[str, dict[str, Any]] = {
    "warning": {},
    "block": {
        **_marked("SECRET", "", " — Project Heron, offer to Nordwerft …"),
        "action": "block",
        "continue": None,
        "not_sensitive": None,
        "whom_to_ask": "To ask about it: Information security, security@company.example",
    },
    "many": {
        "title": "This text is marked SECRET",
        "excerpts": [
            {"before": "… page 1 of 9 ", "mark": mark, "after": " Heron: numbers for the board …"}
            for mark in ("TLP:RED", "SECRET", "CUI//SP-PROPIN")
        ],
        "found": [
            "“TLP:RED”, 12 times: a traffic light mark.",
            "“SECRET”: it stands on its own line at the top.",
            "“CUI//SP-PROPIN”, 3 times: a US banner mark.",
            "“Internal only”, 40 times: words of the company.",
            "And 7 more.",
        ],
    },
    "japanese": _marked("社外秘", "", " 第三四半期の見積もりです。取引先には渡さないでください。"),
    "right-to-left": _marked("سري للغاية", "تقرير الربع الثالث ", " لا يجوز توزيعه خارج الشركة."),
    "table": _marked(
        "CONFIDENTIAL",
        "Customer\tRegion\tMargin    ",
        "    Nordwerft\tNorth\t21.4 %    Heron\tWest",
    ),
}
STATE = {
    "icon": "degraded",
    "channels": [
        {"name": "browser", "title": "Browsers", "health": "guarded"},
        {"title": "Clipboard", "health": "guarded"},
        {
            "title": "Window in front",
            "health": "degraded",
            "reason": "The window manager does not say which window is in front.",
            "fix": "Choose a desktop that follows EWMH.",
        },
        {
            "title": "Programs",
            "health": "blind",
            "reason": "The list of programs cannot be read.",
            "fix": "Start Plimsoll anew.",
        },
        {"title": "Warnings on the desktop", "health": "guarded"},
    ],
    "tools": [
        {
            "name": "ChatGPT",
            "class": "public",
            "standing": "public · not reviewed",
            "approved": "Company Copilot",
        },
        {
            "name": "Company Copilot",
            "class": "approved",
            "standing": "approved for internal data until 2027-03-31",
            "account": "Use your work account: which one is open cannot be told.",
        },
        {"name": "Ollama", "class": "local", "standing": "on this machine"},
    ],
    "proposals": [
        {"id": "7", "name": "chat.acme.example", "words": "“chat” and “ai” in its name."},
        {"id": "", "name": "Acme GPT", "words": "Proposed. It waits on this machine."},
    ],
    "central": {"words": "Last reached 2 minutes ago."},
    "rules": {
        "words": "14 rules.",
        "problem": "",
        "signed": "Release 3, signed by operator and council.",
        "alerts": ["The signature ends on 2027-01-31."],
        "own": ["acme.blue: ACME BLUE stays inside ACME."],
        "trial": ["acme.green: ACME GREEN is for partners. (until 2027-01-15)"],
        "off": ["corporate.internal"],
    },
    "list": {
        "place": "keyring",
        "words": "Your list is encrypted with a key in your key ring.",
        "paused": True,
    },
    "policy": {
        "title": "AI usage policy",
        "text": "3.2 Confidential, proprietary or personal data stays out of public AI tools.\n\n"
        "3.6 A person looks at what an AI tool has made before it is used.",
    },
    "settings": [
        {
            "title": "Group",
            "value": "3",
            "words": "locked by Nordwerft",
            "locked": True,
        },
        {
            "title": "Address of the approved tool",
            "value": "https://copilot.example",
            "words": "locked by Nordwerft",
            "locked": True,
        },
        {"title": "Enrolment string", "value": "set", "words": "your choice", "locked": False},
    ],
}
MESSAGE = {
    "kind": "message",
    "state": "waiting",
    "address": "http://127.0.0.1:8462/v1/boxes/week/2967",
    "purpose": "To see where a warning helps.",
    "retention": "Two years, as a sum.",
    "plain": '{"e":2967,"g":0,"m":41,"n":"' + "ab" * 32 + '","v":2}',
    "sealed": "9f" * 176,
    "headers": {"Content-Type": "application/octet-stream", "Authorization": "device key"},
}


LETTERS: dict[str, Any] = {
    "letters_taken": True,
    "incidents_taken": True,
    "letters": [
        {
            "id": "1",
            "state": "written",
            "kind_words": "A tool to propose",
            "words": "It waits for its week.",
            "leaves": "leaves between 26 Nov 00:00 and 29 Nov 20:00",
            "subject": "Acme Writer",
            "text": "We translate harbour notices with it.\nMay we go on, for internal texts?",
        },
        {
            "id": "2",
            "state": "agreed",
            "kind_words": "A warning that is wrong",
            "words": "Agreed.",
            "subject": "corporate.internal",
            "name": "Ada Quill",
            "text": "“Internal affairs” is the name of a department here.",
            "answer": "You are right. The rule is switched off until it knows the department.",
        },
        {
            "id": "3",
            "state": "received",
            "kind_words": "A report of an incident",
            "words": "The company has it. Its reference is INC-0003.",
            "subject": "ChatGPT",
            "name": "Ada Quill",
        },
    ],
}


class Painter:
    """Shows a surface, waits until it stands, and keeps a picture of it."""

    def __init__(self, app: QApplication, folder: Path, suffix: str) -> None:
        self._app = app
        self._folder = folder
        self._suffix = suffix
        self.dress(LIGHT)

    def dress(self, colours: Colours) -> None:
        self.colours = colours
        self._theme = "-dark" if colours is DARK else ""
        self._app.setPalette(palette(colours))
        self._app.setStyleSheet(style_sheet(colours))

    def settle(self) -> None:
        for _turn in range(8):
            self._app.processEvents()

    def keep(self, surface: QWidget, name: str, width: int = 0) -> None:
        surface.show()
        self.settle()
        if width:
            surface.resize(width, 760)
            self.settle()
        surface.grab().save(str(self._folder / f"{name}{self._theme}{self._suffix}.png"))
        surface.hide()

    def dialog(self, before: str = TEXT, **changed: Any) -> WarningDialog:
        redacted = before[:5000].replace("CONFIDENTIAL", "[MARK]")
        frame = {"flow": "f", "warning": {**WARNING, **changed}, "redacted": redacted}
        return WarningDialog(read_question(frame, before), self.colours)


def _text(dialog: WritingDialog) -> QPlainTextEdit:
    return dialog.findChildren(QPlainTextEdit)[0]


def _press(surface: QWidget, words: str) -> None:
    buttons = surface.findChildren(QPushButton)
    next(one for one in buttons if one.accessibleName() == words).click()


def _paint_dialogs(painter: Painter) -> None:
    for name, changed in VARIANTS.items():
        painter.keep(painter.dialog(**changed), name)
    painter.keep(painter.dialog(), "narrow", width=340)
    for name, words, before in (
        ("compare", "See the result", TEXT),
        ("huge", "See the result", "A long sentence, again and again. " * 60_000),
        ("reasons", "Continue anyway…", TEXT),
    ):
        dialog = painter.dialog(before)
        dialog.show()
        painter.settle()
        _press(dialog, words)
        painter.keep(dialog, name)


def _paint_window(painter: Painter) -> None:
    window = Window()
    window.show_state(read_state(STATE), painter.colours)
    messages = [
        {**MESSAGE, "words": f"Warnings: confidential text, public tool — {n}", "value": n}
        for n in (*range(1, 10), *[0] * 108)
    ]
    window.show_messages(read_messages({"messages": messages}))
    rows = window.findChildren(QTreeWidget)[0]
    rows.setCurrentItem(rows.topLevelItem(0).child(0))
    window.show_letters(read_letters(LETTERS))
    for page, name in enumerate(("now", "tools", "letters", "sent", "policy")):
        window.findChildren(QTabWidget)[0].setCurrentIndex(page)
        painter.keep(window, name)


def _paint_writing(painter: Painter) -> None:
    letter = LetterDialog("tool", "Acme Writer")
    _text(letter).setPlainText(str(LETTERS["letters"][0]["text"]))
    painter.keep(letter, "letter")
    letter.show_checked(Checked((), ""))
    painter.keep(letter, "letter-whole")
    warned = LetterDialog("question")
    _text(warned).setPlainText(TEXT)
    warned.show_checked(
        Checked(("“CONFIDENTIAL”: it stands on its own line at the top.",), "[MARK]")
    )
    painter.keep(warned, "letter-warned")
    report = IncidentDialog("ChatGPT")
    _text(report).setPlainText("I pasted a customer list. I have deleted the chat.")
    painter.keep(report, "incident")
    report.say("Write your name: a report is never anonymous.")
    painter.keep(report, "incident-narrow", width=340)


def _paint_notice(painter: Painter) -> None:
    def nothing() -> None: ...

    offers = [(words, nothing) for words in ("Clear clipboard", "Redact", "Leave it")]
    title, body = "Your clipboard holds confidential text.", "ChatGPT is a public tool."
    notice = Notice(title, body, offers, painter.colours, "armed", 60, nothing)
    notice.show_by(QRect())
    painter.keep(notice, "arming")
    proposal = Notice(
        "“Acme GPT” looks like an AI tool.",
        "Nobody here has looked at it yet. Propose it to IT? Nothing about it leaves this "
        "machine unless you do.",
        [(words, nothing) for words in ("Propose to IT", "No, thanks")],
        painter.colours,
        "waiting",
        60,
        nothing,
    )
    proposal.show_by(QRect())
    painter.keep(proposal, "proposal")


def main(folder: Path, suffix: str) -> None:
    """Everything in light and in dark."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(["plimsoll"])
    app.setStyle("Fusion")
    app.setQuitOnLastWindowClosed(False)
    painter = Painter(app, folder, suffix)
    for colours in (LIGHT, DARK):
        painter.dress(colours)
        _paint_dialogs(painter)
        _paint_window(painter)
        _paint_writing(painter)
        _paint_notice(painter)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
