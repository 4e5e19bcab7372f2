"""How much later a paste arrives where Plimsoll stands guard, from the key V going down.

Two moments are told: when the page hears of its own paste event, and when the text stands in the
field. To read the clipboard takes the browser some milliseconds. The guard does that before the
first moment, the browser itself between the two: so the second one is what a person waits for.

Real browsers, real keys, the real agent. Both sites are tried in turns, so what else this machine
does delays them alike. The week is a real one: in the demonstration's one of a minute, central and
uplink work all the time beside the browser.

Run: .venv/bin/python -m bench.paste_latency [chromium] [firefox]
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from agent.trial.browsing import BROWSERS, browsing
from agent.trial.driver import Driver
from agent.trial.patience import wait_until
from agent.trial.scenes import PUBLIC
from agent.trial.session import session
from agent.trial.typist import Typist

#: Turns of each site, and pastes in each; one more warms up.
ROUNDS, PASTES = 10, 10
WEEK = 7 * 24 * 3600
GUARDED, OTHER = "guarded", "not guarded"
SITES = {GUARDED: "https://chatgpt.com/", OTHER: "https://elsewhere.example/"}
MOMENTS = ("page hears", "text stands")
#: Milliseconds later than without Plimsoll: median and 99th percentile.
LIMIT = (15, 50)

ARRIVED = "return waits.length"
LISTEN = """
window.waits = [];
let down = 0, heard = 0;
addEventListener("keydown", (e) => { if (e.key === "v") down = e.timeStamp; }, true);
addEventListener("paste", () => (heard = performance.now() - down), true);
addEventListener("input", () => window.waits.push([heard, performance.now() - down]), true);
"""


def main() -> None:
    """Print for each browser, site and moment the median and the 99th percentile."""
    hidden = {"DISPLAY", "WAYLAND_DISPLAY"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    print("limit, later than without Plimsoll: p50 {} ms, p99 {} ms".format(*LIMIT))
    with tempfile.TemporaryDirectory() as place, ExitStack() as stack:
        home = Path(place) / "home"
        quiet = session(home, week_seconds=WEEK, environment=environment, pictures=False)
        running = stack.enter_context(quiet)
        for name in (one for one in BROWSERS if one in (sys.argv[1:] or BROWSERS)):
            folder = Path(place) / name
            folder.mkdir()
            with browsing(name, folder, running) as driver:
                _measure(driver, Typist(running.environment, folder), folder / "note.txt")


def _measure(driver: Driver, typist: Typist, note: Path) -> None:
    note.write_text(PUBLIC, "utf-8")
    waits: dict[str, list[list[float]]] = {site: [] for site in SITES}
    with typist.copied(note):
        typist.go_to(driver.window_class)
        for _round in range(ROUNDS):
            for site, address in SITES.items():
                waits[site] += _waits(driver, typist, address)
    for place, moment in enumerate(MOMENTS):
        found = {site: _middle_and_worst([w[place] for w in waits[site]]) for site in SITES}
        later = [guarded - other for guarded, other in zip(*found.values(), strict=True)]
        for told, (p50, p99) in {**found, "later by": later}.items():
            print(f"{driver.name:8} {moment:12} {told:12} p50 {p50:5.1f} ms  p99 {p99:5.1f} ms")


def _middle_and_worst(waits: list[float]) -> tuple[float, float]:
    """The median and the 99th percentile."""
    return statistics.median(waits), sorted(waits)[int(len(waits) * 0.99) - 1]


def _waits(driver: Driver, typist: Typist, address: str) -> list[list[float]]:
    """Milliseconds from the key to each moment, of each paste."""
    driver.get(address)
    driver.execute_script(LISTEN)
    driver.find_element("id", "plain").click()
    for number in range(PASTES + 1):
        typist.press("ctrl+v")
        wait_until(lambda n=number: driver.execute_script(ARRIVED) > n, "A paste did not arrive.")
        driver.execute_script("document.getElementById('plain').value = ''")
    return list(driver.execute_script("return waits"))[1:]


if __name__ == "__main__":
    main()
