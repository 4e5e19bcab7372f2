"""The agent's program: the icon first, then everything else.

Reading the rest of the agent takes longer than showing an icon. So this file imports little, the
tray begins as a process of its own, and both get ready at the same time.
"""

from __future__ import annotations

import errno
import logging
import os
import signal
import sys
import time
from pathlib import Path

import click

from agent.children.tray import TrayProcess
from agent.logs import begin_log
from agent.native import display, dumps, endpoint, language, paths
from agent.words import gettext as _
from agent.words import speak

#: Seconds that another agent may take to let us in.
PATIENCE = 1.0


@click.command()
@click.option("--home", type=click.Path(file_okay=False, path_type=Path), help=_("State folder."))
@click.option("--tray/--no-tray", default=True, help=_("Whether to show a tray."))
@click.option(
    "--install-values",
    type=click.Path(dir_okay=False, path_type=Path),
    help=_("A JSON file of settings, as an installation leaves them."),
)
def main(home: Path | None, tray: bool, install_values: Path | None) -> None:
    """The agent. `plimsoll run` starts it; so does the desktop's autostart."""
    home = home or paths.state_folder()
    dumps.forbid()
    speak(language.preferred())
    icon = TrayProcess(home, time.monotonic) if tray and display.session_kind() != "none" else None
    try:
        begin_log(home / "agent.log")
        if _runs_already(home):
            raise OSError(errno.EADDRINUSE, "another agent listens here")
        if icon:
            icon.start()
        _run(home, install_values, icon)
    except OSError as fault:
        running = fault.errno == errno.EADDRINUSE
        why = ": ".join(str(part) for part in (fault.filename, fault.strerror) if part)
        click.echo(_("Plimsoll is running already.") if running else why or str(fault), err=True)
        sys.exit(0 if running else 1)
    finally:
        if icon:
            icon.stop()
    logging.shutdown()
    # Everything is closed. Threads that still wait on a socket would make Python's own end fail
    # now and then (SIGABRT), so the process ends here.
    os._exit(0)


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
