"""Tools with what the company decided about them, for commands that need no running agent."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from agent.approval.approvals import Approvals
from agent.approval.decision import decisions_in
from agent.catalogue import Catalogue, CatalogueError, load_catalogue
from agent.events import Destination
from agent.rule_file import RuleError
from agent.rulebook import RULES, read_policy
from agent.settings import load_settings
from agent.warn.standing import standing_words


class DecidedTools:
    """The catalogue, this machine's settings and the company's decisions of today."""

    def __init__(self, home: Path) -> None:
        """What of them cannot be used is named on stderr and has no effect."""
        self.catalogue = catalogue()
        settings = load_settings(home)
        try:
            self.catalogue = self.catalogue.with_classes(settings.tool_classes)
        except ValueError as fault:
            click.echo(str(fault), err=True)
        company = [Path(settings.rules_folder)] if settings.rules_folder else []
        try:
            decisions = decisions_in([RULES, *company])
            self._policy = read_policy([RULES, *company])
        except RuleError as error:
            click.echo(str(error), err=True)
            decisions, self._policy = (), read_policy([RULES])
        group, classed = settings.group, settings.tool_classes
        self._approvals = Approvals(self.catalogue, decisions, group, date.today, classed)

    def destination(self, tool_id: str) -> Destination:
        return self._approvals.applied(self.catalogue.destination(tool=tool_id))

    def standing(self, tool_id: str) -> str:
        """In words, such as “public · not reviewed”."""
        here = self.destination(tool_id)
        return standing_words(here, self._policy.highest(here.tool_class))


def catalogue() -> Catalogue:
    """The catalogue, or an end with the reason why there is none."""
    try:
        return load_catalogue()
    except CatalogueError as fault:
        raise click.ClickException(str(fault)) from None
