"""Whether a cell stands in a column whose heading names a field for levels.

Lists of papers, records and assets say the class of each beside it (ISO/IEC 27001 A.5.9 asks for
such lists), and programs export them as separated values: the whole text is the table, its first
line names the columns, and what is listed stands first. A table that begins with the level, or
with kinds of things, explains levels instead.
"""

from __future__ import annotations

from agent.judge.fields import is_name_alone
from agent.judge.glance import Glance

#: Characters between the heading and a cell, at most: the rows near the top are enough.
_REACH = 2000
_SEPARATORS = (",", ";", "\t")
_QUOTES = " \"'"
#: First columns of tables that explain levels, or say where each kind of thing belongs.
_EXPLAINS = Glance(
    r"(?i)(?:^|\b)(?:level|class|kind|type|category|example|term|meaning|definition|topic|rule|"
    r"art|stufe|beispiel|kategorie|typ|niveau|catégorie|exemple|tipo|nivel|categoría|livello)s?\W*$"
)


def is_level_column(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is a whole cell of such a column."""
    if start > _REACH:
        return False
    row = text.rfind("\n", 0, start) + 1
    before = text[row:start].rstrip(_QUOTES)
    separator, behind = before[-1:], text[end : end + 3].lstrip(_QUOTES)[:1]
    if row == 0 or separator not in _SEPARATORS or behind not in (separator, "\r", "\n", ""):
        return False
    names = text[: text.find("\n")].strip("\ufeff\r").split(separator)
    column = before.count(separator)
    named = column < len(names) and is_name_alone(names[column].strip(_QUOTES))
    return named and not _EXPLAINS(names[0]) and not is_name_alone(names[0].strip(_QUOTES))
