"""A browser of a trial, with everything around it: the stand-in pages, the host, the extension."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from agent import native
from agent.browsers.browser import known_browsers
from agent.browsers.extension import read_extension
from agent.browsers.installation import Installation, Wish
from agent.trial import chromium, firefox
from agent.trial.certificate import make_certificate
from agent.trial.chat_server import chat_server
from agent.trial.driver import Driver, Site
from agent.trial.extension import host_program, wait_for_guard
from agent.trial.session import Session

BrowserName = Literal["chromium", "firefox"]
BROWSERS: tuple[BrowserName, ...] = ("chromium", "firefox")


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
    if system is None:
        register_host(name, place, program or host_program(place, running.home))
    certificate = make_certificate("chatgpt.com", place)
    with chat_server(certificate.file, more=more) as port:
        site = Site(port, certificate.pin)
        with _started(name, place, site, running, system) as driver:
            driver.set_window_rect(0, 0, 1280, 765)
            if system is None:  # no driver may look into what a policy installed
                wait_for_guard(driver)
            yield driver


def register_host(name: BrowserName, home: Path, program: Path) -> None:
    """As `plimsoll browsers install` does it for an account."""
    store = native.browsers
    chosen = [browser for browser in known_browsers(store.SYSTEM) if browser.id == name]
    wish = Wish(read_extension(), program, machine_wide=False, settings={})
    Installation(store, home).to_install(chosen, wish).carry_out()


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
