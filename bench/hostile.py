"""Texts made to keep the judge busy: what each costs, beside the limit of 50 ms per 100 KB.

    python -m bench.hostile [--seconds N]

Besides the texts written by hand, random mixtures of their pieces are judged for `--seconds`, and
the slowest is printed. The judge must end in time; what it finds in them does not matter. Times are
of this thread on the processor, warm. Other work on the same core stretches them, so the limit is
held against the quickest of seven, and the median is printed beside it.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from dataclasses import dataclass

from agent.events import HTML, PLAIN, Content, Destination, ToolClass
from agent.judge.judge import RTF, Judge
from agent.judge.redact import redact_cleanly
from agent.rulebook import RulebookKeeper

#: Characters of each text, and the milliseconds that judging it may cost.
SIZE, LIMIT = 100_000, 50.0
PUBLIC_TOOL = Destination("a public AI tool", ToolClass.PUBLIC)
FLAVOUR = {"tags": HTML, "open tags": HTML, "attributes": HTML, "comments": HTML, "groups": RTF}
#: Name of a trick → what is repeated.
PIECES = {
    "marks": "SECRET ",
    "marks on lines": "SECRET\n",
    "banners": "TOP SECRET//SI/TK//NOFORN\n",
    "fields": "Classification: Confidential\n",
    "broken fields": "Classification: " * 3 + "\n",
    "mentions": "We keep confidential things secret and share them inside (S) an internal group.\n",
    "portions": "(S) (C) (TS) ",
    "levels": "public, internal, confidential, restricted, secret; ",
    "boxes": "[x] Internal [ ] Confidential ☒ Restricted\n",
    "zero width": "a\u200b",
    "zero width in marks": "S\u200bE\u200bC\u200bR\u200bE\u200bT\n",
    "spaced capitals": "S E C R E T\n",
    "spaced letters": "s e c r e t   ",
    "one spaced run": "A ",
    "broken words": "CONFI-\nDENTIAL\n",
    "composed": "e\u0301\u0323\u0300 ",
    "composed marks": "Se\u0301CRET SECRET\n",
    "only combining": "\u0301",
    "full width": "ＳＥＣＲＥＴ\n",
    "look-alikes": "ЅЕСRЕТ\n",
    "misread": "C0NFIDENTlAL SEGRET\n",
    "mistyped": "CONFIDETNIAL RESTRITED\n",
    "damaged words": "".join(f"SEGR{c}T INTERM{c}L " for c in "abcdefghijk"),
    "digits for letters": "S3CR3T C0NF1D3NT14L\n",
    "references": "&#83;&#69;&#67;&#82;&#69;&#84;\n",
    "percent": "%53%45%43%52%45%54\n",
    "base64": "U0VDUkVUL05PRk9STiBUaGUgaGFyYm91ciBwbGFu\n\n",
    "one base64 run": "QUJD",
    "tags": "<b>S</b>ECRET<br>",
    "open tags": '<a "',
    "attributes": "<p title=\"SECRET\" alt='x'>",
    "comments": "<!-- SECRET --",
    "groups": r"{\b SECRET\par }",
    "brackets": "{{{[[[(((",
    "bars": "| Confidential | Internal |\n",
    "quotes": "> > > Confidential\n",
    "cards": "4111 1111 1111 1112 ",
    "ibans": "DE89 3704 0044 0532 0130 01 ",
    "digits": "123456789 ",
    "keys": "sk-ant-api03-AAAAAAAAAAAAAAAAAAAA ",
    "passwords": "password = hunter2x9; ",
    "telephone": "Tel. +49 30 901820 ",
    "mails": "a@b.example ",
    "tax ids": "SSN 123-45-6789 BSN 111222333 ",
    "Han": "机密绝密秘密内部",
    "Cyrillic": "Секретно конфиденциально ",
    "blank lines": "\n",
    "blanks": " ",
    "declarations": "This document is a report that is a file that contains ",
    "surrogates": "\ud800SECRET\n",
}


@dataclass(frozen=True, slots=True)
class Took:
    """What judging, and then redacting, a text cost, in milliseconds."""

    name: str
    judged: float
    median: float
    redacted: float


def main() -> int:
    judge = Judge(RulebookKeeper().current)
    judge.warm()
    took = [measured(judge, name, repeated(piece)) for name, piece in PIECES.items()]
    for each in sorted(took, key=lambda each: -each.judged):
        late = "" if each.judged <= LIMIT else f"  over {LIMIT:g}"
        print(
            f"{each.name:24} {each.judged:7.1f} ms, median {each.median:7.1f}"
            f"   redacted in {each.redacted:7.1f} ms{late}"
        )
    worst = slowest_mixture(judge, read_arguments().seconds)
    print(
        f"slowest of random mixtures: {worst.judged:.1f} ms, median {worst.median:.1f} "
        f"(limit {LIMIT:g}): {worst.name}"
    )
    held = all(each.judged <= LIMIT for each in [*took, worst])
    print("All limits held." if held else "Not all limits were held.")
    return 0


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=20.0, help="for random mixtures")
    return parser.parse_args()


def repeated(piece: str) -> str:
    return (piece * (SIZE // len(piece) + 1))[:SIZE]


def measured(judge: Judge, name: str, text: str) -> Took:
    content = Content({FLAVOUR.get(name, PLAIN): text})
    verdict = judge.verdict(content, PUBLIC_TOOL)
    times = judged(judge, content)
    start = time.thread_time()
    if PLAIN in content.flavours:
        redact_cleanly(content, verdict.findings, judge.findings)
    redacted = (time.thread_time() - start) * 1e3
    return Took(name, min(times), statistics.median(times), redacted)


def judged(judge: Judge, content: Content) -> list[float]:
    """Milliseconds that judging costs, each time of seven."""
    times = []
    for _ in range(7):
        start = time.thread_time()
        judge.verdict(content, PUBLIC_TOOL)
        times.append((time.thread_time() - start) * 1e3)
    return times


def slowest_mixture(judge: Judge, seconds: float) -> Took:
    """Pieces put together at random: what none of them does alone, two may do together."""
    chance, worst = random.Random(7), Took("none", 0.0, 0.0, 0.0)
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        names = chance.sample(sorted(PIECES), chance.randint(2, 4))
        text = repeated("".join(PIECES[name] * chance.randint(1, 5) for name in names))
        content = Content({RTF if "groups" in names else PLAIN: text})
        judge.verdict(content, PUBLIC_TOOL)
        times = judged(judge, content)
        if min(times) > worst.judged:
            worst = Took(" + ".join(names), min(times), statistics.median(times), 0.0)
    return worst


if __name__ == "__main__":
    sys.exit(main())
