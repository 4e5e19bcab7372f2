"""The ways in which a mark gets hidden or damaged, each a function of a text.

Some change every character of the text, some each word, some each word in capitals.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from urllib.parse import quote

from agent.judge.confusables import LOOKS_LIKE

_CAPITALS = re.compile(r"\b[A-ZÄÖÜÉÈ]{4,}\b")
#: Words in capitals beside each other: `join` with a blank leaves a wider gap between two words.
_CAPITAL_LINE = re.compile(r"\b[A-ZÄÖÜÉÈ]{3,}(?: [A-ZÄÖÜÉÈ]{3,})*\b")
_LINE_OF_WORDS = re.compile(r"\b[^\W\d_]{3,}(?: [^\W\d_]{2,})*\b")
_WORD = re.compile(r"\b[^\W\d_]{4,}\b")
_TWINS = {plain: twins[0] for plain, twins in LOOKS_LIKE.items() if plain.isupper()}
_LEET = str.maketrans("EIAOSTeiaost", "314057314057")
#: Pairs that scanners confuse.
_MISREAD = {"C": "G", "N": "M", "E": "F", "S": "5", "O": "0", "I": "1", "D": "0", "R": "B"} | {
    "l": "1", "o": "0", "i": "1", "e": "c", "n": "m", "s": "5",
}  # fmt: skip


def _words(
    change: Callable[[str], str], which: re.Pattern[str] = _CAPITALS
) -> Callable[[str], str]:
    return lambda text: which.sub(lambda word: change(word.group()), text)


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def look_alikes(text: str) -> str:
    return "".join(_TWINS.get(c, c) for c in text)


def mixed_scripts(text: str) -> str:
    """Every other letter comes from another script."""
    return "".join(_TWINS.get(c, c) if i % 2 else c for i, c in enumerate(text))


def broken(word: str) -> str:
    """As a hyphen at a line's end breaks it."""
    middle = len(word) // 2
    return f"{word[:middle]}-\n{word[middle:]}"


def misread(word: str) -> str:
    """One letter taken for another, the same each time for the same word."""
    places = [i for i, letter in enumerate(word) if letter in _MISREAD]
    if not places:
        return word
    at = places[sum(map(ord, word)) % len(places)]
    return word[:at] + _MISREAD[word[at]] + word[at + 1 :]


def entities(text: str) -> str:
    return "".join(f"&#{ord(c)};" if c.isalpha() else c for c in text)


def hexadecimal_entities(text: str) -> str:
    return "".join(f"&#x{ord(c):x};" if c.isalpha() else c for c in text)


def percent(text: str) -> str:
    return quote(text, safe="")


def percent_letters(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode())


def in_base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def in_base64_lines(text: str) -> str:
    return "Please read:\n" + base64.encodebytes(text.encode()).decode()


DISGUISES: dict[str, Callable[[str], str]] = {
    "letter-spaced": _words(" ".join, _CAPITAL_LINE),
    "hyphen-spaced": _words("-".join),
    "dotted": _words(".".join),
    "all letters spaced": _words(" ".join, _LINE_OF_WORDS),
    "zero width": "\u200b".join,
    "soft hyphens": "\u00ad".join,
    "full width": full_width,
    "look-alikes": look_alikes,
    "mixed scripts": mixed_scripts,
    "broken lines": _words(broken),
    "misread": _words(misread, _WORD),
    "leet": _words(lambda word: word.translate(_LEET)),
    "entities": entities,
    "hexadecimal entities": hexadecimal_entities,
    "percent": percent,
    "percent, all letters": percent_letters,
    "base64": in_base64,
    "base64 in lines": in_base64_lines,
}
