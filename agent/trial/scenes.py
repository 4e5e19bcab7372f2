"""What the demonstration shows, scene by scene. Each proves what it says, or raises TrialError."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from agent.trial.chat_page import ChatPage, Field
from agent.trial.child import TrialError
from agent.trial.dialog import Dialog
from agent.trial.driver import Driver
from agent.trial.patience import wait_until
from agent.trial.typist import Typist
from agent.words import gettext as _

PASTE = "ctrl+v"
#: Warnings that the scenes of one field bring about.
WARNINGS = 4
#: The company's own tool, which the demonstration sets up and serves itself.
APPROVED_URL = "https://copilot.company.example/"
PASSAGE = "41 million"

PUBLIC = "Please suggest three names for a sailing boat.\n\nShort ones, if you can.\n"
_MARKED = """Notes for Monday ({field})

CONFIDENTIAL: our offer for Harbour stands at 41 million.

Lunch is at noon. Bring your own cup.
"""

#: Called after a step with its words and a name for its picture.
Told = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Stage:
    """Who plays: a browser, a pair of hands, and a folder for the texts they copy."""

    driver: Driver
    typist: Typist
    folder: Path
    tell: Told

    @property
    def page(self) -> ChatPage:
        return ChatPage(self.driver)

    @property
    def dialog(self) -> Dialog:
        return Dialog(self.driver)

    @contextmanager
    def copied(self, text: str) -> Iterator[None]:
        """A text that was copied in another program, for as long as that stays open."""
        file = self.folder / "notes.txt"
        file.write_text(text, "utf-8")
        with self.typist.copied(file):
            self.typist.go_to(self.driver.window_class)
            yield

    def paste(self, field: Field) -> None:
        """Paste with real keys into an empty field."""
        self.page.start_over(field)
        self.typist.press(PASTE)

    def drop(self, text: str) -> None:
        """Drop a text from another window into the plain field."""
        place = self.driver.find_element("id", "plain").rect
        self.driver.drop(text, place["x"] + 40, place["y"] + 40)


def marked_text(field: Field) -> str:
    """A text with a mark, another one for each field: nobody is asked twice about the same."""
    return _MARKED.format(field=field)


def held(stage: Stage, field: Field) -> None:
    """The page has received nothing while the warning stands; cancel leaves it empty."""
    stage.paste(field)
    stage.dialog.wait("CONFIDENTIAL")
    _expect_nothing(stage, field)
    stage.tell(_("The warning stands; the page has received nothing."), f"{field}-warning")
    stage.typist.press("Escape")
    stage.dialog.wait_gone()
    _expect_nothing(stage, field)
    stage.tell(_("Cancel: the page stays empty."), f"{field}-cancelled")


def redacted(stage: Stage, field: Field) -> None:
    """Redact and paste is the default: Return is enough."""
    stage.paste(field)
    stage.dialog.wait("CONFIDENTIAL")
    stage.typist.press("Return")
    stage.dialog.wait_gone()
    text = stage.page.text(field)
    _expect("Lunch is at noon." in text, _("The redacted text did not arrive."))
    _expect(PASSAGE not in text, _("The marked passage arrived."))
    stage.tell(
        _("Redact and paste: the rest arrives, the marked passage does not."), f"{field}-redacted"
    )


def opened_approved(stage: Stage, field: Field) -> None:
    """The approved tool opens in a new tab; page and clipboard stay as they are."""
    stage.paste(field)
    stage.dialog.wait("CONFIDENTIAL")
    before = set(stage.driver.window_handles)
    stage.typist.press("Down", "Down", "Return")
    missing = _("The approved tool did not open.")
    wait_until(lambda: len(stage.driver.window_handles) > len(before), missing)
    chat = stage.driver.current_window_handle
    (new,) = set(stage.driver.window_handles) - before
    stage.driver.switch_to.window(new)
    wait_until(lambda: stage.driver.current_url == APPROVED_URL, missing)
    stage.tell(_("Open in an approved tool: its address opens."), f"{field}-approved")
    stage.driver.close()
    stage.driver.switch_to.window(chat)
    _expect_nothing(stage, field)
    _expect(PASSAGE in stage.typist.clipboard(), _("The clipboard lost the text."))


def continued(stage: Stage, field: Field) -> None:
    """Continue asks for a reason; then the exact original arrives, and is not asked about again."""
    stage.paste(field)
    stage.dialog.wait("CONFIDENTIAL")
    stage.typist.press("Down", "Down", "Down", "Return")
    stage.dialog.wait(_("Why is it fine to continue?"))
    _expect_nothing(stage, field)
    stage.tell(_("Continue asks for a reason."), f"{field}-reasons")
    stage.typist.press("2")
    stage.dialog.wait_gone()
    stage.page.wait_for(field, arrived(marked_text(field), field))
    stage.tell(_("Continue: the exact original arrives."), f"{field}-continued")


def unmarked(stage: Stage, field: Field) -> None:
    """A text without a mark arrives as if we were not there."""
    stage.paste(field)
    stage.page.wait_for(field, arrived(PUBLIC, field))
    _expect(stage.dialog.words() == "", _("A warning appeared where none belongs."))
    stage.tell(
        _("A text without a mark arrives as if Plimsoll were not there."), f"{field}-unmarked"
    )


def agent_killed(stage: Stage, field: Field, agent: int) -> None:
    """The agent dies while it holds a question: the page says so and gives the text back."""
    os.kill(agent, signal.SIGSTOP)  # it hears the question and does not answer
    stage.paste(field)
    os.kill(agent, signal.SIGKILL)
    stage.dialog.wait("could not check")
    _expect_nothing(stage, field)
    stage.tell(
        _("The agent was killed: the text was not checked, and is not lost."),
        f"{field}-not-checked",
    )
    stage.typist.press("Up", "Return")
    stage.dialog.wait("Why is it fine to continue?")
    stage.typist.press("3")
    stage.dialog.wait_gone()
    stage.page.wait_for(field, arrived(marked_text(field), field))
    stage.tell(_("Continue with a reason gives the text back, exactly."), f"{field}-given-back")


def arrived(text: str, field: Field) -> str:
    """`text` as it stands in a field after a paste without us: a rich editor drops blank lines."""
    return text if field == "plain" else text.replace("\n\n", "\n")


def _expect_nothing(stage: Stage, field: Field) -> None:
    _expect(stage.page.received() == [], _("The page has received something."))
    _expect(stage.page.text(field) == "", _("The field is not empty."))


def _expect(true: bool, otherwise: str) -> None:
    if not true:
        raise TrialError(otherwise)
