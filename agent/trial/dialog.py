"""Looks at the warning in a page. It stands in a closed shadow root, so only the browser can tell.

Everything is read over the Chrome DevTools Protocol; the page itself knows nothing of it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from selenium import webdriver

from agent.trial.child import TrialError
from agent.words import gettext as _

#: Seconds the dialog may take to come or to go.
PATIENCE = 10.0
#: Seconds between two looks.
PAUSE = 0.03

_SILENT = frozenset({"STYLE", "svg"})


class Dialog:
    """The warning that stands in the page of `driver`, if there is one."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self._driver = driver

    def words(self) -> str:
        """All its words, one part a line; nothing where no dialog stands."""
        dialog = self._open_dialog()
        return "\n".join(_words(dialog)) if dialog else ""

    def note(self) -> str:
        """The words of the line at the edge of the page, or nothing."""
        asked = {"depth": -1, "pierce": True}
        document = self._driver.execute_cdp_cmd("DOM.getDocument", asked)
        line = _find_with(document["root"], "popover")
        return "\n".join(_words(line)) if line else ""

    def edges(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom in the window, in CSS pixels. TrialError if none stands."""
        dialog = self._open_dialog()
        if dialog is None:
            raise TrialError(_("The warning did not appear."))
        asked = {"backendNodeId": dialog["backendNodeId"]}
        corners = self._driver.execute_cdp_cmd("DOM.getBoxModel", asked)["model"]["border"]
        return corners[0], corners[1], corners[4], corners[5]

    def press(self, label: str) -> None:
        """Press the button that says `label` with the mouse. Raises TrialError if none does."""
        self.wait(label)
        dialog = self._open_dialog()
        button = _find(dialog, "BUTTON", label) if dialog else None
        if button is None:
            raise TrialError(_("The warning has no such button."))
        command = self._driver.execute_cdp_cmd
        asked = {"backendNodeId": button["backendNodeId"]}
        command("DOM.scrollIntoViewIfNeeded", asked)
        corners = command("DOM.getBoxModel", asked)["model"]["border"]
        middle = {"x": (corners[0] + corners[4]) / 2, "y": (corners[1] + corners[5]) / 2}
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            about = {"type": kind, **middle, "button": "left", "clickCount": 1}
            command("Input.dispatchMouseEvent", about)

    def wait(self, words: str = "") -> str:
        """Its words, once it stands and says `words`. Raises TrialError if it does not come."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            said = self.words()
            if said and words in said:
                return said
            time.sleep(PAUSE)
        raise TrialError(_("The warning did not appear."))

    def wait_gone(self) -> None:
        """Return once no dialog stands. Raises TrialError if it stays."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if not self.words():
                return
            time.sleep(PAUSE)
        raise TrialError(_("The warning did not go away."))

    def _open_dialog(self) -> dict[str, Any] | None:
        asked = {"depth": -1, "pierce": True}
        document = self._driver.execute_cdp_cmd("DOM.getDocument", asked)
        dialog = _find(document["root"], "DIALOG")
        return dialog if dialog and "open" in dialog["attributes"] else None


def _find(node: dict[str, Any], name: str, label: str = "") -> dict[str, Any] | None:
    if node["nodeName"] == name and label in " ".join(_words(node)):
        return node
    found = (_find(child, name, label) for child in _children(node))
    return next((fitting for fitting in found if fitting), None)


def _find_with(node: dict[str, Any], attribute: str) -> dict[str, Any] | None:
    if attribute in node.get("attributes", []):
        return node
    found = (_find_with(child, attribute) for child in _children(node))
    return next((fitting for fitting in found if fitting), None)


def _words(node: dict[str, Any]) -> Iterator[str]:
    if node["nodeName"] == "#text":
        yield node["nodeValue"]
    elif node["nodeName"] not in _SILENT:
        for child in _children(node):
            yield from _words(child)


def _children(node: dict[str, Any]) -> list[dict[str, Any]]:
    inside = [node["contentDocument"]] if "contentDocument" in node else []
    return [*node.get("children", []), *node.get("shadowRoots", []), *inside]
