"""How well the judge tells marked texts from texts that only use the same words.

    python bench/markers.py [--corpora FOLDER] [--show]

Reads `markers/{positives,negatives,grammar_strings,vocabulary}.jsonl` and prints recall, precision,
false warnings on randomly drawn texts and the shares found of marking strings and, scheme by
scheme, of vocabulary.
Most positives are old archive pages, many of them scanned: no figure for a modern office.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from agent.events import PLAIN, Action, Content, Destination, Level, ToolClass, Verdict
from agent.judge.judge import Judge
from agent.rulebook import RulebookKeeper

TARGET = 0.96
GRADED = (
    *("deu", "fra", "gbr", "usa", "nato:classification", "euci", "de-vs:Einstufung"),
    *("fr-classif:classifiees", "fr-classif:non-classifiees", "dni-ism:nonic"),
)
#: Schemes whose marks say who may have a text rather than a grade: found, at any level.
NAMED = (
    *("tlp", "PAP", "pfc", "dni-ism:classification:us", "dni-ism:dissem", "dni-ism:scicontrols"),
    *("dni-ism:atomicenergymarkings", "fr-classif:special-france"),
)
#: Their levels that anybody may have, or that are no level.
OPEN = ("white", "clear", "libre", "green", "vert", "u", "unclear", "ex:chr")
#: What a vocabulary calls a level → the levels of ours that fit. A state's lowest grade that is not
#: public may be ours inside a company or for few.
_LOWEST = (Level.INTERNAL, Level.CONFIDENTIAL, Level.RESTRICTED)
_HIGH = (Level.CONFIDENTIAL, Level.RESTRICTED, Level.SECRET)
LEVELS = (
    dict.fromkeys(("UNCLASSIFIED", "OFFICIAL", "NON-PROTEGE"), (Level.PUBLIC,))
    | dict.fromkeys(("RESTRICTED", "R-UE/EU-R", "NR", "NU", "VS-NfD"), _LOWEST)
    | dict.fromkeys(("DIFFUSION_RESTREINTE", "DS", "XD", "ND", "NNPI"), _LOWEST)
    | dict.fromkeys(("SBU", "SBU-NF", "LES", "LES-NF", "SSI"), _LOWEST)
    | dict.fromkeys(("CONFIDENTIAL", "C-UE/EU-C", "NC", "NC-A", "VS-VERTRAULICH"), _HIGH)
    | dict.fromkeys(("SECRET", "TOP_SECRET", "TRES_SECRET", "STRENG GEHEIM"), (Level.SECRET,))
    | dict.fromkeys(("GEHEIM", "NS", "NS-A", "CTS", "CTS-A", "CTS-B"), (Level.SECRET,))
    | dict.fromkeys(("S-UE/EU-S", "TS-UE/EU-TS"), (Level.SECRET,))
)
PUBLIC_TOOL = Destination("a public AI tool", ToolClass.PUBLIC)


def main() -> int:
    arguments = read_arguments()
    folder = arguments.corpora / "markers"
    if not folder.is_dir():
        print(f"There are no texts in {folder}. Name their folder with --corpora.")
        return 0
    judge = Judge(RulebookKeeper().current)
    found = warned(judge, rows(folder / "positives.jsonl"), wanted=True, show=arguments.show)
    false = warned(judge, rows(folder / "negatives.jsonl"), wanted=False, show=arguments.show)
    hits, misses, alarms = found["yes"], found["no"], false["yes"]
    recall, precision = hits / (hits + misses), hits / max(hits + alarms, 1)
    print(f"recall     {recall:.3f}  (target {TARGET})  {hits} of {hits + misses}")
    print(f"precision  {precision:.3f}  (target {TARGET})  {alarms} false warnings")
    print(f"on randomly drawn texts: {false['random']} false warnings (target 0)")
    print_kinds("missed", found)
    print_kinds("false", false)
    print_strings(judge, folder / "grammar_strings.jsonl", arguments.show)
    print_vocabulary(judge, folder / "vocabulary.jsonl", arguments.show)
    return 0


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--show", action="store_true", help="print each text judged otherwise")
    return parser.parse_args()


def rows(file: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def verdict(judge: Judge, text: str) -> Verdict:
    return judge.verdict(Content({PLAIN: text}), PUBLIC_TOOL)


def warned(judge: Judge, texts: list[dict[str, str]], wanted: bool, show: bool) -> Counter[str]:
    """Count verdicts, and by kind those that are not the wanted ones."""
    counts: Counter[str] = Counter()
    for number, row in enumerate(texts):
        said = verdict(judge, row["text"])
        warns = said.action >= Action.WARN
        counts["yes" if warns else "no"] += 1
        if warns != wanted:
            counts["kind " + row["kind"]] += 1
            counts["random"] += row["sampling"] == "random"
            if show:
                show_text(number, row, said)
    return counts


def show_text(number: int, row: dict[str, str], said: Verdict) -> None:
    print(f"--- {number} {row['kind']} · {row['why']}")
    for finding in said.findings:
        line = row["text"][max(finding.start - 60, 0) : finding.end + 60]
        print("   ", finding.rule, finding.confidence, repr(line), finding.evidence)


def print_kinds(word: str, counts: Counter[str]) -> None:
    kinds = {kind[5:]: n for kind, n in counts.most_common() if kind.startswith("kind ")}
    print(f"{word}: " + (", ".join(f"{n} {kind}" for kind, n in kinds.items()) or "none"))


def print_strings(judge: Judge, file: Path, show: bool) -> None:
    """Single marking strings, valid and broken; those that stand for public are left out."""
    strings = [row for row in rows(file) if "OFFICIAL" not in public_part(row["text"])]
    wrapped = [
        f"({r['text']}) A sentence." if "portion" in r["form"] else r["text"] for r in strings
    ]
    missed = [text for text in wrapped if verdict(judge, text).action < Action.WARN]
    share = 1 - len(missed) / len(strings)
    print(f"marking strings found: {share:.3f} of {len(strings)}")
    if show:
        print("\n".join(f"    {text}" for text in missed))


def print_vocabulary(judge: Judge, file: Path, show: bool) -> None:
    """Marks of many schemes, each above a sentence: found, and at a level that fits its own.

    Left out are rows that name no mark (roles, notices, purposes), abbreviations of one or two
    letters, and levels that anybody may have where a scheme has no grades.
    """
    schemes: dict[str, dict[str, tuple[Level, ...]]] = {}
    for row in rows(file):
        if fits := fitting_levels(row):
            schemes.setdefault(row["scheme"], {})[mark_of(row)] = fits
    every = {mark for marks in schemes.values() for mark in marks}
    said = {mark: verdict(judge, f"{mark}\n\nThe boats lie at the quay.").level for mark in every}
    graded = {m: fits for name in GRADED for m, fits in schemes.get(name, {}).items()}
    print(f"vocabulary of grades found at a level that fits: {share_of(graded, said)}")
    for name, marks in schemes.items():
        missed = [mark for mark, fits in marks.items() if said[mark] not in fits]
        print(f"    {name:28} {share_of(marks, said)}" + (f"  {missed}" if show else ""))


def fitting_levels(row: dict[str, str]) -> tuple[Level, ...]:
    """The levels of ours that a row of the vocabulary may be found at; none: it is left out."""
    if row["scheme"] in NAMED and row["level"].lower() not in OPEN:
        return tuple(level for level in Level if level > Level.PUBLIC)
    graded = row["scheme"] in GRADED and len(row["mark"]) > 2
    return LEVELS.get(row["level"], ()) if graded else ()


def mark_of(row: dict[str, str]) -> str:
    """The mark alone, where a row explains it too: `(TLP:RED) For the eyes …`."""
    mark = row["mark"]
    return mark[1:].partition(")")[0] if mark.startswith("(") else mark


def share_of(marks: Mapping[str, tuple[Level, ...]], said: Mapping[str, Level]) -> str:
    held = sum(said[mark] in fits for mark, fits in marks.items())
    return f"{held / len(marks):.3f} of {len(marks)}"


def public_part(text: str) -> str:
    """`OFFICIAL` or `UNOFFICIAL` where the string's level is one of these; else nothing."""
    level = text.rpartition("SEC=")[2].strip("]")
    return level if level in ("OFFICIAL", "UNOFFICIAL") else ""


if __name__ == "__main__":
    sys.exit(main())
