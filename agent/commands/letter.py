"""plimsoll letter: write to the company, see what became of it, take back what has not left."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from agent.commands.asked import ask_agent
from agent.report.letter import LetterKind, text_bytes
from agent.words import gettext as _
from agent.words import ngettext


@click.group(name="letter", help=_("Write to the company: anonymously, or with your name."))
def command() -> None:
    """The text comes in on standard input: it stands in no list of commands."""


@command.command(name="write", help=_("Write a letter; its text is read from standard input."))
@click.argument("kind", type=click.Choice([str(kind) for kind in LetterKind]))
@click.option("--subject", default="", help=_("The tool, the use case, or the rule."))
@click.option("--name", default="", help=_("Sign it. Without, the letter is anonymous."))
@click.option("--yes", is_flag=True, help=_("Do not ask, whatever the judge finds."))
@click.pass_obj
def write(home: Path, kind: str, subject: str, name: str, yes: bool) -> None:
    """Exit status: 0 written, 1 not."""
    text = sys.stdin.read().strip()
    letter = {"kind": kind, "subject": subject, "name": name, "text": text}
    checked = ask_agent(home, "letter-check", **letter)
    _show(letter, checked)
    if checked["found"] and not yes and not _sure():
        click.echo(_("Nothing was written."), err=True)
        sys.exit(1)
    identity = ask_agent(home, "letter-write", **letter)["letter"]
    for one in ask_agent(home, "letters")["letters"]:
        if one["id"] == identity:
            click.echo("\n".join(_lines(one)))


@command.command(name="list", help=_("Your letters and reports, and what became of them."))
@click.option("--json", "as_json", is_flag=True, help=_("One JSON array for programs."))
@click.pass_obj
def list_letters(home: Path, as_json: bool) -> None:
    """Exit status: 0 shown, 1 the agent does not answer."""
    found = ask_agent(home, "letters")["letters"]
    if as_json:
        click.echo(json.dumps(found, indent=2))
        return
    if not found:
        click.echo(_("You have not written to the company."))
    for one in found:
        click.echo("\n".join(_lines(one)))


@command.command(name="withdraw", help=_("Take back a letter that waits, or forget an old one."))
@click.argument("id_", metavar="ID")
@click.pass_obj
def withdraw(home: Path, id_: str) -> None:
    """ID: its first digits, as `list` shows them."""
    found = ask_agent(home, "letters")["letters"]
    (identity,) = [one["id"] for one in found if one["id"].startswith(id_)][:1] or [id_]
    ask_agent(home, "letter-take-back", letter=identity)
    click.echo(_("It is gone."))


def _sure() -> bool:
    # Standard input was the text; the question goes to the terminal, where there is one.
    try:
        with Path("/dev/tty").open() as terminal:
            click.echo(_("Write it all the same? [y/N] "), err=True, nl=False)
            return terminal.readline().strip().lower() in ("y", "yes", "j", "ja")
    except OSError:
        return False


def _show(letter: Mapping[str, str], checked: Mapping[str, Any]) -> None:
    signed = _("Signed: {name}").format(name=letter["name"]) if letter["name"] else _("Anonymous")
    size = ngettext("{count} byte of 4096", "{count} bytes of 4096", checked["bytes"])
    click.echo(f"{signed} · {size.format(count=text_bytes(letter['text']))}")
    for why in checked["found"]:
        click.echo("! " + why)


def _lines(one: Mapping[str, Any]) -> list[str]:
    title = " · ".join(filter(None, (one["id"][:8], one["kind_words"], one["subject"])))
    signed = one["name"] or _("anonymous")
    leaves = " ".join(filter(None, (one["words"], one["leaves"])))
    lines = [title, f"    {signed} · {leaves}"]
    if one["answer"]:
        lines.append("    " + _("Answer: {text}").format(text=one["answer"]))
    return lines
