"""Looks at the warning in a page: in a closed shadow root, so only the browser can tell."""

from __future__ import annotations

from collections.abc import Iterator

from agent.trial.child import TrialError
from agent.trial.driver import Driver, Node
from agent.trial.patience import PATIENCE, wait_until
from agent.words import gettext as _

_SILENT = frozenset({"style", "svg"})


class Dialog:
    """The warning that stands in the page of `driver`, if there is one."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def words(self) -> str:
        """All its words, one part a line; nothing where no dialog stands."""
        dialog = self._open_dialog()
        return "\n".join(_words(dialog)) if dialog else ""

    def note(self) -> str:
        """The words of the line at the edge of the page, or nothing."""
        line = _find_with(self._driver.document(), "popover")
        return "\n".join(_words(line)) if line else ""

    def take_offer(self, label: str) -> None:
        """Press the button of that line that says `label`."""
        line = _find_with(self._driver.document(), "popover")
        button = _find(line, "button", label) if line else None
        if button is None:
            raise TrialError(_("No such offer stands in the page."))
        self._driver.click(button)

    def shown(self) -> str:
        """The words of the window that asks nothing, or nothing where none is open."""
        window = _find_with(self._driver.document(), "open", "dialog")
        return "\n".join(_words(window)) if window else ""

    def edges(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom in the window, in CSS pixels. TrialError if none stands."""
        dialog = self._open_dialog()
        if dialog is None:
            raise TrialError(_("The warning did not appear."))
        return self._driver.edges(dialog)

    def press(self, label: str) -> None:
        """Press the button that says `label` with the mouse. Raises TrialError if none does."""
        self.wait(label)
        dialog = self._open_dialog()
        button = _find(dialog, "button", label) if dialog else None
        if button is None:
            raise TrialError(_("The warning has no such button."))
        self._driver.click(button)

    def wait(self, words: str = "", patience: float = PATIENCE) -> str:
        """Its words, once it stands and says `words`. Raises TrialError if it does not come."""
        missing = _("The warning did not appear.")
        return wait_until(lambda: self._saying(words), missing, patience)

    def wait_gone(self) -> None:
        """Return once no dialog stands. Raises TrialError if it stays."""
        wait_until(lambda: not self.words(), _("The warning did not go away."))

    def _saying(self, words: str) -> str:
        said = self.words()
        return said if words in said else ""

    def _open_dialog(self) -> Node | None:
        dialog = _find_with(self._driver.document(), "aria-description", "dialog")
        # While it is busy it takes no answer: nobody could have read it yet.
        listens = dialog and "open" in dialog.attributes and "aria-busy" not in dialog.attributes
        return dialog if listens else None


def _find(node: Node, name: str, label: str = "") -> Node | None:
    if node.name == name and label in " ".join(_words(node)):
        return node
    found = (_find(child, name, label) for child in node.children)
    return next((fitting for fitting in found if fitting), None)


def _find_with(node: Node, attribute: str, name: str = "") -> Node | None:
    if attribute in node.attributes and name in ("", node.name):
        return node
    found = (_find_with(child, attribute, name) for child in node.children)
    return next((fitting for fitting in found if fitting), None)


def _words(node: Node) -> Iterator[str]:
    if node.name == "#text":
        yield node.text
    elif node.name not in _SILENT:
        for child in node.children:
            yield from _words(child)
