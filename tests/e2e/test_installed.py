"""A company's policy brings the extension: a real browser fetches it from a server and guards."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from agent import native
from agent.browsers.browser import known_browsers
from agent.browsers.extension import Extension, read_extension
from agent.browsers.installation import Installation, Wish
from agent.trial.browsing import BROWSERS, BrowserName, browsing
from agent.trial.child import TrialError
from agent.trial.extension import host_program
from agent.trial.patience import wait_until
from agent.trial.scenes import Stage
from agent.trial.session import Session
from agent.trial.typist import Typist

PACKAGES = Path(__file__).parent.parent.parent / "packaging" / "browsers" / "packages.py"
#: Seconds until a browser must have fetched the extension and its policy.
PATIENCE = 60


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """A test has its own words."""


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    folder.mkdir()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def _packed(folder: Path, address: str) -> Extension:
    command = [sys.executable, str(PACKAGES), str(folder), "--address", address]
    key = folder.parent / "key.pem"
    subprocess.run([*command, "--key", str(key), "--new-key"], check=True, capture_output=True)
    return read_extension(folder)


def _install(system: Path, extension: Extension, program: Path) -> None:
    """As `plimsoll browsers install --machine --unsigned` does it, into a folder."""
    store = native.browsers
    settings = {"whom_to_ask": "Kim at the harbour"}
    wish = Wish(extension, program, machine_wide=True, settings=settings, unsigned=True)
    draft = Installation(store, system / "root", system).to_install(
        known_browsers(store.SYSTEM), wish
    )
    draft.carry_out()
    assert draft.problems == []


def _paste_until_warned(stage: Stage) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        stage.page.open()
        stage.paste("plain")
        try:
            stage.dialog.wait("CONFIDENTIAL", patience=2.0)
        except TrialError:
            if time.monotonic() > end:
                raise
        else:
            return


def _paste_until_said(stage: Stage, words: str) -> None:
    """Chromium tells an extension of its policy some seconds after the start."""
    end = time.monotonic() + PATIENCE
    while True:
        stage.paste("plain")
        stage.dialog.wait()
        if words in stage.dialog.words():
            return
        assert time.monotonic() < end, stage.dialog.words()
        stage.typist.press("Escape")
        stage.dialog.wait_gone()


#: No gate in the page hears of a worker's request: only the browser can hold it.
WORKER = """
const about = "{method: 'POST', body: e.data}";
const source = `onmessage = e => fetch('https://chatgpt.com/api/send', ${about})`;
new Worker(URL.createObjectURL(new Blob([source]))).postMessage(arguments[0]);
"""


def _type_and_send_from_a_worker(stage: Stage) -> None:
    """Firefox holds the request. Chromium stops it: the person is asked and sends again."""
    text = "CONFIDENTIAL: typed, and sent by a worker."
    bodies = "return fetch('/api/received').then(answer => answer.json())"
    stage.page.start_over("plain")
    stage.typist.write(text)
    stage.page.wait_for("plain", text)
    stage.driver.find_element("id", "rich").click()  # by now the text has been looked at
    stage.driver.execute_script(WORKER, text)
    stage.dialog.wait("CONFIDENTIAL")
    assert text not in stage.driver.execute_script(bodies)
    stage.dialog.press("Continue anyway")
    stage.dialog.press("agreed")
    stage.dialog.wait_gone()
    if stage.driver.name != "firefox":
        assert text not in stage.driver.execute_script(bodies)
        stage.driver.execute_script(WORKER, text)
    wait_until(lambda: text in stage.driver.execute_script(bodies), "It was not sent.")
    assert stage.driver.execute_script(bodies).count(text) == 1


@pytest.mark.usefixtures("no_other_browser")
@pytest.mark.parametrize("browser", BROWSERS, indirect=True)
def test_a_policy_brings_the_extension(
    browser: BrowserName, running: Session, tmp_path: Path
) -> None:
    system, place = tmp_path / "system", tmp_path / "browser"
    place.mkdir()
    with _served(tmp_path / "packages") as address:
        extension = _packed(tmp_path / "packages", address)
        _install(system, extension, host_program(tmp_path, running.home))
        with browsing(browser, place, running, system=system) as driver:
            stage = Stage(driver, Typist(running.environment, tmp_path), tmp_path, lambda *_: None)
            with stage.copied("CONFIDENTIAL\n\nBrought by a policy.\n"):
                _paste_until_warned(stage)
                stage.page.open()  # what was open when the guard came may have listened before it
                stage.paste("plain")
                stage.dialog.wait("CONFIDENTIAL")
                assert stage.page.received() == []
                stage.typist.press("Escape")
                stage.dialog.wait_gone()
                _type_and_send_from_a_worker(stage)
                running.agent.kill()  # what the policy tells the extension is said without it too
                _paste_until_said(stage, "Kim at the harbour")
