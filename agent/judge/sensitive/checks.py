"""Checkers: what RE2 cannot say of a value. Each takes the value and answers yes or no.

A name with dots, such as `stdnum.nl.bsn`, is python-stdnum's checker of that number. Libraries are
loaded at the first candidate: a text without one pays nothing.
"""

from __future__ import annotations

import importlib
import zlib
from collections.abc import Callable
from functools import lru_cache

from agent.judge.sensitive.made_up import looks_made_up
from agent.judge.sensitive.randomness import entropy

Check = Callable[[str], bool]

#: Bits per character. English words have about 2.5 to 3.5 in so short a text, random letters more.
_RANDOM = 3.0
#: A generated password or key that nothing but its name gives away.
_SURELY_RANDOM = 3.4
_DENSE = 4.0
_BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#: Characters of the check sum at the end of GitHub's and npm's tokens.
_SUM = 6


class UnknownCheck(ValueError):
    """There is no checker of this name."""


@lru_cache(maxsize=256)
def checker(name: str) -> Check:
    """The checker of this name. Raises UnknownCheck."""
    if name.startswith("stdnum."):
        return _stdnum(name)
    if name.startswith("phone"):
        return _phone(name.partition(".")[2].upper() or None)
    try:
        return _OWN[name]
    except KeyError:
        raise UnknownCheck(name) from None


def known(name: str) -> bool:
    """Whether there is such a checker; loads no library but, for `stdnum.…`, that one."""
    try:
        checker(name)
    except UnknownCheck:
        return False
    return True


def _stdnum(name: str) -> Check:
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError:
        raise UnknownCheck(name) from None

    def valid(value: str) -> bool:
        return bool(module.is_valid(value)) and not _one_digit(value)

    return valid


def _one_digit(value: str) -> bool:
    """000000000 and 1111111111 hold many check sums and are nobody's number."""
    return len({c for c in value if c.isdigit()}) <= 1


def _phone(region: str | None) -> Check:
    import phonenumbers

    def valid(value: str) -> bool:
        try:
            number = phonenumbers.parse(value, region)
        except phonenumbers.NumberParseException:
            return False
        return phonenumbers.is_valid_number(number)

    return valid


def random(value: str) -> bool:
    """As random as a generated token, and no stand-in of a manual."""
    return entropy(value) >= _RANDOM and not looks_made_up(value)


def dense(value: str) -> bool:
    """A long value in which hardly a sign is more frequent than another, as in a key."""
    return entropy(value) >= _DENSE


def password(value: str) -> bool:
    """A generated secret by its looks: letters and digits mixed, hardly a word or a name."""
    has_digit = any(c.isdigit() for c in value)
    has_letter = any(c.isalpha() for c in value)
    return has_digit and has_letter and entropy(value) >= _SURELY_RANDOM and random(value)


def chosen(value: str) -> bool:
    """What a person may have chosen where nothing but a password can stand."""
    mixed = any(c.isalpha() for c in value) and not value.isalpha()
    return mixed and not looks_made_up(value)


def spoken(value: str) -> bool:
    """A password in a sentence: three of small, capital, digit and sign, unlike any word."""
    kinds = (
        any(c.islower() for c in value),
        any(c.isupper() for c in value),
        any(c.isdigit() for c in value),
        any(not c.isalnum() for c in value[:-1]),
    )
    has_digit = kinds[2]
    return has_digit and sum(kinds) >= 3 and "/" not in value and not looks_made_up(value)


def not_made_up(value: str) -> bool:
    """Anything but the stand-ins of manuals, such as `password` or `changeme`."""
    return not looks_made_up(value)


def number(value: str) -> bool:
    """The number of a document: four digits or more, and not a stand-in."""
    return sum(c.isdigit() for c in value) >= 4 and len(set(value)) >= 4


def record(value: str) -> bool:
    """A record in lines or parts, and not a sentence about one."""
    return "\n" in value or "," in value


def github(value: str) -> bool:
    """CRC-32 of the random part, in base 62, ends the token (GitHub, 2021; npm does the same)."""
    body, total = value[:-_SUM].rpartition("_")[2], value[-_SUM:]
    return _in_base62(zlib.crc32(body.encode("utf-8", "replace"))) == total


def card(value: str) -> bool:
    """Luhn's check and the length of the network that the first digits name (ISO/IEC 7812)."""
    from stdnum import luhn

    digits = "".join(c for c in value if c.isdigit())
    if len(set(digits)) < 4 or digits in _TEST_CARDS:
        return False
    return any(
        digits.startswith(first) and len(digits) in lengths for first, lengths in _NETWORKS
    ) and bool(luhn.is_valid(digits))


def _in_base62(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 62)
        digits = _BASE62[rest] + digits
    return digits.rjust(_SUM, "0")


_NETWORKS: tuple[tuple[tuple[str, ...], tuple[int, ...]], ...] = (
    (("4",), (13, 16, 19)),
    (("51", "52", "53", "54", "55", "222", "223", "224", "225", "226", "227"), (16,)),
    (("23", "24", "25", "26", "270", "271", "2720"), (16,)),
    (("34", "37"), (15,)),
    (("30", "36", "38", "39"), (14,)),
    (("35",), (16,)),
    (("6011", "64", "65", "62"), (16,)),
)
#: What payment providers print in their manuals for trying things out.
_TEST_CARDS = frozenset(
    {
        *("4242424242424242", "4111111111111111", "4012888888881881", "4000056655665556"),
        *("5555555555554444", "5105105105105100", "378282246310005", "371449635398431"),
        *("6011111111111117", "6011000990139424", "30569309025904", "38520000023237"),
        *("3530111333300000", "3566002020360505", "4222222222222", "4000000000000002"),
    }
)

_OWN: dict[str, Check] = {
    "random": random,
    "dense": dense,
    "password": password,
    "chosen": chosen,
    "spoken": spoken,
    "not-made-up": not_made_up,
    "number": number,
    "record": record,
    "github": github,
    "card": card,
}
