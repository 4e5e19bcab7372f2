"""How many candidates of one text are looked at closely, in whichever way it is read."""

from __future__ import annotations

from agent.words import gettext as _

#: So many, and one more for so many characters. A text with more is made to keep us busy: it warns,
#: since a mark may stand where nobody looked.
CANDIDATES = 500
CHARACTERS_PER_CANDIDATE = 512
#: How sure the judge is of the first candidate that was not looked at, and what it says of it.
UNREAD = 0.5
TOO_MANY = "+ " + _("occurs so often that not every place was looked at")


class Patience:
    """Counts down. One for each text."""

    def __init__(self, text: str) -> None:
        self._left = CANDIDATES + len(text) // CHARACTERS_PER_CANDIDATE

    def spent(self) -> bool:
        """Count one candidate. Whether it is one too many."""
        self._left -= 1
        return self._left < 0
