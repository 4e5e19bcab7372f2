"""plimsoll tools: the AI tools seen on this machine now, and whether a given thing is one."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import IO, Any

import click

from agent.catalogue.matching import Unreadable, match
from agent.commands.decided import DecidedTools, catalogue
from agent.words import gettext as _


@click.group(name="tools", invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help=_("For programs to read."))
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """The AI tools seen on this machine now: what runs, what is set up, and by which sign."""
    if ctx.invoked_subcommand is None:
        # Here, because `tools match` need not wait for what reads processes.
        from agent.sense.tools.inventory import seen_now

        tools = DecidedTools(ctx.obj)
        found = seen_now(tools.catalogue, progress=_progress)
        _clear_progress()
        documents = [_decided(one.document(), tools) for one in found]
        if as_json:
            click.echo(json.dumps(documents))
        else:
            _print_table(documents)


@command.command(name="match")
@click.option("--jsonl", is_flag=True, required=True, help=_("One JSON object a line."))
@click.argument("file", type=click.File("rb"), default="-")
def match_lines(jsonl: bool, file: IO[bytes]) -> None:
    """Say of each {"kind", "value"} line which AI tool it is.

    Kinds: host, url, process, extension (with "store"), path, port, package.
    """
    known = catalogue()
    broken = False
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        try:
            answer = match(known, line)
        except Unreadable as fault:
            broken = True
            click.echo(_("line {number}: {fault}").format(number=number, fault=fault), err=True)
        else:
            click.echo(json.dumps(answer))
    if broken:
        sys.exit(1)


def _decided(document: dict[str, Any], tools: DecidedTools) -> dict[str, Any]:
    """With the class and the words of what the company decided."""
    tool = document["tool"]
    if tool is None:
        return {**document, "standing": ""}
    here = tools.destination(tool).tool_class.value
    return {**document, "class": here, "standing": tools.standing(tool)}


def _progress(place: str) -> None:
    """One line that is written over, for a person who waits; a file gets none."""
    if sys.stderr.isatty():
        words = _("Looking at {place} …").format(place=place)
        click.echo(f"\r{words:<60}", err=True, nl=False)


def _clear_progress() -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{'':<60}\r", err=True, nl=False)


def _print_table(documents: Sequence[dict[str, Any]]) -> None:
    rows = [_row(document) for document in documents]
    if not rows:
        click.echo(_("No AI tool was seen on this machine."))
        return
    rows.insert(0, (_("Tool"), _("Standing"), _("Where"), _("Seen as")))
    widths = [max(len(row[at]) for row in rows) for at in range(3)]
    for row in rows:
        click.echo(
            "  ".join(cell.ljust(width) for cell, width in zip(row, [*widths, 0], strict=True))
        )


def _row(document: dict[str, Any]) -> tuple[str, str, str, str]:
    sign = document["sign"]
    if document.get("readable_key"):
        sign = _("{sign} (an access key stands readable in its settings)").format(sign=sign)
    if document["proposal"]:
        sign = _("{sign} (perhaps an AI tool: {reason})").format(
            sign=sign, reason=document["proposal"]
        )
    return document["name"], document["standing"] or document["class"], document["where"], sign
