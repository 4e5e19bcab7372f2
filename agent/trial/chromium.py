"""A real Chromium with our extension, for a trial: its own profile, its own names, nothing shared.

Every host name leads to the stand-in pages on loopback, so no trial reaches a real site.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.common.exceptions import WebDriverException

from agent.browsers.extension import SOURCE, chromium_id
from agent.trial.child import TrialError
from agent.trial.driver import Node, Site
from agent.trial.overlay import overlaid
from agent.words import gettext as _

PROGRAM = "/usr/bin/chromium"
DRIVER = "/usr/bin/chromedriver"
#: A drop that a person's mouse makes (Chrome DevTools Protocol, Input.dispatchDragEvent).
DRAG = ("dragEnter", "dragOver", "drop")


class Chromium(webdriver.Chrome):
    """Selenium's Chrome, and what only the Chrome DevTools Protocol tells and does."""

    window_class = "chromium"
    extension = f"chrome-extension://{chromium_id(str(SOURCE).encode())}/"

    def document(self) -> Node:
        """The document in front with its shadow roots and frames."""
        asked = {"depth": -1, "pierce": True}
        return _node(self.execute_cdp_cmd("DOM.getDocument", asked)["root"])

    def edges(self, node: Node, /) -> tuple[float, float, float, float]:
        asked = {"backendNodeId": node.key}
        corners = self.execute_cdp_cmd("DOM.getBoxModel", asked)["model"]["border"]
        return corners[0], corners[1], corners[4], corners[5]

    def click(self, node: Node, /) -> None:
        self.execute_cdp_cmd("DOM.scrollIntoViewIfNeeded", {"backendNodeId": node.key})
        left, top, right, bottom = self.edges(node)
        middle = {"x": (left + right) / 2, "y": (top + bottom) / 2}
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            about = {"type": kind, **middle, "button": "left", "clickCount": 1}
            self.execute_cdp_cmd("Input.dispatchMouseEvent", about)

    def drop(self, text: str, x: int, y: int, /) -> None:
        """Drop a text from another window at a point of the page."""
        self._drop({"items": [{"mimeType": "text/plain", "data": text}]}, x, y)

    def drop_files(self, files: Sequence[Path], x: int, y: int, /) -> None:
        """Drop files from another window at a point of the page."""
        self._drop({"items": [], "files": [str(file) for file in files]}, x, y)

    def _drop(self, dragged: dict[str, Any], x: int, y: int) -> None:
        data = {**dragged, "dragOperationsMask": 1}
        for kind in DRAG:
            about = {"type": kind, "x": x, "y": y, "data": data}
            self.execute_cdp_cmd("Input.dispatchDragEvent", about)


@contextmanager
def chromium(
    place: Path, site: Site, environment: Mapping[str, str], system: Path | None = None
) -> Iterator[Chromium]:
    """A running Chromium while the block lasts; `place` is its home. Raises TrialError.

    `system` is a folder whose `etc` and `usr/lib` it sees laid over the machine's: then a policy
    there brings the extension. Otherwise it is loaded unpacked.
    """
    options = webdriver.ChromeOptions()
    # Where a Chromium of this home keeps itself, and so looks for native messaging hosts.
    for argument in _arguments(place / ".config" / "chromium", site):
        options.add_argument(argument)
    if system:
        options.binary_location = str(overlaid(PROGRAM, system, place))
    else:
        options.add_argument(f"--load-extension={SOURCE}")
    # Selenium's own: a bar says that a test drives it, and nothing is fetched in the background.
    unwanted = ["enable-automation", *(["disable-background-networking"] if system else [])]
    options.add_experimental_option("excludeSwitches", unwanted)
    service = webdriver.ChromeService(executable_path=DRIVER, env={**environment, "LANGUAGE": "en"})
    try:
        driver = Chromium(options=options, service=service)
    except (WebDriverException, OSError) as fault:
        reason = str(fault).strip().partition("\n")[0]
        raise TrialError(_("Chromium did not start: {reason}").format(reason=reason)) from None
    try:
        yield driver
    finally:
        driver.quit()


def _arguments(profile: Path, site: Site) -> list[str]:
    arguments = [
        f"--user-data-dir={profile}",
        f"--host-resolver-rules=MAP * 127.0.0.1:{site.port}, EXCLUDE 127.0.0.1",
        f"--ignore-certificate-errors-spki-list={site.pin}",
        "--no-first-run",
        "--no-default-browser-check",
        "--disable-component-update",
        "--disable-sync",
        "--password-store=basic",
        "--test-type",  # no bar about --no-sandbox
        "--lang=en",
    ]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")  # Chromium's sandbox refuses root
    return arguments


def _node(told: dict[str, Any]) -> Node:
    inside = [told["contentDocument"]] if "contentDocument" in told else []
    children = [*told.get("children", []), *told.get("shadowRoots", []), *inside]
    return Node(
        told["nodeName"].lower(),
        told["nodeValue"] if told["nodeName"] == "#text" else "",
        frozenset(told.get("attributes", [])[::2]),
        tuple(_node(child) for child in children),
        told["backendNodeId"],
    )
