"""plimsoll run: the companion, and a company to report to where there is none."""

from __future__ import annotations

import shlex
import signal
import sys
import threading
from pathlib import Path

import click

from agent.native import family, paths
from agent.trial.child import TrialError
from agent.trial.session import Session, session
from agent.trial.sole import AlreadyRunning
from agent.words import gettext as _


@click.command(name="run", help=_("Start the companion, and try it with a company of its own."))
@click.option(
    "--week-seconds",
    type=click.IntRange(1, 604_800),
    default=60,
    show_default=True,
    help=_("Length of a demonstration's week."),
)
@click.pass_obj
def command(home: Path, week_seconds: int) -> None:
    """Runs until Ctrl-C. Exit status: 0 ended when asked or runs already, 1 it could not go on."""
    told = threading.Event()
    for number in family.ENDINGS:
        # Remembered, not raised: what is being started or put away is never cut in half.
        signal.signal(number, lambda *_signal: told.set())
    try:
        with session(home, week_seconds=week_seconds) as running:
            click.echo("\n".join(_welcome(running)))
            _wait(told, running)
    except AlreadyRunning:
        click.echo(_("Plimsoll runs already ({home}). Nothing was changed.").format(home=home))
        return
    except (TrialError, OSError) as fault:
        raise click.ClickException(str(fault)) from None
    if not told.is_set():
        log = home / "agent.log"
        raise click.ClickException(_("The agent ended. Its log: {file}").format(file=log))
    click.echo(_("Plimsoll has stopped."))


def _wait(told: threading.Event, running: Session) -> None:
    central = running.central
    # In short steps: a signal that another thread took in does not wake this one.
    while running.agent.poll() is None and not told.wait(0.5):
        if central is not None and central.poll() is not None:
            log = running.home / "logs" / "central.log"
            click.echo(
                _("Central has ended; what is counted waits. Its log: {file}").format(file=log)
            )
            central = None


def _welcome(running: Session) -> list[str]:
    lines = [
        _("Plimsoll runs. Ctrl-C stops it."),
        "",
        _("  screen    {words}").format(words=running.display.words),
    ]
    if running.screenshot:
        lines.append(_("  picture   {file}, every 2 seconds").format(file=running.screenshot))
    if running.console_url:
        lines.append(_("  console   {url}").format(url=running.console_url))
    lines.append(_("  state     {home}").format(home=running.home))
    return [*lines, "", _("Try:"), *(f"  {line}" for line in _ideas(running))]


def _ideas(running: Session) -> list[str]:
    plimsoll = _plimsoll(running.home)
    ideas = [
        (_("judge a text"), f"echo 'TLP:RED – the offer' | {plimsoll} scan --explain -"),
        (_("what is guarded"), f"{plimsoll} doctor"),
        (_("what left, to the byte"), f"{plimsoll} sent --bytes"),
    ]
    if running.display.virtual:
        ideas.append((_("open a window there"), f"DISPLAY={running.display.name} l3afpad"))
    width = max(len(what) for what, _command in ideas) + 2
    return [what.ljust(width) + command for what, command in ideas]


def _plimsoll(home: Path) -> str:
    """The command as it can be typed in another terminal."""
    program = Path(sys.executable).with_name("plimsoll")
    words = [str(program)] if program.exists() else [sys.executable, "-m", "agent.cli"]
    if home != paths.state_folder().resolve():
        words += ["--home", str(home)]
    return shlex.join(words)
