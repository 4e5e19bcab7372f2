"""What a traced program prints: a word and a number, once what they mean is promised."""

from __future__ import annotations

import sys


def say(word: str, number: int) -> None:
    """`counted 12`: the twelfth is promised from now on."""
    sys.stdout.write(f"{word} {number}\n")
    sys.stdout.flush()


def off(word: str, said: dict[str, int], found: int, step: int = 1) -> list[str]:
    """What is wrong, in words. One step more than was said may be there: nobody had heard yet."""
    least = said.get(word, 0)
    return [] if least <= found <= least + step else [f"{word}: {found} there, {least} said"]
