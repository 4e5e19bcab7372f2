"""The stand-in chat page, as a test sees it: its two fields, and what it has received."""

from __future__ import annotations

from typing import Any, Literal

from agent.trial.driver import Driver
from agent.trial.patience import wait_until
from agent.words import gettext as _

ADDRESS = "https://chatgpt.com/"

Field = Literal["plain", "rich"]

#: What could carry a text into a page.
_CARRIERS = "['paste', 'drop', 'beforeinput', 'input']"
_READ = {
    "plain": "return document.getElementById('plain').value",
    "rich": "return window.richText()",
}


class ChatPage:
    """The page in the window that `driver` shows now."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def open(self) -> None:
        """Load it and wait until its rich editor is there and the guard stands."""
        self._driver.get(ADDRESS)
        wait_until(
            lambda: bool(self._run("return document.documentElement.dataset.ready === 'yes'")),
            _("The chat page did not load."),
        )

    def start_over(self, field: Field) -> None:
        """Empty both fields, forget what was received, and put the caret into one of them."""
        self._run("window.startOver()")
        self._driver.find_element("css selector", _selector(field)).click()

    def text(self, field: Field) -> str:
        """What stands in a field, one line for each of its lines."""
        return str(self._run(_READ[field]))

    def wait_for(self, field: Field, text: str) -> None:
        """Return once exactly `text` stands in a field. Raises TrialError."""
        wait_until(lambda: self.text(field) == text, _("The text did not arrive as it was."))

    def received(self) -> list[str]:
        """Every text that any event has brought to the page."""
        script = f"return received.filter(e => {_CARRIERS}.includes(e.kind)).map(e => e.kind)"
        return [str(kind) for kind in self._run(script)]

    def _run(self, script: str) -> Any:
        return self._driver.execute_script(script)


def _selector(field: Field) -> str:
    return "#plain" if field == "plain" else ".ProseMirror"
