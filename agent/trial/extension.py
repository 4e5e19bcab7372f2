"""Our extension as a trial loads it: its folder, its ids, and the host that serves it."""

from __future__ import annotations

import hashlib
import json
import shlex
import sys
from pathlib import Path

from agent.trial.driver import Driver
from agent.trial.patience import wait_until
from agent.words import gettext as _

ROOT = Path(__file__).parent.parent.parent
EXTENSION = (ROOT / "ui" / "browser").resolve()
#: The name in ui/browser/background/companion.js.
HOST_NAME = "plimsoll.host"
#: Seconds until the extension must have heard from the agent.
PATIENCE = 20.0

_REGISTERED = "return chrome.scripting.getRegisteredContentScripts().then(found => found.length)"


def chromium_id(folder: Path = EXTENSION) -> str:
    """The id that Chromium gives to an unpacked extension.

    The first 128 bits of the SHA-256 of its absolute path, each hexadecimal digit as a letter of
    a to p (Chromium, components/crx_file/id_util.cc).
    """
    digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:32]
    return "".join(chr(ord("a") + int(digit, 16)) for digit in digest)


def gecko_id() -> str:
    """The id that it has in Firefox."""
    manifest = json.loads((EXTENSION / "manifest.json").read_text("utf-8"))
    return str(manifest["browser_specific_settings"]["gecko"]["id"])


def host_program(folder: Path, home: Path) -> Path:
    """A plimsoll-host that asks the agent whose state folder is `home`, put into `folder`."""
    program = folder.resolve() / "plimsoll-host"
    command = shlex.join([sys.executable, "-m", "agent.host", "--home", str(home.resolve())])
    path = shlex.quote(str(ROOT))
    program.write_text(f'#!/bin/sh\nPYTHONPATH={path} exec {command} "$@"\n', "utf-8")
    program.chmod(0o700)
    return program


def wait_for_guard(driver: Driver) -> None:
    """Return once the extension knows from the agent where to stand guard. Raises TrialError."""
    driver.get(f"{driver.extension}manifest.json")
    missing = _("The extension does not stand guard.")
    wait_until(lambda: driver.execute_script(_REGISTERED), missing, PATIENCE)
