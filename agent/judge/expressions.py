"""A rule's words as RE2 over a folded text.

Folding (agent/judge/normalise.py) turns look-alikes into Latin letters, and a small letter may have
a twin where its capital has none: `Т` becomes `T`, `т` stays. So each letter of a word becomes the
set of what its capital and its small form fold to. People leave accents out, above all on capitals:
an accented letter stands for the plain one too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

import re2

from agent.judge.glance import Glance
from agent.judge.normalise import fold_word
from agent.judge.rule import Kind, Rule

#: Letters with a stroke or a dot, which Unicode does not take apart, and how people type them.
_STRIPPED = str.maketrans("łŁøØđĐıİ", "lLoOdDiI")
#: Letters of a word that stand for the whole of it where it is only asked whether to look closer.
_STEM = 6
#: What may stand between the words of a phrase.
_GAP = r"[\s_-]{0,3}"

#: No word, or so far away that none counts as standing beside.
_APART = r"(?:[^0-9A-Za-z ]|  )"

_LATIN = re2.compile(r"[A-Za-z]{5,}")
_LATIN_WORD = Glance(r"^[A-Za-z]+$")
_ANY_LATIN = re2.compile(r"[A-Za-z]{4,}")
_CAPITALS = re2.compile(r"[A-Z]{4,}")

#: An edge of a line, or a sign that parts, before and behind a word.
_OPENED = r'(?m:^|[:;=|>*"' + r"'`(\[{,\t@/\\_#\])☒☑☐□■✓✔✗✘«„-]|[.!] )[ \t]{0,3}"
_CLOSED = r"(?:(?m:[^\w\n]{0,12}$)|[ \t]{1,3}[|•·][ \t])"
#: A sign that no folded text has stands for the word between what precedes and what follows it.
_AT_AN_EDGE = Glance(f"{_OPENED}\x01|\x01{_CLOSED}")

Letters = Callable[[str], str]


def candidates(rule: Rule) -> str:
    """What stands in every text that has one of the rule's marks.

    For a set, which says whether and not where. Of ordinary single words those between two others
    in small letters are left out, as most are. Edges of lines are no business of it: they made so
    many states that RE2 forgot them again and again (`may_mark` looks at places).
    """
    single = [word for word in rule.words if rule.kind is Kind.WORD and _LATIN_WORD(bare(word))]
    others = replace(rule, words=tuple(word for word in rule.words if word not in single))
    parts = (single and _set_apart(single), others.words and words(others), forms(rule))
    return "|".join(part for part in parts if part)


def words(rule: Rule) -> str:
    """Where its words stand: in any case for ordinary ones. No group, which would cost much."""
    return _any_case_of(rule.words) if rule.kind is Kind.WORD else _any_of(rule.words, _as_written)


def forms(rule: Rule) -> str:
    """Where what its patterns describe stands."""
    return "|".join(map(fold_word, rule.patterns))


def may_mark(data: bytes, start: int, end: int) -> bool:
    """Whether an ordinary word stands as a mark may: in capitals, or at an edge of its line."""
    word = data[start:end]
    if not word.islower() and (letters := word.decode("utf-8", "replace")) == letters.upper():
        return True
    before, behind = data[max(start - 8, 0) : start], data[end : end + 24]
    # Most are words among words, and quickly seen to be.
    if before.rstrip(b" ")[-1:].isalnum() and behind.lstrip(b" ")[:1].isalnum():
        return False
    return _AT_AN_EDGE.of(before + b"\1" + behind)


def trigger(rule: Rule) -> str:
    """What stands in every text that `expression` finds something in: short, and quick to build."""
    parts = sorted({_stem(word) for word in rule.words})
    parts = ["(?i:" + "|".join(parts) + ")"] if parts else []
    patterns = [rule.trigger] if rule.trigger else rule.patterns
    return "|".join([*parts, *map(fold_word, patterns if rule.patterns else [])])


def vocabulary(rule: Rule) -> Iterator[str]:
    """The Latin words of its marks, in small letters: what a damaged word may have been."""
    for word in rule.words:
        yield from (w.lower() for w in _LATIN.findall(word))
    for pattern in rule.patterns:
        yield from (w.lower() for w in _CAPITALS.findall(pattern))


def every_word(rule: Rule) -> Iterator[str]:
    """All Latin words of its marks and of its patterns, in small letters."""
    for text in (*rule.words, *rule.patterns):
        yield from (w.lower() for w in _ANY_LATIN.findall(text))


def in_a_name(word: str) -> str:
    """This word or phrase in any case, which may end a longer name: `docClassification`."""
    return f"(?i:{_loose(word, _any_case, front=False)})"


def bare(text: str) -> str:
    """Without its accents; Han, kana and hangul as they are."""
    plain = unicodedata.normalize("NFD", text)
    letters = "".join(c for c in plain if not unicodedata.combining(c) or c > "\u3000")
    return unicodedata.normalize("NFC", letters)


def _any_case_of(words: Iterable[str]) -> str:
    return f"(?i:{_any_of(words, _any_case)})"


def _set_apart(words: Sequence[str]) -> str:
    """Words in capitals, or without another word right beside; in any case where in doubt."""
    anyhow, capitals = _any_case_of(words), _any_of(words, _upper)
    return rf"(?:^|{_APART}) *{anyhow}|{anyhow}(?:{_APART}| ?$| {_APART})|{capitals}"


def _any_of(words: Iterable[str], letters: Letters, front: bool = True) -> str:
    """RE2 takes the first alternative that fits: the longest phrase must come first."""
    return "|".join(_loose(word, letters, front) for word in sorted(words, key=len, reverse=True))


def _loose(word: str, letters: Letters, front: bool = True) -> str:
    """With `\\b` where it begins and ends with a letter that RE2 knows as one."""
    plain = unicodedata.normalize("NFKC", word)
    parts = plain.split(" ") if letters is _as_written else plain.replace("-", " ").split()
    opens, closes = (
        r"\b" if fold_word(plain[at]).isalnum() and fold_word(plain[at]).isascii() else ""
        for at in (0, -1)
    )
    return (
        (opens if front else "") + _GAP.join("".join(map(letters, part)) for part in parts) + closes
    )


def _stem(word: str) -> str:
    longest = max(unicodedata.normalize("NFKC", word).replace("-", " ").split(), key=len)
    return "".join(map(_any_case, longest[:_STEM]))


def _as_written(letter: str) -> str:
    return str(re2.escape(fold_word(letter)))


def _upper(letter: str) -> str:
    return letter.upper() if letter.isascii() else f"(?i:{_any_case(letter)})"


@lru_cache(maxsize=1024)
def _any_case(letter: str) -> str:
    if letter.isascii():
        return str(re2.escape(letter))
    cases = (letter, letter.lower(), letter.upper())
    return _set_of(*cases, *(case.translate(_STRIPPED) for case in cases), *map(bare, cases))


def _set_of(*forms: str) -> str:
    folded = sorted({fold_word(form) for form in forms} - {""})
    if len(folded) == 1:
        return str(re2.escape(folded[0]))
    return "(?:" + "|".join(map(str, map(re2.escape, folded))) + ")"
