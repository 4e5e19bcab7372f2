"""A browser of a trial, with everything around it: the stand-in pages, the host, the extension."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Literal

from selenium.common.exceptions import WebDriverException

from agent import native
from agent.browsers.browser import known_browsers
from agent.browsers.extension import read_extension
from agent.browsers.installation import Installation, Wish
from agent.trial import chromium, firefox
from agent.trial.certificate import make_certificate
from agent.trial.chat_server import chat_server
from agent.trial.child import TrialError
from agent.trial.driver import PATIENCE, Driver, Site
from agent.trial.extension import host_program, wait_for_guard
from agent.trial.session import Session

BrowserName = Literal["chromium", "firefox"]
BROWSERS: tuple[BrowserName, ...] = ("chromium", "firefox")
#: A busy machine may leave a browser hanging while it starts; three in a row are no chance.
STARTS = 3


@contextmanager
def browsing(
    name: BrowserName,
    place: Path,
    running: Session,
    *,
    more: Path | None = None,
    system: Path | None = None,
    program: Path | None = None,
) -> Iterator[Driver]:
    """A browser whose extension stands guard, while the block lasts. Its files go to `place`.

    `more` is a folder of further pages, served below `/more/`. `program` is another plimsoll-host
    than ours. `system` is a folder with a machine-wide installation, laid over this machine's own
    folders: from there the browser still has to fetch the extension.
    """
    program = program or host_program(place, running.home)
    certificate = make_certificate("chatgpt.com", place)
    with chat_server(certificate.file, more=more) as port:
        site = Site(port, certificate.pin)

        def start(home: Path) -> AbstractContextManager[Driver]:
            if system is None:
                register_host(name, home, program)
            return _started(name, home, site, running, system)

        with _standing_guard(start, place, installed=system is not None) as driver:
            yield driver


def register_host(name: BrowserName, home: Path, program: Path) -> None:
    """As `plimsoll browsers install` does it for an account."""
    store = native.browsers
    chosen = [browser for browser in known_browsers(store.SYSTEM) if browser.id == name]
    wish = Wish(read_extension(), program, machine_wide=False, settings={})
    Installation(store, home).to_install(chosen, wish).carry_out()


@contextmanager
def _standing_guard(
    start: Callable[[Path], AbstractContextManager[Driver]], place: Path, *, installed: bool
) -> Iterator[Driver]:
    """A browser that answers. One that does not is ended and started anew in another home."""
    with ExitStack() as stack:
        for number in range(1, STARTS + 1):
            home = place / str(number)
            home.mkdir()
            try:
                with ExitStack() as trying:
                    driver = trying.enter_context(start(home))
                    if not installed:  # no driver may look into what a policy installed
                        wait_for_guard(driver)
                    stack.enter_context(trying.pop_all())
                break
            except (TrialError, WebDriverException):
                if number == STARTS:
                    raise
        driver.be_patient(PATIENCE)
        yield driver


@contextmanager
def _started(
    name: BrowserName, place: Path, site: Site, running: Session, system: Path | None
) -> Iterator[Driver]:
    if name == "chromium":
        with chromium.chromium(place, site, running.environment, system) as driver:
            yield driver
    else:
        with firefox.firefox(place, site, running.environment, system) as fox:
            yield fox
