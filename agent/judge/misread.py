"""Words of marks that a scanner misread or a hand mistyped, read as what they were.

`SEGRET`, `C0NFIDENTlAL`, `Confidental`, `SEC RET`: a letter for one of the same shape, one letter
too few, too many or in its neighbour's place, a word in two. The text so mended goes through the
same rules as any other: what is a mention stays one.

Whether there is such a word at all is asked for the words that make a mark alone, in one pass with
the rules (`damaged`); only then each word of the text is held against the rules' whole vocabulary.
Words of capitals with digits for letters (`S3CR3T`) are read as what they spell in any text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cached_property

import re2

from agent.judge.glance import Glances
from agent.judge.normalise import Folded
from agent.judge.patchwork import Part, Patchwork, parts

#: What a scanner takes a letter for, and the digits and signs that people write in its place.
_SHAPES = {
    "a": "a4@o", "b": "b8", "c": "cgeo0qd", "d": "do0", "e": "ecfo3", "f": "fe", "g": "gc6q9",
    "h": "hnmb", "i": "i1l7tj|", "j": "jil1", "k": "kx", "l": "lij1|", "m": "mnh", "n": "nmhkru",
    "o": "o0qdcea", "p": "pr", "q": "qgo0", "r": "rbkpn", "s": "s5$2", "t": "ti7yjl1", "u": "uvn",
    "v": "vun", "w": "wvu", "x": "xk", "y": "yt", "z": "z2s",
}  # fmt: skip
#: Round, upright, thin or bent: nothing above leaves its row, so a damaged word keeps its outline.
_ROWS = {"o": "acdefgoq03469@", "n": "bhkmnpruvwx8", "i": "ijlty17|", "s": "sz25$"}
_OUTLINE = bytes.maketrans(
    "".join(_ROWS.values()).encode(),
    "".join(row * len(letters) for row, letters in _ROWS.items()).encode(),
)
#: Words that make a mark alone, or nearly so: one of these must be damaged.
_TELLING = (
    *("secret", "confidential", "restricted", "classified", "internal", "proprietary"),
    *("privileged", "noforn", "dissem", "wnintel", "eyes only", "official use", "sensitive"),
    *("distribution", "background use", "amber", "label", "warning notice"),
    *("attorney", "in confidence", "recipients only", "protected", "controlled", "classification"),
    *("vertraulich", "geheim", "confidentiel", "confidencial", "riservato", "vertrouwelijk"),
    *("dienstgebrauch", "internen gebrauch", "usage interne", "uso interno", "intern gebruik"),
)
#: Of these a letter may be lost, doubled or in its neighbour's place as well.
_MISTYPED = (
    *("confidential", "restricted", "proprietary", "privileged", "internal", "classified"),
    *("vertraulich", "confidentiel", "confidencial", "vertrouwelijk"),
)
#: RE2 sees a word border beside letters and digits only.
_FRONT, _REAR = r"(?m:\b|^|[\s(\[*\"'>/])", r"(?m:\b|$|[\s)\]*\"'.,:/])"
_SHORTEST, _LONGEST = 4, 24
#: So long a word with digits among its capitals may be any: two that run into each other, say.
_SURELY_MEANT = 8
#: Digits and signs that stand for letters among capitals: `S3CR3T`.
_LETTERS = bytes.maketrans(b"013457$@8", b"OIEASTSAB")
_CAPITALS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_KEPT = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@$|"
_SPLIT = bytes(byte if byte in _KEPT else 32 for byte in range(256))


def damaged() -> str:
    """RE2 for a telling word with a wrong letter in it."""
    wrong = [form for word in _TELLING for form in _with_a_wrong_letter(word)]
    typed = [form for word in _MISTYPED for form in _mistyped(word)]
    parted = "|".join(form for word in _TELLING for form in _parted(word.upper()))
    return f"{_FRONT}(?i:{'|'.join([*wrong, *typed])}){_REAR}|\\b(?:{parted})\\b"


def nearly() -> str:
    """RE2, short: what every text with a damaged word has."""
    shapes = {_shape(word[:5]) for word in _TELLING}
    typed = {form[:5] for word in _MISTYPED for form in _mistyped(word)}
    starts = "|".join(sorted(shapes | typed))
    halves = "|".join(sorted({f"{w[:2]} ?{w[2]} ?{w[3]}" for w in map(str.upper, _TELLING)}))
    return f"{_FRONT}(?i:{starts})|\\b(?:{halves})"


class Misread:
    """The vocabulary, ready to mend by."""

    def __init__(self, words: Iterable[str], spelt: Iterable[str]) -> None:
        """`words` may have been damaged; `spelt` may be written with digits for letters."""
        self._words, self._every = words, spelt

    def mended(self, folded: Folded, damaged: bool) -> Patchwork | None:
        """The folded text with its damaged words as they were; None where there are none.

        `damaged`: a telling word is. Otherwise only digits for letters are looked for.
        """
        signs = folded.text.encode("ascii", "replace").translate(_SPLIT)
        tokens = set(signs.split())
        asked = tokens if damaged else (token for token in tokens if not token.isalpha())
        meant = {token: word for token in asked if (word := self._meant(token))}
        halved = self._in_two(folded.text) if damaged else ()
        parted = {form: form.replace(" ", "") for form in halved}
        if not meant and not parted:
            return None
        halves = (place for form in parted for place in _occurrences(signs, form.encode()))
        places = sorted([*_places(signs, meant.keys()), *halves])
        words = parted | {token.decode(): word for token, word in meant.items()}
        return Patchwork(
            parts(folded.text, places, lambda word, at: [Part(words[word], at, at + len(word))])
        )

    def _meant(self, token: bytes) -> str:
        """The word that this one was, in its case; empty where it is a word itself, or none."""
        small = token.lower()
        if not _SHORTEST <= len(token) <= _LONGEST or small in self._vocabulary:
            return ""
        alike = self._by_outline.get(small.translate(_OUTLINE), ())
        word = next((word for word in alike if _may_be(small.decode(), word)), "")
        word = word or self._typed.get(small, "")
        return _in_case_of(token.decode(), word) if word else self._spelt(token)

    def _spelt(self, token: bytes) -> str:
        """The word of capitals in which digits or signs stand for letters, or nothing."""
        if token.isalpha() or token.upper() != token:
            return ""
        word = token.translate(_LETTERS)
        if len(token) - len(token.translate(None, _CAPITALS)) < 2:
            return ""
        known = len(token) >= _SURELY_MEANT or word.lower() in self._spellable
        return word.decode() if known else ""

    @cached_property
    def _vocabulary(self) -> frozenset[bytes]:
        telling = (part for word in _TELLING for part in word.split())
        return frozenset(word.encode() for word in (*self._words, *telling))

    @cached_property
    def _spellable(self) -> frozenset[bytes]:
        return self._vocabulary | frozenset(word.encode() for word in self._every)

    @cached_property
    def _by_outline(self) -> Mapping[bytes, list[str]]:
        outlines: defaultdict[bytes, list[str]] = defaultdict(list)
        for word in sorted(self._vocabulary):
            outlines[word.translate(_OUTLINE)].append(word.decode())
        return dict(outlines)

    @cached_property
    def _typed(self) -> Mapping[bytes, str]:
        return {form.encode(): word for word in _MISTYPED for form in _mistyped(word)}

    @cached_property
    def _in_two(self) -> Glances:
        forms = (form for word in _TELLING for form in _parted(word.upper()))
        return Glances({form: form for form in forms})


def _places(signs: bytes, words: Container[bytes]) -> Iterator[tuple[int, int]]:
    """Where one of the words stands between blanks."""
    at = 0
    for token in signs.split(b" "):
        end = at + len(token)
        if token in words:
            yield at, end
        at = end + 1


def _occurrences(signs: bytes, phrase: bytes) -> Iterator[tuple[int, int]]:
    """Where the phrase stands between blanks."""
    signs = b" " + signs + b" "
    at = signs.find(b" " + phrase + b" ")
    while at >= 0:
        yield at, at + len(phrase)
        at = signs.find(b" " + phrase + b" ", at + len(phrase) + 1)


def _may_be(token: str, word: str) -> bool:
    """Whether each letter has the other's shape, and few are wrong; digits may be many."""
    wrong = [(seen, meant) for seen, meant in zip(token, word, strict=True) if seen != meant]
    letters = sum(seen.isalpha() for seen, _meant in wrong)
    alike = all(seen in _SHAPES.get(meant, meant) for seen, meant in wrong)
    return alike and letters <= max(1, len(word) // 5) and len(wrong) < len(word)


def _in_case_of(token: str, word: str) -> str:
    if sum(map(str.isupper, token)) * 2 > sum(map(str.isalpha, token)):
        return word.upper()
    return word if token[0] == word[:1] else word.capitalize()


def _with_a_wrong_letter(word: str) -> Iterator[str]:
    for at, letter in enumerate(word):
        others = _SHAPES.get(letter, "").replace(letter, "", 1)
        if others:
            yield _plain(word[:at]) + _one_of(others) + _shape(word[at + 1 :])


def _mistyped(word: str) -> Iterator[str]:
    """One letter lost, doubled, or changed with the next; `rn` that became `m`."""
    for at in range(1, len(word) - 1):
        yield word[:at] + word[at + 1 :]
        if word[at] != word[at + 1]:
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        yield word[: at + 1] + word[at:]
    if "rn" in word:
        yield word.replace("rn", "m")


def _parted(word: str) -> Iterator[str]:
    """The word in two, each of two letters or more."""
    if " " not in word:
        yield from (word[:at] + " " + word[at:] for at in range(2, len(word) - 1))


def _plain(word: str) -> str:
    return word.replace(" ", "[ _-]{1,3}")


def _shape(word: str) -> str:
    return "".join(_plain(c) if c == " " else _one_of(_SHAPES.get(c, c)) for c in word)


def _one_of(letters: str) -> str:
    return "[" + "".join(str(re2.escape(letter)) for letter in letters) + "]"
