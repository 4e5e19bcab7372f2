"""What the extension costs on pages that are no AI tool: what runs there, and the time it takes.

The same page is loaded with the guard's scripts registered for every host of the catalogue, and
with none registered, in turns: the difference is what matching the hosts costs. In Chromium the
script worlds of a page are counted as well: where there is none of ours, there is no listener.

Run: .venv/bin/python -m bench.ordinary_pages
"""

from __future__ import annotations

import json
import os
import statistics
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import websocket

from agent.trial.browsing import BROWSERS, browsing
from agent.trial.chromium import Chromium
from agent.trial.driver import Driver
from agent.trial.session import session

ROUNDS, LOADS = 10, 20
#: Milliseconds at document start.
LIMIT = 0.1
ORDINARY, GUARDED = "https://elsewhere.example", "https://chatgpt.com"
PAGE = """<!doctype html><script>
const [load] = performance.getEntriesByType("navigation");
window.early = performance.now() - load.responseStart;
</script><title>An ordinary page</title><textarea></textarea>"""

_TAKE_AWAY = "return chrome.scripting.unregisterContentScripts().then(() => 0)"
_REGISTERED = "return chrome.scripting.getRegisteredContentScripts().then(s => JSON.stringify(s))"
_REGISTER = """
const began = performance.now();
const scripts = JSON.parse(arguments[0]);
return chrome.scripting.registerContentScripts(scripts).then(() => performance.now() - began);
"""


def main() -> None:
    """Print a line for each browser and question."""
    hidden = {"DISPLAY", "WAYLAND_DISPLAY"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    with tempfile.TemporaryDirectory() as place:
        pages = Path(place) / "pages"
        pages.mkdir()
        (pages / "ordinary.html").write_text(PAGE, "utf-8")
        with session(Path(place) / "home", environment=environment) as running:
            for name in BROWSERS:
                folder = Path(place) / name
                folder.mkdir()
                with browsing(name, folder, running, more=pages) as driver:
                    _measure(driver)


def _measure(driver: Driver) -> None:
    driver.get(f"{driver.extension}manifest.json")
    scripts = driver.execute_script(_REGISTERED)
    patterns = sum(len(script["matches"]) for script in json.loads(scripts))
    with_ours: list[float] = []
    without: list[float] = []
    registering: list[float] = []
    for _round in range(ROUNDS):
        with_ours += _loads(driver)
        driver.get(f"{driver.extension}manifest.json")
        driver.execute_script(_TAKE_AWAY)
        without += _loads(driver)
        driver.get(f"{driver.extension}manifest.json")
        registering.append(float(driver.execute_script(_REGISTER, scripts)))
    ours, none = statistics.median(with_ours), statistics.median(without)
    print(
        f"{driver.name:8} until a page's first script, median of {len(without)}: "
        f"{ours:.2f} ms, {none:.2f} ms with nothing registered: {ours - none:+.2f} ms "
        f"(limit {LIMIT})"
    )
    print(
        f"{driver.name:8} {patterns} match patterns are registered in "
        f"{statistics.median(registering):.0f} ms, once at the start"
    )
    if isinstance(driver, Chromium):
        for site in (ORDINARY, GUARDED):
            driver.get(f"{site}/more/ordinary.html")
            print(f"{driver.name:8} {site}: {len(_worlds_of_ours(driver))} worlds of ours")


def _loads(driver: Driver) -> list[float]:
    found = []
    for _load in range(LOADS):
        driver.get(f"{ORDINARY}/more/ordinary.html")
        found.append(float(driver.execute_script("return window.early")))
    return found


def _worlds_of_ours(driver: Chromium) -> list[dict[str, Any]]:
    """The isolated worlds of our extension in the page in front (CDP, Runtime.enable)."""
    address = driver.capabilities["goog:chromeOptions"]["debuggerAddress"]
    with urlopen(f"http://{address}/json") as answer:
        (page,) = (one for one in json.load(answer) if one["url"] == driver.current_url)
    found = []
    socket = websocket.create_connection(page["webSocketDebuggerUrl"], suppress_origin=True)
    with closing(socket):
        socket.send(json.dumps({"id": 1, "method": "Runtime.enable"}))
        while (told := json.loads(socket.recv())).get("id") != 1:
            context = told.get("params", {}).get("context", {})
            if context.get("origin", "").startswith("chrome-extension://"):
                found.append(context)
    return found


if __name__ == "__main__":
    main()
