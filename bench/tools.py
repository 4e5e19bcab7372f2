"""How well the catalogue knows open lists of AI tools, and that it leaves the rest alone.

    python -m bench.tools [--catalogue FOLDER] [--missed]

Recall counts the rows labelled `ai`, with and without those we dispute; each row of the negative
lists and of the hosts that lists carry wrongly must be nothing. Exit status 1 where a negative was
taken for a tool.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
import timeit
from collections.abc import Iterator
from pathlib import Path

from agent.catalogue import Catalogue, Tool, load_catalogue
from agent.catalogue.likely import likely_host, likely_name

Row = dict[str, str]

#: Rows of the lists that we leave unknown on purpose, and why. They count as neither known nor
#: missed in the last column.
DISPUTED = {
    ("extensions", "bnmojkbbkkonlmlfgejehefjldooied"): "31 letters; the id with 32 is known",
    ("extensions", "Microsoft-Copilot"): "no id of an extension: those have 32 letters",
    ("paths", "~/.vscode"): "VS Code, not AI without an extension",
    ("paths", "~/.config/Code"): "VS Code, not AI without an extension",
    ("paths", "~/AppData/Roaming/Code"): "VS Code, not AI without an extension",
    ("paths", "~/.config/Code/User/settings.json"): "VS Code's settings of everything",
    ("paths", "~/AppData/Roaming/Code/User/settings.json"): "VS Code's settings of everything",
    (
        "paths",
        "~/Library/Application Support/Code/User/settings.json",
    ): "VS Code's settings of everything",
    ("processes", ".gguf"): "a kind of file, no program",
    ("processes", ".ggml"): "a kind of file, no program",
    ("processes", "q"): "one letter is no name: it counts with its package or folder",
    ("processes", "node-llama-cpp"): "a library, known as a package, and no program",
    ("domains", "repl.co"): "where people's own programs were served, not the assistant",
    ("domains", "default.exp-tas.com"): "Microsoft's switchboard of experiments, in all of VS Code",
    ("domains", "substrate.office.com"): "carries all of Microsoft 365",
    ("domains", "api.atlassian.com"): "carries all of Atlassian",
}


def main() -> int:
    arguments = _arguments()
    folder: Path = arguments.catalogue
    if not folder.is_dir():
        print(f"There are no lists to measure with at {folder}: give --catalogue.")
        return 2
    catalogue = load_catalogue()
    print(f"{len(catalogue.tools)} tools")
    missed = _recall(catalogue, folder)
    print(
        "\nLeft unknown on purpose:",
        *(f"{value}: {why}" for (_kind, value), why in DISPUTED.items()),
        sep="\n  ",
    )
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
    print(f"\n{'kind':<12}{'known':>8}{'rows':>8}{'recall':>9}{'left out':>10}{'without':>9}")
    missed = []
    for kind in ("domains", "processes", "extensions", "paths"):
        rows = [row for row in _rows(folder / f"{kind}.tsv") if row["label"] == "ai"]
        unknown = [row for row in rows if _find(catalogue, kind, row) is None]
        disputed = [row for row in unknown if (kind, _value(kind, row)) in DISPUTED]
        known, count = len(rows) - len(unknown), len(rows)
        raw, fair = known / max(1, count), known / max(1, count - len(disputed))
        print(f"{kind:<12}{known:>8}{count:>8}{raw:>9.3f}{len(disputed):>10}{fair:>9.3f}")
        unknown = [row for row in unknown if row not in disputed]
        missed += [f"{kind}: {next(iter(row.values()))} ({row['tool']})" for row in unknown]
    return missed


def _value(kind: str, row: Row) -> str:
    return row["id"] if kind == "extensions" else next(iter(row.values()))


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
    proposed = [name for name in hosts if likely_host(name)]
    proposed += [name for name in programs if likely_name(name)]
    print(f"\nNegatives that would be proposed: {len(proposed)}", *proposed, sep="\n  ")
    found = [(host, catalogue.by_host(host)) for host in hosts]
    found += [(program, catalogue.by_command_line(program)) for program in programs]
    return [f"{name} as {tool.id}" for name, tool in found if tool is not None]


def _speed(catalogue: Catalogue) -> None:
    runs = 20_000
    for what, host in (("known", "chatgpt.com"), ("unknown", "www.a.example.com")):
        seconds = min(
            timeit.repeat(
                lambda host=host: catalogue.by_host(host),
                timer=time.process_time,
                number=runs,
                repeat=5,
            )
        )
        print(f"look-up of a host, {what}: {seconds / runs * 1e6:.2f} µs (limit 2)")
    load = min(timeit.repeat(load_catalogue, timer=time.process_time, number=1, repeat=15))
    print(f"loading the catalogue: {load * 1e3:.1f} ms of the processor (limit 30)")


def _rows(file: Path) -> Iterator[Row]:
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t")


if __name__ == "__main__":
    sys.exit(main())
