"""A real Chromium with our extension, for a trial: its own profile, its own names, nothing shared.

Every host name leads to the stand-in pages on loopback, so no trial reaches a real site.
"""

from __future__ import annotations

import hashlib
import json
import os
import shlex
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from selenium import webdriver
from selenium.common.exceptions import WebDriverException

from agent.trial.child import TrialError
from agent.words import gettext as _

ROOT = Path(__file__).parent.parent.parent
EXTENSION = ROOT / "ui" / "browser"
#: The name in ui/browser/background/companion.js.
HOST_NAME = "plimsoll.host"
DRIVER = "/usr/bin/chromedriver"
#: Seconds until the extension must have heard from the agent.
PATIENCE = 20.0
#: Seconds between two looks.
PAUSE = 0.05

_REGISTERED = "return chrome.scripting.getRegisteredContentScripts().then(found => found.length)"


@dataclass(frozen=True, slots=True)
class Site:
    """Where the stand-in pages are, and the pin of their certificate."""

    port: int
    pin: str


def extension_id(folder: Path) -> str:
    """The id that Chromium gives to an unpacked extension.

    The first 128 bits of the SHA-256 of its absolute path, each hexadecimal digit as a letter of
    a to p (Chromium, components/crx_file/id_util.cc).
    """
    digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:32]
    return "".join(chr(ord("a") + int(digit, 16)) for digit in digest)


def register_host(profile: Path, home: Path) -> None:
    """Tell the Chromium of this profile where plimsoll-host is and whom it may serve."""
    folder = profile / "NativeMessagingHosts"
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / "plimsoll-host"
    program.write_text(_wrapper(home), "utf-8")
    program.chmod(0o700)
    manifest = {
        "name": HOST_NAME,
        "description": "Plimsoll",
        "path": str(program.resolve()),
        "type": "stdio",
        "allowed_origins": [f"chrome-extension://{extension_id(EXTENSION)}/"],
    }
    (folder / f"{HOST_NAME}.json").write_text(json.dumps(manifest, indent=2), "utf-8")


@contextmanager
def chromium(
    profile: Path, site: Site, environment: Mapping[str, str], *arguments: str
) -> Iterator[webdriver.Chrome]:
    """A running Chromium while the block lasts. Raises TrialError where it cannot start."""
    options = webdriver.ChromeOptions()
    for argument in (*_arguments(profile, site), *arguments):
        options.add_argument(argument)
    # Without these a bar in the window says that a test drives it.
    options.add_experimental_option("excludeSwitches", ["enable-automation"])
    service = webdriver.ChromeService(executable_path=DRIVER, env={**environment, "LANGUAGE": "en"})
    try:
        driver = webdriver.Chrome(options=options, service=service)
    except (WebDriverException, OSError) as fault:
        reason = str(fault).strip().partition("\n")[0]
        raise TrialError(_("Chromium did not start: {reason}").format(reason=reason)) from None
    try:
        yield driver
    finally:
        driver.quit()


def wait_for_guard(driver: webdriver.Chrome) -> None:
    """Return once the extension knows from the agent where to stand guard. Raises TrialError."""
    driver.get(f"chrome-extension://{extension_id(EXTENSION)}/manifest.json")
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if driver.execute_script(_REGISTERED):
            return
        time.sleep(PAUSE)
    raise TrialError(_("The extension does not stand guard."))


def _arguments(profile: Path, site: Site) -> list[str]:
    arguments = [
        f"--user-data-dir={profile}",
        f"--load-extension={EXTENSION.resolve()}",
        f"--host-resolver-rules=MAP * 127.0.0.1:{site.port}, EXCLUDE 127.0.0.1",
        f"--ignore-certificate-errors-spki-list={site.pin}",
        "--no-first-run",
        "--no-default-browser-check",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--password-store=basic",
        "--test-type",  # no bar about --no-sandbox
        "--lang=en",
    ]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")  # Chromium's sandbox refuses root
    return arguments


def _wrapper(home: Path) -> str:
    command = shlex.join([sys.executable, "-m", "agent.host", "--home", str(home.resolve())])
    path = shlex.quote(str(ROOT))
    return f'#!/bin/sh\nPYTHONPATH={path} exec {command} "$@"\n'
