"""The agent's program: the icon first, then everything else.

Reading the rest of the agent takes longer than showing an icon. So this file imports little, the
tray begins as a process of its own, and both get ready at the same time.
"""

from __future__ import annotations

import argparse
import errno
import logging
import os
import signal
import sys
import time
from pathlib import Path

from agent.children.tray import TrayProcess
from agent.logs import begin_log
from agent.native import display, dumps, endpoint, language, paths
from agent.words import gettext as _
from agent.words import speak

#: Seconds that another agent may take to let us in.
PATIENCE = 1.0


def main(arguments: list[str] | None = None) -> None:
    """The agent. `plimsoll run` starts it; so does the desktop's autostart."""
    dumps.forbid()
    speak(language.preferred())
    asked = _asked(arguments)
    home: Path = asked.home or paths.state_folder()
    shows = asked.tray and display.session_kind() != "none"
    icon = TrayProcess(home, time.monotonic) if shows else None
    try:
        begin_log(home / "agent.log")
        if _runs_already(home):
            raise OSError(errno.EADDRINUSE, "another agent listens here")
        if icon:
            icon.start()
        _run(home, asked.install_values, icon)
    except OSError as fault:
        running = fault.errno == errno.EADDRINUSE
        why = ": ".join(str(part) for part in (fault.filename, fault.strerror) if part)
        _complain(_("Plimsoll is running already.") if running else why or str(fault))
        sys.exit(0 if running else 1)
    finally:
        if icon:
            icon.stop()
    logging.shutdown()
    # Everything is closed. Threads that still wait on a socket would make Python's own end fail
    # now and then (SIGABRT), so the process ends here.
    os._exit(0)


def _complain(words: str) -> None:
    if sys.stderr:  # a program without a console has none
        sys.stderr.write(f"{words}\n")


def _asked(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="plimsoll-agent")
    parser.add_argument("--home", type=Path, help=_("State folder."))
    shown = argparse.BooleanOptionalAction
    parser.add_argument("--tray", action=shown, default=True, help=_("Whether to show a tray."))
    values = _("A JSON file of settings, as an installation leaves them.")
    parser.add_argument("--install-values", type=Path, help=values)
    return parser.parse_args(arguments)


def _run(home: Path, install_values: Path | None, icon: TrayProcess | None) -> None:
    """Until somebody says stop. Raises OSError where another agent has this home."""
    from agent.agent import Agent
    from agent.settings import load_settings

    options = ["--install-values", str(install_values)] if install_values else []
    agent = Agent(home, load_settings(home, install_values), options, icon)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: agent.stop())
    agent.run()


def _runs_already(home: Path) -> bool:
    """The door itself lets one agent in; this spares the second one its tray."""
    try:
        endpoint.connect(home / "door", PATIENCE).close()
    except OSError:
        return False
    return True


if __name__ == "__main__":
    main()
