"""plimsoll tools: the AI tools seen on this machine now, and whether a given thing is one."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import IO

import click

from agent.catalogue import Catalogue, CatalogueError, Tool, load_catalogue
from agent.catalogue.matching import Unreadable, match
from agent.words import gettext as _


@click.group(name="tools", invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help=_("For programs to read."))
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """The AI tools seen on this machine now: running programs and installed commands."""
    if ctx.invoked_subcommand is None:
        # Here, because `tools match` need not wait for what reads processes.
        from agent.sense.tools.inventory import seen_now

        seen = seen_now(_catalogue())
        if as_json:
            click.echo(json.dumps([one.document() for one in seen], ensure_ascii=False))
        else:
            _print_table([(one.tool, one.where, one.sign) for one in seen])


@command.command(name="match")
@click.option("--jsonl", is_flag=True, required=True, help=_("One JSON object a line."))
@click.argument("file", type=click.File("rb"), default="-")
def match_lines(jsonl: bool, file: IO[bytes]) -> None:
    """Say of each {"kind", "value"} line which AI tool it is.

    Kinds: host, url, process, extension (with "store"), path, port, package.
    """
    catalogue = _catalogue()
    broken = False
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        try:
            answer = match(catalogue, line)
        except Unreadable as fault:
            broken = True
            click.echo(_("line {number}: {fault}").format(number=number, fault=fault), err=True)
        else:
            click.echo(json.dumps(answer))
    if broken:
        sys.exit(1)


def _catalogue() -> Catalogue:
    try:
        return load_catalogue()
    except CatalogueError as fault:
        raise click.ClickException(str(fault)) from None


def _print_table(rows: Iterable[tuple[Tool, str, str]]) -> None:
    cells = [(tool.name, tool.tool_class.value, where, sign) for tool, where, sign in rows]
    if not cells:
        click.echo(_("No AI tool was seen on this machine."))
        return
    cells.insert(0, (_("Tool"), _("Class"), _("Where"), _("Seen as")))
    widths = [max(len(row[at]) for row in cells) for at in range(3)]
    for row in cells:
        click.echo(
            "  ".join(cell.ljust(width) for cell, width in zip(row, [*widths, 0], strict=True))
        )
