"""plimsoll: the command line. Each command is one file in agent/commands, loaded when asked for."""

from __future__ import annotations

import importlib
import io
import os
import sys
from pathlib import Path
from typing import cast

import click

from agent import __version__
from agent.native import dumps, language, paths
from agent.programs import is_frozen
from agent.words import gettext as _
from agent.words import speak

#: In the order in which `plimsoll --help` lists them.
COMMANDS = (
    *("run", "demo", "start", "stop", "scan", "tools", "policy", "browsers", "doctor", "sent"),
    *("letter", "incident", "new-key", "diagnose", "self-test"),
)
#: The trial brings a company of its own; an installation has none of it.
OF_THE_TRIAL = frozenset({"run", "demo"})


class LazyGroup(click.Group):
    """Imports a command only when it is used: `plimsoll scan` must not wait for Qt or requests."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name in COMMANDS if not (is_frozen() and name in OF_THE_TRIAL)]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"agent.commands.{name.replace('-', '_')}")
        return cast(click.Command, module.command)


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    help=_("The state folder. By default the one of this account."),
)
@click.version_option(__version__, prog_name="plimsoll")
@click.pass_context
def plimsoll(ctx: click.Context, home: Path | None) -> None:
    """Tells you before marked text reaches a public AI tool."""
    ctx.obj = home or paths.state_folder()


def main() -> None:
    """The console script. Exit status: click's, and each command's own."""
    if sys.stdin is None:  # the caller closed it: as if nothing had been typed
        sys.stdin = io.TextIOWrapper(io.BytesIO())
    for stream in (sys.stdout, sys.stderr):
        # A file or pipe may have fewer letters than a screen, such as a code page of Windows.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    dumps.forbid()
    speak(language.preferred())
    try:
        plimsoll(standalone_mode=True)
    except OSError as fault:
        # A broken pipe does not come here: click ends in silence, with status 1.
        _leave_output()
        click.echo(_("The answer cannot be written: {why}").format(why=fault.strerror), err=True)
        sys.exit(1)


def _leave_output() -> None:
    """What could not be written is given up; Python would try once more as it ends."""
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)


if __name__ == "__main__":
    main()
