"""Letters that look like a Latin letter, digit or sign but are another character.

A subset in the sense of Unicode Technical Standard 39: what can be typed on common keyboards or
picked from a character table to write a mark that a word search misses. Only characters that NFKC
leaves alone stand here; full-width and mathematical letters are NFKC's business.
"""

from __future__ import annotations

#: What it looks like → the characters that look like it.
LOOKS_LIKE = {
    "A": "АΑᎪꓮ",
    "B": "ВΒᏴꓐ",
    "C": "СϹᏟꓚ",
    "D": "ᎠꓓÐ",
    "E": "ЕΕᎬꓰ",
    "F": "Ϝꓝ",
    "G": "ԌᏀꓖ",
    "H": "НΗᎻꓧ",
    "I": "ІΙӀꓲİ",
    "J": "ЈᎫꓙ",
    "K": "КΚᏦꓗ",
    "L": "ᏞꓡԼ",
    "M": "МΜᎷꓟ",
    "N": "Νꓠ",
    "O": "ОΟՕꓳ",
    "P": "РΡᏢꓑ",
    "Q": "Ԛ",
    "R": "ᎡᏒꓣ",
    "S": "ЅᏚꓢՏ",
    "T": "ТΤᎢꓔ",
    "U": "ՍꓴԱ",
    "V": "ѴᏙꓦ",
    "W": "ԜᎳꓪ",
    "X": "ХΧꓫ",
    "Y": "ҮΥꓬ",
    "Z": "ΖᏃꓜ",
    "a": "аɑα",
    "c": "сϲ",
    "d": "ԁ",
    "e": "еҽ",
    "g": "ɡ",
    "h": "һ",
    "i": "іıι",
    "j": "јϳ",
    "k": "κ",
    "l": "ӏ",
    "n": "ոռ",
    "o": "оοօ",
    "p": "рρ",
    "q": "ԛ",
    "r": "г",
    "s": "ѕ",
    "u": "υս",
    "v": "ѵν",
    "w": "ԝ",
    "x": "х",
    "y": "уγ",
    "-": "‐‑‒–—―−⁃",
    "/": "⁄∕╱⧸",
    ":": "։׃∶ꓽ",
    "'": "‘’ʼ′",
    '"': "“”„″",
    "|": "∣ǀ",
    "*": "∗⁎",
}

#: Character → what it looks like.
CONFUSABLES = {twin: plain for plain, twins in LOOKS_LIKE.items() for twin in twins}
