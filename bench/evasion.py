"""How many marked texts still warn when they are damaged or disguised.

    python -m bench.evasion [--corpora FOLDER] [--show NAME]

Each disguise of `bench/disguise.py` is put on each text that warns undisguised, and the share that
still warns is printed. Most of these texts are old archive pages: see `bench/markers.py`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from agent.events import PLAIN, Action, Content, Destination, ToolClass
from agent.judge.judge import Judge
from agent.rulebook import RulebookKeeper
from bench.disguise import DISGUISES
from bench.markers import rows

TARGET = 0.95
#: Damage, not disguise: letters are really lost.
TARGET_SCANNED = 0.85
PUBLIC_TOOL = Destination("a public AI tool", ToolClass.PUBLIC)


def main() -> int:
    arguments = read_arguments()
    file = arguments.corpora / "markers" / "positives.jsonl"
    if not file.is_file():
        print(f"There are no texts in {file.parent}. Name their folder with --corpora.")
        return 0
    judge = Judge(RulebookKeeper().current)
    texts = [row["text"] for row in rows(file) if warns(judge, row["text"])]
    print(f"{len(texts)} texts warn undisguised")
    for name, disguise in DISGUISES.items():
        missed = [text for text in texts if not warns(judge, disguise(text))]
        target = TARGET_SCANNED if name == "misread" else TARGET
        print(f"{name:22} {1 - len(missed) / len(texts):.3f}  (target {target})")
        if arguments.show == name:
            for text in missed:
                print("---", repr(disguise(text)[:600]))
    return 0


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--show", default="", help="print the texts one disguise gets through")
    return parser.parse_args()


def warns(judge: Judge, text: str) -> bool:
    return judge.verdict(Content({PLAIN: text}), PUBLIC_TOOL).action >= Action.WARN


if __name__ == "__main__":
    sys.exit(main())
