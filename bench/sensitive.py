"""How often ordinary text is taken for a secret or personal data, and how long that takes.

    python -m bench.sensitive [--megabytes 10] [--show]

Reads what this machine has: manuals, changelogs and copyright notes (/usr/share/doc), the Python
library and the packages of this environment. Each folder gives an equal share, files in an order
that their hashed names give. Left out, and said so: packages about such numbers and secrets, whose
own texts are full of examples. Nothing here was written by us, and nothing says that each finding
is false: changelogs hold lists of addresses, and tests hold real private keys.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import statistics
import sys
import sysconfig
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from agent.events import PLAIN, Content, Finding
from agent.judge.judge import Judge
from agent.judge.sensitive.rule import SCHEMES
from agent.rulebook import RulebookKeeper

FOLDERS = (
    Path("/usr/share/doc"),
    Path(sysconfig.get_path("stdlib")),
    Path("/usr/lib/python3"),
    Path(sysconfig.get_path("purelib")),
)
#: They carry valid numbers and keys as examples by trade.
LEFT_OUT = ("stdnum", "phonenumbers", "faker", "detect_secrets", "presidio", "datafog")
SUFFIXES = frozenset(
    {"", ".gz", ".txt", ".md", ".rst", ".html", ".py", ".pyi", ".js", ".json", ".c", ".h", ".toml"}
)
LARGEST_FILE = 200_000
#: What one warning would be about: a file is cut into pastes of this many characters.
PASTE = 20_000


@dataclass(slots=True)
class Tally:
    """What was read and what was found in it."""

    size: int = 0
    files: int = 0
    pastes: int = 0
    warned: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    per_kilobyte: list[float] = field(default_factory=list)


def main() -> int:
    arguments = parsed()
    judge = Judge(RulebookKeeper().current)
    share = int(arguments.megabytes * 1e6 / len(FOLDERS))
    total = Tally()
    for folder in FOLDERS:
        here = Tally()
        for file, text in texts(folder, share):
            measure(judge, file, text, here, arguments.show)
        report(str(folder), here)
        add(total, here)
    report("all", total)
    for rule, count in total.rules.most_common():
        print(f"    {count:5}  {rule}")
    print(f"left out: {', '.join(LEFT_OUT)}; files over {LARGEST_FILE:,} bytes are read in part")
    return 0


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=float, default=10.0)
    parser.add_argument("--show", action="store_true", help="print what was found, and where")
    return parser.parse_args()


def texts(folder: Path, share: int) -> Iterator[tuple[Path, str]]:
    """Texts below `folder`, mixed, until their characters reach `share`."""
    files = [f for f in folder.rglob("*") if f.suffix in SUFFIXES and not left_out(f)]
    for file in sorted(files, key=mixed):
        text = read(file)
        if text:
            yield file, text
            share -= len(text)
        if share <= 0:
            return


def mixed(file: Path) -> bytes:
    """A place in the order that has nothing to do with the name, and is the same each time."""
    return hashlib.blake2b(str(file).encode("utf-8", "replace"), digest_size=8).digest()


def left_out(file: Path) -> bool:
    return any(name in part.lower() for part in file.parts for name in LEFT_OUT)


def read(file: Path) -> str:
    """The file's text, or nothing where it is none."""
    try:
        with gzip.open(file) if file.suffix == ".gz" else file.open("rb") as stream:
            data = stream.read(LARGEST_FILE)
    except (OSError, EOFError):
        return ""
    return "" if b"\0" in data else data.decode("utf-8", "replace")


def measure(judge: Judge, file: Path, text: str, tally: Tally, show: bool) -> None:
    tally.files += 1
    tally.size += len(text)
    for at in range(0, len(text), PASTE):
        piece = text[at : at + PASTE]
        start = time.perf_counter()
        found = judge.findings(Content({PLAIN: piece}))
        tally.per_kilobyte.append((time.perf_counter() - start) * 1e9 / max(len(piece), 1000))
        sensitive = [finding for finding in found if finding.scheme in SCHEMES]
        tally.pastes += 1
        tally.warned += bool(sensitive)
        tally.rules.update(finding.rule for finding in sensitive)
        if show:
            print_found(file, piece, sensitive)


def print_found(file: Path, piece: str, found: list[Finding]) -> None:
    for finding in found:
        line = piece[max(0, finding.start - 50) : finding.end + 20]
        print(f"{finding.rule}  {file}\n    {line[:200]!r}")


def report(name: str, tally: Tally) -> None:
    findings = sum(tally.rules.values())
    megabytes = tally.size / 1e6
    if not megabytes:
        print(f"{name}: nothing to read here")
        return
    print(
        f"{name}: {megabytes:.2f} MB in {tally.files} files; {findings} findings, "
        f"{findings / megabytes:.2f} per MB; {tally.warned} of {tally.pastes} pastes warned; "
        f"median {statistics.median(tally.per_kilobyte):.1f} µs per KB, marks included"
    )


def add(total: Tally, part: Tally) -> None:
    total.size += part.size
    total.files += part.files
    total.pastes += part.pastes
    total.warned += part.warned
    total.rules += part.rules
    total.per_kilobyte += part.per_kilobyte


if __name__ == "__main__":
    sys.exit(main())
