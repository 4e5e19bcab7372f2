"""plimsoll-central: serve, keys, enrol, doctor, and each role by itself."""

from __future__ import annotations

import os
import sys

import click

from central.commands import doctor, enrol, people, revoke, roles, serve, stores, token_keys
from central.words import gettext as _


class _Commands(click.Group):
    """The commands of this file, and those of keys/ once they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), "keys"]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name != "keys":
            return super().get_command(ctx, cmd_name)
        from central.keys.commands import keys

        return keys


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="plimsoll", prog_name="plimsoll-central")
def central() -> None:
    """Enrols devices, counts what they say, and shows the figures."""


_OWN = (serve, token_keys, enrol, revoke, doctor)
_PEOPLE = (people.link, people.token, people.audit, people.verify)
_STORES = (stores.backup, stores.restore, stores.downgrade, stores.demo)
for _command in (*(one.command for one in _OWN), *_PEOPLE, *_STORES, *roles.COMMANDS):
    central.add_command(_command)


def main() -> None:
    """The console script. Exit status: 0 done, 1 cannot, 2 not understood."""
    try:
        central(prog_name="plimsoll-central")
    except OSError as fault:
        # Such as a full disk under the output. Python would try once more as it ends.
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), 1)
        click.echo(_("The answer cannot be written: {why}").format(why=fault.strerror), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
