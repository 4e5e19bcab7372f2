"""The whole product on this machine for a while.

    display ─► bus and key ring ─► company (central on loopback) ─► agent ─► tray

Each part starts when the one before it is ready, and all end in the opposite order.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from agent.choices import save_choice
from agent.door_client import DoorClient, DoorClosed
from agent.report.enrolment import EnrolmentError, parse_enrolment
from agent.settings import load_settings
from agent.trial.bus import open_bus
from agent.trial.child import TrialError, child, last_words
from agent.trial.company import company
from agent.trial.display import Display, open_display
from agent.trial.screenshot import live_screenshot
from agent.trial.sole import sole, unusable
from agent.words import gettext as _

#: Seconds the agent may take to open its door.
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Session:
    """What runs now, and where to find it."""

    home: Path
    display: Display
    #: The environment for programs that belong to this session.
    environment: Mapping[str, str]
    #: A link that signs one browser in. None where the companion reports to a company that was
    #: there before.
    console_url: str | None
    #: A picture of a virtual screen; None on a desktop, and where nobody wants one.
    screenshot: Path | None
    #: Ends when the agent does.
    agent: subprocess.Popen[bytes]
    #: Ends when this trial's own central does; None where there is none.
    central: subprocess.Popen[bytes] | None


@contextmanager
def session(
    home: Path,
    *,
    week_seconds: int = 60,
    environment: Mapping[str, str] = os.environ,
    install_values: Path | None = None,
    pictures: bool = True,
) -> Iterator[Session]:
    """Start everything and end everything.

    `install_values` is a JSON file of settings, as an installation would leave them. `pictures` are
    of a virtual screen, for whoever cannot see it; they take a processor's time.
    Where a company has enrolled this device, only the companion is started. Raises AlreadyRunning
    (nothing was changed) and TrialError.
    """
    home = home.resolve()
    logs = home / "logs"
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        logs.mkdir(mode=0o700, exist_ok=True)
    except OSError as fault:
        raise unusable(home, fault) from None
    with ExitStack() as stack:
        enter = stack.enter_context
        enter(sole(home))
        display = enter(open_display(environment, logs))
        keys = home / "keyring"
        inside = enter(open_bus(display.environment, keys, private=display.virtual, logs=logs))
        console = central = None
        if not _enrolled(home):
            found = company(
                home / "company", week_seconds=week_seconds, environment=inside, logs=logs
            )
            there = enter(found)
            console, central = there.sign_in, there.process
            _choose(home, there.enrolment)
        agent = enter(_agent(home, install_values, inside, logs / "agent.log"))
        picture = None
        if display.virtual and pictures:
            picture = enter(live_screenshot(display.name, home / "screen.png"))
        yield Session(home, display, inside, console, picture, agent, central)


def _enrolled(home: Path) -> bool:
    """Whether a real company's enrolment is set, not that of an earlier trial."""
    line = load_settings(home).enrolment
    if not line:
        return False
    try:
        return not parse_enrolment(line).demonstration
    except EnrolmentError:
        return True  # somebody set it: the agent says what is wrong with it


def _choose(home: Path, enrolment: str) -> None:
    if load_settings(home).enrolment == enrolment:
        return
    try:
        save_choice(home, "enrolment", enrolment)
    except ValueError as fault:
        raise TrialError(str(fault)) from None
    except OSError as fault:
        raise unusable(home, fault) from None


@contextmanager
def _agent(
    home: Path, install_values: Path | None, environment: Mapping[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    program = [sys.executable, "-m", "agent.run", "--home", str(home)]
    if install_values:
        program += ["--install-values", str(install_values)]
    with child(program, environment=environment, log=log) as process:
        _wait_for_door(home, process, log)
        yield process


def _wait_for_door(home: Path, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            with DoorClient(home / "door") as door:
                door.ask("hello", client="cli", version="")
        except DoorClosed:
            time.sleep(0.05)
        else:
            return
    raise TrialError(_("The agent did not start: {reason}").format(reason=last_words(log)))
