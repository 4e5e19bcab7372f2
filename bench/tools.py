"""How well the catalogue knows open lists of AI tools, and that it leaves the rest alone.

    python -m bench.tools [--catalogue FOLDER] [--missed]

Recall counts the rows labelled `ai`; each row of the negative lists and of the hosts that lists
carry wrongly must be nothing. Exit status 1 where a negative was taken for a tool.
"""

from __future__ import annotations

import argparse
import csv
import sys
import timeit
from collections.abc import Iterator
from pathlib import Path

from agent.catalogue import Catalogue, Tool, load_catalogue

Row = dict[str, str]


def main() -> int:
    arguments = _arguments()
    folder: Path = arguments.catalogue
    if not folder.is_dir():
        print(f"There are no lists to measure with at {folder}: give --catalogue.")
        return 2
    catalogue = load_catalogue()
    print(f"{len(catalogue.tools)} tools")
    missed = _recall(catalogue, folder)
    if arguments.missed:
        print("\nNot known:", *missed, sep="\n  ")
    false = _false(catalogue, folder)
    print(f"\nTaken wrongly for a tool: {len(false)} (limit 0)", *false, sep="\n  ")
    _speed(catalogue)
    return 1 if false else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--catalogue", type=Path, default=Path("../shared/catalogue"))
    parser.add_argument("--missed", action="store_true", help="list what is not known")
    return parser.parse_args()


def _recall(catalogue: Catalogue, folder: Path) -> list[str]:
    print(f"\n{'kind':<12}{'known':>8}{'rows':>8}{'recall':>9}   (target 0.95)")
    missed = []
    for kind in ("domains", "processes", "extensions", "paths"):
        rows = [row for row in _rows(folder / f"{kind}.tsv") if row["label"] == "ai"]
        unknown = [row for row in rows if _find(catalogue, kind, row) is None]
        known = len(rows) - len(unknown)
        print(f"{kind:<12}{known:>8}{len(rows):>8}{known / max(1, len(rows)):>9.3f}")
        missed += [f"{kind}: {next(iter(row.values()))} ({row['tool']})" for row in unknown]
    return missed


def _find(catalogue: Catalogue, kind: str, row: Row) -> Tool | None:
    if kind == "domains":
        return catalogue.by_host(row["host"], row["path"])
    if kind == "processes":
        return catalogue.by_command_line(row["name"])
    if kind == "extensions":
        return catalogue.by_extension(row["kind"], row["id"])
    return catalogue.by_path(row["path"])


def _false(catalogue: Catalogue, folder: Path) -> list[str]:
    hosts = [row["domain"] for row in _rows(folder / "negatives_domains.tsv")]
    hosts += [row["host"] for row in _rows(folder / "noise_hosts.tsv")]
    programs = [row["name"] for row in _rows(folder / "negatives_processes.tsv")]
    found = [(host, catalogue.by_host(host)) for host in hosts]
    found += [(program, catalogue.by_command_line(program)) for program in programs]
    return [f"{name} as {tool.id}" for name, tool in found if tool is not None]


def _speed(catalogue: Catalogue) -> None:
    runs = 20_000
    for what, host in (("known", "chatgpt.com"), ("unknown", "www.a.example.com")):
        seconds = min(
            timeit.repeat(lambda host=host: catalogue.by_host(host), number=runs, repeat=5)
        )
        print(f"look-up of a host, {what}: {seconds / runs * 1e6:.2f} µs (limit 2)")
    load = min(timeit.repeat(load_catalogue, number=1, repeat=7))
    print(f"loading the catalogue: {load * 1e3:.1f} ms (limit 30)")


def _rows(file: Path) -> Iterator[Row]:
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t")


if __name__ == "__main__":
    sys.exit(main())
