"""The judge beside its peers, on the same texts in one run: what each finds, and how fast.

    python -m bench.peers --install           once: the peers, into build/peers
    python -m bench.peers [--corpora FOLDER]

Peers are Presidio, detect-secrets and DataFog, each in an environment of its own, and the keyword
list that many filters are. They were made for personal data and secrets: marks are not their trade,
and a share of zero there says so, not that they are bad. The examples of secrets and of personal
data are those of our own rules, which favours us; ordinary text is this machine's manuals.
Times are of the processor alone, medians in one run.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from agent.events import PLAIN, Content
from agent.judge.judge import Judge
from agent.judge.sensitive.rule import PERSONAL, SECRETS
from agent.rulebook import RulebookKeeper
from bench.judge_speed import PLAIN_WORDS, of_size
from bench.markers import rows
from bench.sensitive import FOLDERS, texts

HERE = Path(__file__).parent
PLACE = HERE.parent / "build" / "peers"
NAMES = ("presidio", "detect-secrets", "datafog")
KEYWORDS = re.compile(
    r"(?i)\b(?:confidential|secret|restricted|internal use|classified|password|api[ _-]?key|"
    r"token|iban|passport|ssn|vertraulich|geheim|confidentiel)\b"
)
#: Characters of ordinary text.
ORDINARY = 400_000


class Scanner(Protocol):
    """Counts findings in a text; the time is in milliseconds."""

    def __call__(self, text: str, times: int = 1) -> tuple[int, float]: ...


@dataclass(frozen=True, slots=True)
class Contestant:
    """Who is measured, and what of it runs."""

    name: str
    runs: str
    scan: Scanner


@dataclass(frozen=True, slots=True)
class Row:
    """What to measure: texts in which something is to be found, or nothing is."""

    words: str
    texts: Sequence[str]


def main() -> int:
    arguments = parsed()
    if arguments.install:
        return install()
    contestants = [ours(), keyword_list(), *(c for name in NAMES if (c := peer(name)))]
    for each in contestants:
        print(f"{each.name}: {each.runs}")
    print("\n" + " | ".join(["what", *(each.name for each in contestants)]))
    for row in all_rows(arguments.corpora):
        shares = (share(each.scan, row.texts) for each in contestants)
        print(" | ".join([f"{row.words} ({len(row.texts)})", *shares]))
    ordinary = [text for folder in FOLDERS for _file, text in texts(folder, ORDINARY // 4)]
    size = sum(map(len, ordinary)) / 1e6
    counts = (sum(each.scan(text)[0] for text in ordinary) / size for each in contestants)
    print(
        " | ".join([f"findings in 1 MB of ordinary text ({size:.1f} MB read)", *map(plain, counts)])
    )
    for words, size_, times in (("1 KB", 1000, 51), ("100 KB", 100_000, 5)):
        text = of_size(PLAIN_WORDS, size_)
        spent = (each.scan(text, times)[1] for each in contestants)
        print(" | ".join([f"{words} with nothing in it, ms", *(f"{ms:.3f}" for ms in spent)]))
    return 0


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--install", action="store_true", help="install the peers and end")
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    return parser.parse_args()


def install() -> int:
    """The peers into an environment of their own: nothing of ours needs them."""
    venv.create(PLACE, with_pip=True, clear=True)
    command = [str(PLACE / "bin" / "pip"), "install", "--require-hashes", "-r"]
    return subprocess.run([*command, str(HERE / "peers.txt")], check=False).returncode


def all_rows(corpora: Path) -> list[Row]:
    found, ignored = examples()
    listed = [Row(f"{scheme}, own examples: found", found[scheme]) for scheme in found]
    listed += [
        Row(f"{scheme}, own look-alikes: taken for one", ignored[scheme]) for scheme in found
    ]
    folder = corpora / "markers"
    if not folder.is_dir():
        print(f"There are no marked texts in {folder}. Name their folder with --corpora.")
        return listed
    positives = [row["text"] for row in rows(folder / "positives.jsonl")]
    negatives = [row["text"] for row in rows(folder / "negatives.jsonl")]
    marked = [Row("marked texts: found", positives)]
    return [*marked, Row("look-alikes of marks: taken for one", negatives), *listed]


def examples() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    rules = RulebookKeeper().current.sensitive
    schemes = (SECRETS, PERSONAL)
    return (
        {s: [t for rule in rules if rule.scheme == s for t in rule.matches] for s in schemes},
        {s: [t for rule in rules if rule.scheme == s for t in rule.ignores] for s in schemes},
    )


def share(scan: Scanner, listed: Sequence[str]) -> str:
    return f"{sum(scan(text)[0] > 0 for text in listed) / len(listed):.2f}"


def plain(number: float) -> str:
    return f"{number:.1f}"


def ours() -> Contestant:
    judge = Judge(RulebookKeeper().current)
    judge.warm()
    find = lambda text: judge.findings(Content({PLAIN: text}))  # noqa: E731
    return Contestant("Plimsoll", "all rules", timed(find))


def keyword_list() -> Contestant:
    return Contestant("keyword list", "15 words, any case", timed(KEYWORDS.findall))


def timed(find: Callable[[str], Sequence[object]]) -> Scanner:
    def scan(text: str, times: int = 1) -> tuple[int, float]:
        spent, found = [], 0
        for _ in range(times):
            start = time.process_time()
            found = len(find(text))
            spent.append((time.process_time() - start) * 1e3)
        return found, statistics.median(spent)

    return scan


def peer(name: str) -> Contestant | None:
    """None where it is not installed or does not start, and it says so."""
    python = PLACE / "bin" / "python"
    if not python.is_file():
        print(f"{name} is not installed: python -m bench.peers --install")
        return None
    process = subprocess.Popen(
        [str(python), str(HERE / "peer.py"), name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    if process.stdin is None or process.stdout is None:
        return None
    asked, answers = process.stdin, process.stdout
    first = answers.readline()
    if not first:
        print(f"{name} does not start: python -m bench.peers --install")
        return None

    def scan(text: str, times: int = 1) -> tuple[int, float]:
        asked.write(json.dumps({"text": text, "times": times}) + "\n")
        asked.flush()
        answer = json.loads(answers.readline())
        return answer["found"], answer["ms"]

    return Contestant(name, json.loads(first)["runs"], scan)


if __name__ == "__main__":
    sys.exit(main())
