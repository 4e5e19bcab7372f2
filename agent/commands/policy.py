"""plimsoll policy: every setting on this machine, its value, and who set it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from agent.report.enrolment import EnrolmentError, parse_enrolment
from agent.setting_words import setting_rows
from agent.settings import Settings, load_settings
from agent.words import gettext as _


@click.command(name="policy", help=_("Show each setting, its value and who set it."))
@click.option("--json", "as_json", is_flag=True, help=_("One JSON object for programs."))
@click.pass_obj
def command(home: Path, as_json: bool) -> None:
    """Exit status: 0 everything that is set can be used, 3 something cannot."""
    settings = load_settings(home)
    rows, problems = setting_rows(settings), [*settings.problems, *_enrolment_problem(settings)]
    if as_json:
        report = {"settings": rows, "problems": problems}
        click.echo(json.dumps(report, indent=2))
    else:
        width = max(len(row["key"]) for row in rows)
        for row in rows:
            click.echo(f"{row['key']:<{width}}  {row['words']:<24}  {row['value']}".rstrip())
        for problem in problems:
            click.echo(f"! {problem}")
    sys.exit(3 if problems else 0)


def _enrolment_problem(settings: Settings) -> list[str]:
    """A string that was cut off on its way is found here, not when a device stays silent."""
    try:
        if settings.enrolment:
            parse_enrolment(settings.enrolment)
    except EnrolmentError as fault:
        return [str(fault)]
    return []
