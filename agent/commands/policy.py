"""plimsoll policy: every setting on this machine, its value, and who set it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from agent.setting_words import setting_rows
from agent.settings import load_settings
from agent.words import gettext as _


@click.command(name="policy", help=_("Show each setting, its value and who set it."))
@click.option("--json", "as_json", is_flag=True, help=_("One JSON object for programs."))
@click.pass_obj
def command(home: Path, as_json: bool) -> None:
    """Exit status: 0 everything that is set can be used, 3 something cannot."""
    settings = load_settings(home)
    rows = setting_rows(settings)
    if as_json:
        report = {"settings": rows, "problems": settings.problems}
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        width = max(len(row["key"]) for row in rows)
        for row in rows:
            click.echo(f"{row['key']:<{width}}  {row['words']:<24}  {row['value']}".rstrip())
        for problem in settings.problems:
            click.echo(f"! {problem}")
    sys.exit(3 if settings.problems else 0)
