"""Rules on trial: everybody can read them in the tray, and they warn about nothing.

trial/trial.toml        until = 2027-01-31
trial/markers/*.toml    marks, as anywhere
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from agent.judge.rule import Rule
from agent.rule_file import read_table
from agent.words import gettext as _

#: Days that a trial may last, counted from any day on which it is read.
LONGEST = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Trial:
    """The rules, and their last day; none where nothing is on trial today."""

    rules: tuple[Rule, ...] = ()
    until: date | None = None


NO_TRIAL = Trial()


def read_trial(
    folder: Path | None, read: Callable[[Path, bool], Iterator[Rule]], today: date
) -> Trial:
    """The trial of a release. A trial that is over has no rules. Raises RuleError."""
    file = folder / "trial" / "trial.toml" if folder else None
    if file is None or not file.is_file():
        return NO_TRIAL
    table = read_table(file)
    table.only("until")
    until = table.day("until")
    if until - today > LONGEST:
        raise table.wrong("until", _("a trial lasts 30 days at most."))
    if until < today:
        return NO_TRIAL
    files = sorted((file.parent / "markers").glob("*.toml"))
    return Trial(tuple(rule for one in files for rule in read(one, False)), until)
