"""plimsoll demo: shows a paste being warned about, in a real browser, with pictures."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import click

from agent.trial.child import TrialError
from agent.trial.session import Session
from agent.words import gettext as _


@click.command(name="demo", help=_("Show it: a real browser, real keys, pictures of each step."))
@click.option("--keep-open", is_flag=True, help=_("Stay before the last scene until Ctrl-C."))
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("build/demo"),
    show_default=True,
    help=_("Folder for the pictures."),
)
def command(keep_open: bool, into: Path) -> None:
    """Exit status: 0 every step held, 1 one did not."""
    from agent.trial.demo import demonstrate  # imports a browser's driver

    began = time.monotonic()
    try:
        demonstrate(into, click.echo, _stay if keep_open else None)
    except (TrialError, OSError) as fault:
        raise click.ClickException(str(fault)) from None
    except KeyboardInterrupt:
        raise click.ClickException(_("Stopped.")) from None
    seconds = round(time.monotonic() - began)
    click.echo(
        _("Every step held, in {seconds} seconds. Pictures: {folder}").format(
            seconds=seconds, folder=into
        )
    )


def _stay(running: Session) -> None:
    click.echo(
        _("Screen {name}, console {url}. Ctrl-C goes on.").format(
            name=running.display.name, url=running.console_url
        )
    )
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        return
