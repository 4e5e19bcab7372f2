"""A real Chromium with our extension, for a trial: its own profile, its own names, nothing shared.

Every host name leads to the stand-in pages on loopback, so no trial reaches a real site.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.remote_connection import ChromeRemoteConnection
from selenium.webdriver.remote.client_config import ClientConfig
from urllib3.exceptions import HTTPError

from agent.browsers.extension import SOURCE, chromium_id
from agent.trial.child import TrialError, child, last_words
from agent.trial.driver import START_PATIENCE, WINDOW, Node, Site
from agent.trial.overlay import overlaid
from agent.words import gettext as _

PROGRAM = "/usr/bin/chromium"
DRIVER = "/usr/bin/chromedriver"
#: What the driver prints once it listens, on a port that was free.
LISTENS = re.compile(r"started successfully on port (\d+)")
#: Seconds between two looks for it, and seconds a Chromium gets to end.
PAUSE, GRACE = 0.05, 10.0
#: A drop that a person's mouse makes (Chrome DevTools Protocol, Input.dispatchDragEvent).
DRAG = ("dragEnter", "dragOver", "drop")


class Chromium(webdriver.Remote):
    """Selenium's WebDriver, and what only the Chrome DevTools Protocol tells and does."""

    window_class = "chromium"
    extension = f"chrome-extension://{chromium_id(str(SOURCE).encode())}/"

    def __init__(self, port: int, options: webdriver.ChromeOptions) -> None:
        """A Chromium that the driver at `port` of this machine starts. Raises TrialError."""
        self._client = ClientConfig(
            f"http://127.0.0.1:{port}",
            timeout=int(START_PATIENCE),
            # A command that came too late must not be given twice.
            init_args_for_pool_manager={"init_args_for_pool_manager": {"retries": False}},
        )
        there = ChromeRemoteConnection("", ignore_proxy=True, client_config=self._client)
        super().__init__(there, options=options)
        self._is_remote = False  # files that it picks lie on this machine

    def be_patient(self, seconds: float, /) -> None:
        self._client.timeout = int(seconds)

    def execute(self, driver_command: Any, params: dict[str, Any] | None = None) -> dict[str, Any]:
        """As Selenium does. Raises TrialError where the driver or the browser hangs."""
        try:
            result: dict[str, Any] = super().execute(driver_command, params)
        except HTTPError as fault:
            raise TrialError(
                _("The browser does not answer: {reason}").format(reason=fault)
            ) from None
        return result

    def execute_cdp_cmd(self, command: str, about: dict[str, Any], /) -> Any:
        """What a command of the Chrome DevTools Protocol gives."""
        return self.execute("executeCdpCommand", {"cmd": command, "params": about})["value"]

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
    log = place / "chromedriver.log"
    # It starts Chromium, which so ends with it, however hard that has to be.
    running = child((DRIVER, "--port=0"), environment={**environment, "LANGUAGE": "en"}, log=log)
    with running as process:
        try:
            driver = Chromium(_port(log, process.poll), options)
        except WebDriverException as fault:
            raise _not_started(str(fault).strip().partition("\n")[0]) from None
        try:
            yield driver
        finally:
            driver.be_patient(GRACE)
            with suppress(TrialError, WebDriverException):
                driver.quit()


def _port(log: Path, ended: Any) -> int:
    """Where the driver listens."""
    end = time.monotonic() + START_PATIENCE
    while time.monotonic() < end and ended() is None:
        if told := LISTENS.search(log.read_text("utf-8", "replace")):
            return int(told[1])
        time.sleep(PAUSE)
    raise _not_started(last_words(log))


def _not_started(reason: str) -> TrialError:
    return TrialError(_("Chromium did not start: {reason}").format(reason=reason))


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
        # Not by a command: that waits for a window manager, which may be busy.
        "--window-position=0,0",
        f"--window-size={WINDOW[0]},{WINDOW[1]}",
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
