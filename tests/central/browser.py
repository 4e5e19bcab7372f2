"""A real Chromium that looks at the console, without a window of its own."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium import webdriver

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
PICTURES = ROOT / "build/pictures"
DRIVER = "/usr/bin/chromedriver"


class Browser(webdriver.Chrome):
    """Chromium, and what a test of a page asks of it."""

    def look(self, dark: bool, width: int = 1280, height: int = 900, scale: int = 1) -> None:
        """Sets the window, the colour scheme, and how large everything is."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
        self.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})

    def picture(self, name: str) -> Path:
        """The whole page as a picture in build/pictures."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        size = self.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        taken = self.execute_cdp_cmd(
            "Page.captureScreenshot", {"captureBeyondViewport": True, "clip": clip}
        )
        file = PICTURES / f"{name}.png"
        file.write_bytes(base64.b64decode(taken["data"]))
        return file

    def mistakes(self) -> list[str]:
        """What axe finds serious or critical on this page."""
        # Runtime.evaluate stands outside the page's own policy, which forbids scripts of others.
        self.execute_cdp_cmd("Runtime.evaluate", {"expression": AXE.read_text("utf-8")})
        script = "axe.run().then(found => JSON.stringify(found.violations))"
        asked = {"expression": script, "awaitPromise": True}
        found = json.loads(self.execute_cdp_cmd("Runtime.evaluate", asked)["result"]["value"])
        return [
            f"{one['id']}: {one['nodes'][0]['html'][:120]}"
            for one in found
            if one["impact"] in ("serious", "critical")
        ]

    def complaints(self) -> list[str]:
        """What the browser wrote to its console since the last time, such as a refused script."""
        return [str(one["message"]) for one in self.get_log("browser")]

    def fetched(self) -> list[dict[str, Any]]:
        """Every answer since the last time: address and bytes as they travelled."""
        found: dict[str, dict[str, Any]] = {}
        for line in self.get_log("performance"):
            message = json.loads(line["message"])["message"]
            about = message["params"]
            if message["method"] == "Network.requestWillBeSent":
                found[about["requestId"]] = {"url": about["request"]["url"], "bytes": 0}
            elif message["method"] == "Network.loadingFinished" and about["requestId"] in found:
                found[about["requestId"]]["bytes"] = about["encodedDataLength"]
        return list(found.values())


@contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """Runs while the block lasts; `folder` holds its profile."""
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", f"--user-data-dir={folder}", "--no-first-run", "--lang=en"):
        options.add_argument(argument)
    options.add_argument("--disable-background-networking")
    options.add_argument("--force-prefers-reduced-motion")
    if os.geteuid() == 0:
        options.add_argument("--no-sandbox")  # Chromium's sandbox refuses root
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = Browser(options=options, service=webdriver.ChromeService(executable_path=DRIVER))
    try:
        yield driver
    finally:
        driver.quit()
