"""plimsoll self-test: whether this installation is whole. Nothing is signed before it passes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import click

from agent.programs import is_frozen
from agent.words import gettext as _

#: Seconds for one of our programs to load its parts.
PATIENCE = 60

PROGRAMS = ("agent", "tray", "uplink", "host")

Check = Callable[[], bool]


@click.command(name="self-test", help=_("Check that this installation is whole."))
def command() -> None:
    """One JSON line for each part. Exit status: 0 it is whole, 1 it is not."""
    whole = True
    for part, check in _checks():
        problem = _problem(check)
        whole = whole and not problem
        click.echo(json.dumps({"part": part, "good": not problem, "problem": problem}))
    sys.exit(0 if whole else 1)


def _checks() -> Iterator[tuple[str, Check]]:
    yield "settings", _knows_its_settings
    yield "judge", _judges
    yield "tools", _knows_tools
    yield "keyring", _finds_a_keyring
    for name in PROGRAMS if is_frozen() else ():
        yield f"plimsoll-{name}", partial(_loads, name)


def _problem(check: Check) -> str:
    """Why a check failed; empty where it did not."""
    try:
        return "" if check() else _("it does not do what it should")
    except Exception as fault:  # noqa: BLE001 - whatever is wrong is what is asked for
        return f"{type(fault).__name__}: {fault}"


def _knows_its_settings() -> bool:
    from agent.setting import declared_settings

    return len(declared_settings()) > 0


def _judges() -> bool:
    """A mark, and a number whose check digits only a checker knows that is loaded by name."""
    from agent.events import PLAIN, Content, Destination, Level, ToolClass
    from agent.judge.judge import Judge
    from agent.rulebook import RULES, load_rulebook

    text = "CONFIDENTIAL\n\nPay to IBAN GB82 WEST 1234 5698 7654 32.\n"
    to = Destination("", ToolClass.PUBLIC)
    verdict = Judge(load_rulebook(RULES, None)).verdict(Content({PLAIN: text}), to)
    schemes = {finding.scheme for finding in verdict.findings}
    return verdict.level is Level.CONFIDENTIAL and len(schemes) == 2


def _knows_tools() -> bool:
    from agent.catalogue import load_catalogue

    return load_catalogue().by_process("claude") is not None


def _finds_a_keyring() -> bool:
    import keyring

    return keyring.get_keyring() is not None


def _loads(name: str) -> bool:
    this = Path(sys.executable)
    command = [str(this.with_name(f"plimsoll-{name}{this.suffix}")), "--self-test"]
    return subprocess.run(command, stdin=subprocess.DEVNULL, timeout=PATIENCE).returncode == 0
