"""How much of one text is looked at closely, in whichever way it is read.

Counted is the work and not the candidates, in looks: one is what asking a place one question takes,
some two microseconds. So a text of many quick mentions is read as far as one of few marks, and what
it takes to decode or mend a text is no longer there to look at it.
"""

from __future__ import annotations

from agent.words import gettext as _

#: So many looks, and one more for so many characters. A text that asks for more is made to keep us
#: busy: it warns, since a mark may stand where nobody looked.
LOOKS = 11_000
CHARACTERS_PER_LOOK = 30
#: Looks that it takes to find a word at all, to cut out its place, to have a library check a
#: number, and to find the way back to a text that folding has moved.
FINDING, PLACE, CHECKING, WAY_BACK = 3, 8, 20, 15
#: Looks that it takes to read a part of a source, and to close up a word whose letters stood apart.
PART, RUN = 1, 2
#: How sure the judge is of the first candidate that was not looked at, and what it says of it.
UNREAD = 0.5
TOO_MANY = "+ " + _("occurs so often that not every place was looked at")


class Patience:
    """Counts down. One for each text."""

    def __init__(self, text: str) -> None:
        self._left = LOOKS + len(text) // CHARACTERS_PER_LOOK

    def spend(self, looks: int) -> None:
        self._left -= looks

    @property
    def spent(self) -> bool:
        """Whether nothing more is to be looked at."""
        return self._left <= 0
