"""How long a paste is held: from the key V going down to the page's own paste event.

Real browsers, real keys, the real agent. The same is measured on a site where nobody stands guard,
so the difference is ours. The week is a real one: in the demonstration's one of a minute, central
and uplink work all the time beside the browser.

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

PASTES = 100
WEEK = 7 * 24 * 3600
SITES = {"guarded": "https://chatgpt.com/", "not guarded": "https://elsewhere.example/"}
#: Milliseconds: median and 99th percentile.
LIMIT = (15, 50)

ARRIVED = "return waits.length"
LISTEN = """
window.waits = [];
let down = 0;
addEventListener("keydown", (e) => { if (e.key === "v") down = e.timeStamp; }, true);
addEventListener("paste", () => window.waits.push(performance.now() - down), true);
"""


def main() -> None:
    """Print the median and the 99th percentile for each browser and site, in milliseconds."""
    hidden = {"DISPLAY", "WAYLAND_DISPLAY"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    print("limit for the guarded site: p50 {} ms, p99 {} ms".format(*LIMIT))
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
    with typist.copied(note):
        typist.go_to(driver.window_class)
        for site, address in SITES.items():
            waits = sorted(_waits(driver, typist, address))
            p50, p99 = statistics.median(waits), waits[int(len(waits) * 0.99) - 1]
            print(f"{driver.name:8} {site:12} p50 {p50:5.1f} ms  p99 {p99:5.1f} ms of {len(waits)}")


def _waits(driver: Driver, typist: Typist, address: str) -> list[float]:
    driver.get(address)
    driver.execute_script(LISTEN)
    driver.find_element("id", "plain").click()
    for number in range(PASTES + 1):  # the first one warms up
        typist.press("ctrl+v")
        wait_until(lambda n=number: driver.execute_script(ARRIVED) > n, "A paste did not arrive.")
        driver.execute_script("document.getElementById('plain').value = ''")
    return [float(wait) for wait in driver.execute_script("return waits")][1:]


if __name__ == "__main__":
    main()
