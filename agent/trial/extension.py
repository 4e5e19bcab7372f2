"""Our extension as a trial loads it: the host that serves it, and the moment when it guards."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

from agent.trial.driver import Driver
from agent.trial.patience import wait_until
from agent.words import gettext as _

ROOT = Path(__file__).parent.parent.parent
#: Seconds until the extension must have heard from the agent.
PATIENCE = 40.0

_REGISTERED = "return chrome.scripting.getRegisteredContentScripts().then(found => found.length)"
_TRIED = "return chrome.storage.local.get('tried').then(({ tried }) => Boolean(tried))"


def host_program(folder: Path, home: Path) -> Path:
    """A plimsoll-host that asks the agent whose state folder is `home`, put into `folder`."""
    program = folder.resolve() / "plimsoll-host"
    command = shlex.join([sys.executable, "-m", "agent.host", "--home", str(home.resolve())])
    path = shlex.quote(str(ROOT))
    program.write_text(f'#!/bin/sh\nPYTHONPATH={path} exec {command} "$@"\n', "utf-8")
    program.chmod(0o700)
    return program


def wait_for_guard(driver: Driver) -> None:
    """Return once the extension stands guard where the agent said, and has tried its ways in.

    Raises TrialError.
    """
    driver.get(f"{driver.extension}manifest.json")
    missing = _("The extension does not stand guard.")
    wait_until(lambda: driver.execute_script(_REGISTERED), missing, PATIENCE)
    wait_until(lambda: driver.execute_script(_TRIED), missing, PATIENCE)
    wait_until(lambda: len(driver.window_handles) == 1, missing, PATIENCE)  # its page is closed
