"""plimsoll-central issuer serve, and so on: one role, such as on a machine of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from central.calendar import Calendar
from central.commands import options
from central.commands.serve import refuse_open
from central.place import Place
from central.roles import Role
from central.words import gettext as _

Decorator = Callable[[Callable[..., None]], Callable[..., None]]

_collector = click.option("--collector", required=True, help=_("The collector's address."))
_issuer = click.option("--issuer", required=True, help=_("The issuer's address."))


def role_command(role: Role, words: str, own: Sequence[Decorator]) -> click.Group:
    """The group of one role, with its `serve`; `own` are the options that only it has."""

    def serve(home: Path, place: Place, calendar: Calendar, **more: str) -> None:
        from central.operator import Offices
        from central.parts import Wanted
        from central.playing import play

        refuse_open(place, calendar, role is Role.CONSOLE)
        play(role, Wanted(Offices(home).home(role), place, calendar, **more), click.echo)

    found: Callable[..., None] = options.calendar(options.in_words(serve))
    decorators: list[Decorator] = [options.home, options.place, *own]
    for option in decorators:
        found = option(found)
    group = click.Group(str(role), help=words)
    group.add_command(click.command(name="serve", help=_("Serve until Ctrl-C."))(found))
    return group


COMMANDS = [
    role_command(Role.ISSUER, _("Knows which devices are enrolled, not what they say."), []),
    role_command(
        Role.RELAY, _("Sees addresses and sealed messages, and opens nothing."), [_collector]
    ),
    role_command(
        Role.COLLECTOR,
        _("Opens messages and adds them up, and never learns who sent them."),
        [_issuer, options.database],
    ),
    role_command(Role.RULES, _("Publishes signed rules, and keeps them fresh."), []),
    role_command(Role.CONSOLE, _("Shows the published figures."), [options.database]),
]
