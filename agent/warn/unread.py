"""What to say of files whose words nobody knows: *not checked*, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from agent.events import Unread
from agent.words import gettext as _
from agent.words import ngettext


def unread_lines(unread: Iterable[Unread]) -> list[str]:
    """One sentence for each reason, in the order in which they came."""
    return [_sentence(why, count) for why, count in Counter(unread).items()]


def unread_note(unread: tuple[Unread, ...]) -> str:
    """The line that the page shows where nothing is asked; empty where all was read."""
    lines = unread_lines(unread)
    return " ".join([_("Not checked."), *lines]) if lines else ""


def _sentence(why: Unread, count: int) -> str:
    match why:
        case Unread.PICTURE:
            return _("Plimsoll does not read pictures, sound or film.")
        case Unread.ARCHIVE:
            one, many = _("An archive was not opened."), _("{count} archives were not opened.")
        case Unread.LOCKED:
            one, many = _("A file needs a password."), _("{count} files need a password.")
        case Unread.TOO_LARGE:
            one, many = _("A file is over 16 MiB."), _("{count} files are over 16 MiB.")
        case Unread.UNKNOWN:
            one, many = _("A file could not be read."), _("{count} files could not be read.")
    return ngettext(one, many, count).format(count=count)
