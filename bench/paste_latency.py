"""How long a paste is held: from the key V going down to the page's own paste event.

Real Chromium, real keys, the real agent. The same is measured on a site where nobody stands guard,
so the difference is ours. Run: .venv/bin/python bench/paste_latency.py
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from selenium import webdriver
from selenium.webdriver.support.ui import WebDriverWait

from agent.trial.certificate import make_certificate
from agent.trial.chat_server import chat_server
from agent.trial.chromium import Site, chromium, register_host, wait_for_guard
from agent.trial.scenes import PUBLIC
from agent.trial.session import session
from agent.trial.typist import Typist

PASTES = 100
SITES = {"guarded": "https://chatgpt.com/", "not guarded": "https://elsewhere.example/"}

ARRIVED = "return waits.length"
LISTEN = """
window.waits = [];
let down = 0;
addEventListener("keydown", (e) => { if (e.key === "v") down = e.timeStamp; }, true);
addEventListener("paste", () => window.waits.push(performance.now() - down), true);
"""


def main() -> None:
    """Print the median and the 99th percentile for both sites, in milliseconds."""
    hidden = {"DISPLAY", "WAYLAND_DISPLAY"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    with tempfile.TemporaryDirectory() as place, ExitStack() as stack:
        folder = Path(place)
        running = stack.enter_context(session(folder / "home", environment=environment))
        certificate = make_certificate("chatgpt.com", folder)
        port = stack.enter_context(chat_server(certificate.file))
        register_host(folder / "profile", running.home)
        site = Site(port, certificate.pin)
        driver = stack.enter_context(chromium(folder / "profile", site, running.environment))
        wait_for_guard(driver)
        typist = Typist(running.environment, folder)
        note = folder / "note.txt"
        note.write_text(PUBLIC, "utf-8")
        with typist.copied(note):
            typist.go_to("chromium")
            for name, address in SITES.items():
                waits = sorted(_waits(driver, typist, address))
                p50, p99 = statistics.median(waits), waits[int(len(waits) * 0.99) - 1]
                print(f"{name:12} {len(waits)} pastes  p50 {p50:5.1f} ms  p99 {p99:5.1f} ms")


def _waits(driver: webdriver.Chrome, typist: Typist, address: str) -> list[float]:
    driver.get(address)
    driver.execute_script(LISTEN)
    driver.find_element("id", "plain").click()
    for number in range(PASTES + 1):  # the first one warms up
        typist.press("ctrl+v")
        WebDriverWait(driver, 10, 0.01).until(lambda d, n=number: d.execute_script(ARRIVED) > n)
        driver.execute_script("document.getElementById('plain').value = ''")
    return [float(wait) for wait in driver.execute_script("return waits")][1:]


if __name__ == "__main__":
    main()
