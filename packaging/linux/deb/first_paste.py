"""The first paste of an account that nobody has set up: sign in, open a browser, paste.

Runs in the account, on a screen of its own. One line for each browser; 1 where one let it pass.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from agent.trial.browsing import BROWSERS, BrowserName
from agent.trial.bus import open_bus
from agent.trial.certificate import make_certificate
from agent.trial.chat_server import chat_server
from agent.trial.child import TrialError, child
from agent.trial.chromium import chromium
from agent.trial.display import open_display
from agent.trial.driver import Site
from agent.trial.firefox import firefox
from agent.trial.scenes import Stage
from agent.trial.typist import Typist

AUTOSTART = Path("/etc/xdg/autostart/plimsoll.desktop")
TEXT = "CONFIDENTIAL\n\nThe first text that this account ever pasted.\n"
#: Seconds from the sign-in until the first paste must be guarded.
PATIENCE = 120.0


def main() -> int:
    """0: every browser guarded it."""
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        screen = stack.enter_context(open_display(os.environ, scratch))
        environment = stack.enter_context(
            open_bus(screen.environment, scratch / "keys", private=True, logs=scratch)
        )
        stack.enter_context(
            child(_at_sign_in(), environment=environment, log=scratch / "companion.log")
        )
        # Browsers look for the companion in the home that they are given.
        return sum(not _guarded(name, environment, Path.home()) for name in BROWSERS)


def _at_sign_in() -> list[str]:
    """What the desktop starts."""
    lines = AUTOSTART.read_text("utf-8").splitlines()
    return next(line.removeprefix("Exec=") for line in lines if line.startswith("Exec=")).split()


def _guarded(name: BrowserName, environment: Mapping[str, str], place: Path) -> bool:
    nothing = place / "nothing laid over"
    nothing.mkdir(exist_ok=True)
    certificate = make_certificate("chatgpt.com", place)
    began = time.monotonic()
    with chat_server(certificate.file) as port:
        start = chromium if name == "chromium" else firefox
        with start(place, Site(port, certificate.pin), environment, nothing) as driver:
            stage = Stage(driver, Typist(environment, place), place, lambda *_: None)
            with stage.copied(TEXT):
                guarded = _guarded_paste(stage)
    seconds = time.monotonic() - began
    if guarded:
        print(f"  {name}: guarded {seconds:.0f} s after it was first opened, without a step before")
    else:
        print(f"  {name}: nothing was guarded in {seconds:.0f} s", file=sys.stderr)
    return guarded


def _guarded_paste(stage: Stage) -> bool:
    """Whether a page gets nothing while a warning stands. A browser fetches the extension first."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        stage.page.open()  # what was open when the guard came may have listened before it
        stage.paste("plain")
        try:
            stage.dialog.wait("CONFIDENTIAL", patience=2.0)
        except TrialError:
            continue
        if stage.page.received() == []:
            return True
    return False


if __name__ == "__main__":
    sys.exit(main())
