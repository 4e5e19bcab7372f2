"""A real Chromium with our extension, for a trial: its own profile, its own names, nothing shared.

Every host name leads to the stand-in pages on loopback, so no trial reaches a real site.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.common.exceptions import WebDriverException

from agent.browsers.extension import SOURCE, chromium_id
from agent.browsers.installation import HOST_NAME
from agent.trial.child import TrialError
from agent.trial.driver import Node, Site
from agent.trial.extension import host_program
from agent.words import gettext as _

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


def register_host(place: Path, home: Path) -> None:
    """Tell the Chromium whose folder is `place` where plimsoll-host is and whom it may serve."""
    folder = place / "profile" / "NativeMessagingHosts"
    folder.mkdir(parents=True, exist_ok=True)
    manifest = {
        "name": HOST_NAME,
        "description": "Plimsoll",
        "path": str(host_program(folder, home)),
        "type": "stdio",
        "allowed_origins": [Chromium.extension],
    }
    (folder / f"{HOST_NAME}.json").write_text(json.dumps(manifest, indent=2), "utf-8")


@contextmanager
def chromium(place: Path, site: Site, environment: Mapping[str, str]) -> Iterator[Chromium]:
    """A running Chromium while the block lasts; `place` is its folder. Raises TrialError."""
    options = webdriver.ChromeOptions()
    for argument in _arguments(place / "profile", site):
        options.add_argument(argument)
    # Without these a bar in the window says that a test drives it.
    options.add_experimental_option("excludeSwitches", ["enable-automation"])
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
        f"--load-extension={SOURCE}",
        f"--host-resolver-rules=MAP * 127.0.0.1:{site.port}, EXCLUDE 127.0.0.1",
        f"--ignore-certificate-errors-spki-list={site.pin}",
        "--no-first-run",
        "--no-default-browser-check",
        "--disable-background-networking",
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
