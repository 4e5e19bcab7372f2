"""Guarantee P6: can a hidden number be worked out, across groups, weeks, months and a quarter?

    python -m bench.derivable [--companies 1000] [--first 0]

Each synthetic company, of 40 to 900 devices in one to six groups, publishes a quarter as the
collector does. Then somebody who knows all that is shown, how everything is tied together, and
that every device reported each time, looks for each small number: are ten values of it possible, or
all that its word leaves? Another value counts as possible where a whole other world is found that
would have published the same. Exit status 1 where a number is given away.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import click

from central.calendar import Calendar
from central.registry import load_registry
from tests.central.concealing.trying import Tried, tried


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--companies", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0, help="the number that draws the first one")
    asked = parser.parse_args()
    registry, calendar = load_registry(), Calendar()
    found: list[Tried] = []
    with tempfile.TemporaryDirectory() as folder:
        seeds = range(asked.first, asked.first + asked.companies)
        with click.progressbar(seeds, label="companies", file=sys.stderr) as shown:
            found += [tried(Path(folder) / str(seed), registry, calendar, seed) for seed in shown]
    given_away = sum(one.given_away for one in found)
    small, shown_numbers = sum(one.small for one in found), sum(one.shown for one in found)
    beside = sum(one.beside for one in found)
    click.echo(f"companies             {len(found):>9,}")
    click.echo(f"numbers shown         {shown_numbers:>9,}")
    click.echo(f"hidden, as too small  {small:>9,}")
    click.echo(f"hidden for these      {beside:>9,}  ({beside / (shown_numbers + beside):.2%})")
    click.echo(f"given away            {given_away:>9,}  (limit 0)")
    return int(given_away > 0)


if __name__ == "__main__":
    sys.exit(main())
