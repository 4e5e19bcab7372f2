"""Takes out of a line of a log what could say whose machine this is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
_IPV4 = r"\d{1,3}(?:\.\d{1,3}){3}"
_IPV6 = r"[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){3,7}"
_ADDRESS = re.compile(rf"(?<![\w.:])(?:{_IPV4}|{_IPV6})(?![\w.:])")
_URL = re.compile(r"\b[a-z]{2,8}://[^\s\"']+")
#: Keys, tokens and digests: nobody needs them to find a fault.
_SECRET = re.compile(r"[\w+/=-]{20,}")


class Redaction:
    """Knows this account's names and takes them out, with all that looks like an address."""

    def __init__(self, names: Iterable[str]) -> None:
        """`names`: the account, the host, the person, as they are written here."""
        words = sorted({name for name in names if len(name) > 2}, key=len, reverse=True)
        self._names = re.compile("|".join(map(re.escape, words)) or r"(?!)", re.IGNORECASE)
        self._home = str(Path.home())

    def line(self, text: str) -> str:
        """The same line with `~`, `[name]`, `[address]` and `[long]` in their places."""
        text = text.replace(self._home, "~")
        for pattern, stands in ((_URL, "[address]"), (_MAIL, "[address]"), (_ADDRESS, "[address]")):
            text = pattern.sub(stands, text)
        return _SECRET.sub("[long]", self._names.sub("[name]", text))
