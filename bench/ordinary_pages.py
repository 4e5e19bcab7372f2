"""What the extension costs on pages that are no AI tool: what runs there, and the time it takes.

The same page is loaded with the guard's scripts registered for every host of the catalogue, for
none, for half of them and for as many again, in turns: the difference is what matching the hosts
costs. In Chromium the script worlds of a page are counted as well: where there is none of ours,
there is no listener.

Run: .venv/bin/python -m bench.ordinary_pages [chromium] [firefox]
"""

from __future__ import annotations

import json
import os
import statistics
import sys
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
#: How many of the catalogue's patterns are registered; those beyond all of them are made up.
SHARES = (0.0, 0.5, 1.0, 2.0)
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
            for name in (one for one in BROWSERS if one in (sys.argv[1:] or BROWSERS)):
                folder = Path(place) / name
                folder.mkdir()
                with browsing(name, folder, running, more=pages) as driver:
                    _measure(driver)


def _measure(driver: Driver) -> None:
    driver.get(f"{driver.extension}manifest.json")
    ours = json.loads(driver.execute_script(_REGISTERED))
    loads: dict[float, list[float]] = {share: [] for share in SHARES}
    registering: list[float] = []
    for _round in range(ROUNDS):
        for share in SHARES:
            driver.get(f"{driver.extension}manifest.json")
            driver.execute_script(_TAKE_AWAY)
            scripts = json.dumps(_scaled(ours, share))
            took = float(driver.execute_script(_REGISTER, scripts)) if share else 0.0
            registering += [took] if share == 1 else []
            loads[share] += _loads(driver)
    driver.get(f"{driver.extension}manifest.json")
    driver.execute_script(_TAKE_AWAY)
    driver.execute_script(_REGISTER, json.dumps(ours))
    print(f"{driver.name:8} until a page's first script, of {len(loads[0])}; limit {LIMIT} ms")
    for share, found in loads.items():
        told = (
            f"{name} {middle(found):6.2f} ms ({middle(found) - middle(loads[0]):+.2f})"
            for name, middle in (("median", statistics.median), ("quickest tenth", _tenth))
        )
        print(f"{driver.name:8} {_patterns(_scaled(ours, share)):6} patterns: {', '.join(told)}")
    print(
        f"{driver.name:8} {_patterns(ours):6} patterns are registered in "
        f"{statistics.median(registering):.0f} ms, once at the start"
    )
    if isinstance(driver, Chromium):
        for site in (ORDINARY, GUARDED):
            driver.get(f"{site}/more/ordinary.html")
            print(f"{driver.name:8} {site}: {len(_worlds_of_ours(driver))} worlds of ours")


def _tenth(found: list[float]) -> float:
    """What other work on this machine delays least."""
    return statistics.quantiles(found, n=10)[0]


def _scaled(scripts: list[dict[str, Any]], share: float) -> list[dict[str, Any]]:
    """The same scripts for this share of their patterns, spread over all of them."""
    return [{**script, "matches": _share_of(script["matches"], share)} for script in scripts]


def _share_of(patterns: list[str], share: float) -> list[str]:
    wanted = int(len(patterns) * share)
    if wanted > len(patterns):
        more = range(wanted - len(patterns))
        return [*patterns, *(f"*://*.made-up-{number}.example/*" for number in more)]
    return patterns[:: max(1, round(1 / share))][:wanted] if wanted else []


def _patterns(scripts: list[dict[str, Any]]) -> int:
    return sum(len(script["matches"]) for script in scripts)


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
