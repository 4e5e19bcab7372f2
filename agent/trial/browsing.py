"""A browser of a trial, with everything around it: the stand-in pages, the host, the extension."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from agent.trial import chromium, firefox
from agent.trial.certificate import make_certificate
from agent.trial.chat_server import chat_server
from agent.trial.driver import Driver, Site
from agent.trial.extension import wait_for_guard
from agent.trial.session import Session

BrowserName = Literal["chromium", "firefox"]
BROWSERS: tuple[BrowserName, ...] = ("chromium", "firefox")


@contextmanager
def browsing(
    name: BrowserName, place: Path, running: Session, more: Path | None = None
) -> Iterator[Driver]:
    """A browser whose extension stands guard, while the block lasts. Its files go to `place`.

    `more` is a folder of further pages, served below `/more/`.
    """
    certificate = make_certificate("chatgpt.com", place)
    with chat_server(certificate.file, more=more) as port:
        site = Site(port, certificate.pin)
        with _started(name, place, site, running) as driver:
            driver.set_window_rect(0, 0, 1280, 765)
            wait_for_guard(driver)
            yield driver


@contextmanager
def _started(name: BrowserName, place: Path, site: Site, running: Session) -> Iterator[Driver]:
    if name == "chromium":
        chromium.register_host(place, running.home)
        with chromium.chromium(place, site, running.environment) as driver:
            yield driver
    else:
        firefox.register_host(place, running.home)
        with firefox.firefox(place, site, running.environment) as fox:
            yield fox
