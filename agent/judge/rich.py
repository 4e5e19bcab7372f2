"""Text of an RTF flavour, and the way back to the source.

Cut with RE2 in one pass, in linear time: control words vanish or part lines, characters written as
numbers are read (RTF specification 1.9.1).
"""

from __future__ import annotations

import re2

from agent.judge.patchwork import Patchwork, parts, reader, spans

#: Runs of control words, groups and the source's own line ends. `\u1057` is no control word here.
_CONTROLS = r"(?:\\(?:[a-tv-z]|u[a-z])[a-z]{0,31}-?[0-9]{0,10} ?|\\\*|[{}\r\n])+"
#: Runs of characters written as numbers, with the sign that old readers show instead.
_NUMBERS = r"(?:\\u-?[0-9]{1,6} ?\??|\\'[0-9a-fA-F]{2})+"
_SIGNS = r"(?:\\[^a-z'])+"
_TOKENS = re2.compile(f"{_CONTROLS}|{_NUMBERS}|{_SIGNS}".encode())

_PARTING = dict.fromkeys(("par", "line", "row", "page", "sect"), "\n")
_PARTING |= dict.fromkeys(("tab", "cell"), "\t")
#: What may follow a control word up to the next one.
_REST = "-0123456789 *{}\r\n"
_WRITTEN = {"\\": "\\", "{": "{", "}": "}", "~": " ", "_": "-", "\r": "\n", "\n": "\n"}


class RichText(Patchwork):
    """The words of an RTF source. `text` is what to judge."""

    def __init__(self, source: str) -> None:
        super().__init__(parts(source, spans(source, _TOKENS), reader(_says)))


def _says(token: str) -> str:
    kind = token[1:3]
    if token[0] == "\\" and (kind[:1] == "'" or kind[:1] == "u" and not kind[1:].isalpha()):
        return "".join(map(_character, token.split("\\")[1:]))
    if token[0] == "\\" and not kind[:1].isalpha() and kind[:1] != "*":
        return "".join(_WRITTEN.get(sign, "") for sign in token[1::2])
    return "".join(_PARTING.get(word.rstrip(_REST), "") for word in token.split("\\"))


def _character(number: str) -> str:
    if number[0] == "u":
        return chr(int(number[1:].rstrip(" ?")) % 0x10000)
    return bytes.fromhex(number[1:3]).decode("cp1252", "replace")
