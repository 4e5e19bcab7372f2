"""plimsoll sent: everything that left this device or waits to leave, in words and to the byte."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from agent.catalogue import load_catalogue
from agent.catalogue.error import CatalogueError
from agent.children.ledger_key import ask_for_vault
from agent.door_client import DoorClient, DoorClosed, DoorRefused
from agent.report.facts import Facts
from agent.report.kept import kept_messages
from agent.report.metrics import RegistryError, load_registry
from agent.report.request import request_line
from agent.report.said import Names
from agent.report.store import NAME, StoreError, reading
from agent.rulebook import RULES, load_rulebook
from agent.words import gettext as _
from agent.words import ngettext

Message = Mapping[str, Any]


@click.command(name="sent", help=_("Show everything that left this device or waits to leave."))
@click.option("--waiting", is_flag=True, help=_("Only what waits."))
@click.option("--all", "zeros", is_flag=True, help=_("Zeros too, each on a line of its own."))
@click.option("--bytes", "as_bytes", is_flag=True, help=_("Each request, to the byte."))
@click.option("--json", "as_json", is_flag=True, help=_("One JSON array for programs."))
@click.pass_obj
def command(home: Path, waiting: bool, zeros: bool, as_bytes: bool, as_json: bool) -> None:
    """Works without a running agent. Exit status: 0 shown, 1 the list cannot be read."""
    if not (home / NAME).exists():
        click.echo("[]" if as_json else _("Nothing has left this device, and nothing waits."))
        return
    try:
        with reading(home / NAME) as db:
            week_seconds = int(Facts(db).number("week_seconds"))
        found = _asked(home) or _read(home)
    except (StoreError, RegistryError, CatalogueError) as fault:
        raise click.ClickException(str(fault)) from None
    messages = [message for message in found if _wanted(message, waiting)]
    if as_json:
        click.echo(json.dumps(messages, indent=2))
    else:
        _show(messages, week_seconds, waiting, zeros, as_bytes)


def _asked(home: Path) -> Sequence[Message]:
    """The list of a running agent, which holds its key; nothing where none runs."""
    try:
        with DoorClient(home / "door") as door:
            return list(door.ask("sent")["messages"])
    except (DoorClosed, DoorRefused):
        return ()


def _read(home: Path) -> Sequence[Message]:
    """The list as it stands in the file, with the key out of the key ring."""
    _place, vault = ask_for_vault(home)
    with reading(home / NAME, vault) as db:
        return list(kept_messages(db, load_registry(), _names()))


def _show(
    messages: Sequence[Message], week_seconds: int, waiting: bool, zeros: bool, as_bytes: bool
) -> None:
    lines = _to_the_byte(messages) if as_bytes else _in_words(messages, week_seconds, zeros)
    nothing = _("Nothing waits.") if waiting else _("Nothing has left this device.")
    click.echo("\n".join(lines) if messages else nothing)


def _names() -> Names:
    tools = {tool.number: tool.name for tool in load_catalogue().tools}
    return Names(lambda number: tools.get(number, ""), load_rulebook(RULES).rule_id)


def _wanted(message: Message, waiting: bool) -> bool:
    return message["state"] == "waiting" or not waiting


def _in_words(messages: Sequence[Message], week_seconds: int, zeros: bool) -> Iterator[str]:
    for epoch, together in groupby(messages, key=lambda message: message["epoch"]):
        if epoch is None:
            for message in together:
                yield from _detail(message)
        else:
            yield from _epoch(epoch, list(together), week_seconds, zeros)
        yield ""


def _epoch(
    epoch: int, messages: Sequence[Message], week_seconds: int, zeros: bool
) -> Iterator[str]:
    said = [message for message in messages if message["value"]]
    silent = [message for message in messages if message["value"] == 0]
    hidden = [message for message in messages if message["value"] is None]
    yield _title(epoch, week_seconds)
    for message in said:
        yield from _detail(message)
    if zeros:
        for message in (*silent, *hidden):
            yield from _detail(message)
    elif silent:
        yield "  " + _zeros(silent)
    if hidden and not zeros:
        yield "  " + _hidden(len(hidden))


def _hidden(count: int) -> str:
    return ngettext(
        "and {count} that cannot be read here: its key is in another session",
        "and {count} that cannot be read here: their key is in another session",
        count,
    ).format(count=count)


def _title(epoch: int, week_seconds: int) -> str:
    if not week_seconds:
        return _("Week {number}").format(number=epoch)
    end = time.localtime((epoch + 1) * week_seconds)
    return _("Week {number}, which ended {time}").format(
        number=epoch, time=time.strftime("%Y-%m-%d %H:%M:%S", end)
    )


def _detail(message: Message) -> Iterator[str]:
    yield f"  {message['words']} · {_state(message['state'])}"
    yield f"      {message['purpose']}"
    yield f"      {message['retention']}"


def _zeros(silent: Sequence[Message]) -> str:
    waiting = sum(message["state"] == "waiting" for message in silent)
    dropped = sum(message["state"] == "dropped" for message in silent)
    return ngettext(
        "and {count} zero: {sent} sent, {waiting} waiting, {dropped} dropped (--all shows it)",
        "and {count} zeros: {sent} sent, {waiting} waiting, {dropped} dropped (--all shows them)",
        len(silent),
    ).format(
        count=len(silent),
        sent=len(silent) - waiting - dropped,
        waiting=waiting,
        dropped=dropped,
    )


def _state(state: str) -> str:
    return {"waiting": _("waiting"), "sent": _("sent"), "dropped": _("dropped")}[state]


def _to_the_byte(messages: Iterable[Message]) -> Iterator[str]:
    for message in messages:
        yield f"# {message['words']} · {_state(message['state'])}"
        yield request_line(message["address"])
        yield from (f"{name}: {value}" for name, value in message["headers"].items())
        yield ""
        if message["sealed"]:
            yield message["sealed"]
            yield _("# the {count} bytes above, before sealing:").format(
                count=len(message["sealed"]) // 2
            )
            yield f"# {message['plain']}"
        else:
            yield message["plain"]
        yield ""
