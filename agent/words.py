"""The words a person reads, in that person's language.

English stands in the source; `ui/locale/<language>/LC_MESSAGES/plimsoll.mo` holds the others.
The agent hands finished sentences to the tray and to the page, so there is one catalogue.
"""

from __future__ import annotations

import gettext as _gettext
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent.parent / "ui" / "locale"
#: Where gettext looks for the language, the first that is set.
_ASKED = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def speak(languages: Sequence[str]) -> None:
    """Said once as a process begins: what the desktop speaks, unless the environment names it.

    Children inherit it.
    """
    if languages and not any(os.environ.get(name) for name in _ASKED):
        os.environ["LANGUAGE"] = ":".join(languages)
        _catalogue.cache_clear()


def gettext(message: str) -> str:
    """The message in the person's language. No words stay no words: "" names a catalogue's head."""
    return _catalogue().gettext(message) if message else ""


def ngettext(one: str, many: str, count: int) -> str:
    """The form of the message that this count asks for."""
    return _catalogue().ngettext(one, many, count)


@cache
def _catalogue() -> _gettext.NullTranslations:
    return _gettext.translation("plimsoll", _FOLDER, fallback=True)
