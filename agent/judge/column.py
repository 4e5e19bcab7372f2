"""Whether a cell stands in a column whose heading names a field for levels.

Lists of papers, records and assets say the class of each beside it (ISO/IEC 27001 A.5.9 asks for
such lists), and programs export them as separated values: the whole text is the table, its first
line names the columns, and what is listed stands first. Markdown writes them between bars. A table
that begins with the level, or with kinds of things, explains levels instead; and so does one of
bars that has no third column.
"""

from __future__ import annotations

from itertools import takewhile

from agent.judge.fields import is_name_alone
from agent.judge.glance import Glance

#: Characters between the heading and a cell, at most: the rows near the top are enough.
_REACH = 2000
_SEPARATORS = (",", ";", "\t", "|")
#: Rows between the heading and a cell where bars part them, and columns that such a list has.
_ROWS, _COLUMNS = 40, 3
_QUOTES = " \"'*_"
#: What stands at the edges of a row: a byte order mark, bars, a line's end.
_EDGES = "\ufeff\r |"
#: First columns of tables that explain levels, or say where each kind of thing belongs.
_EXPLAINS = Glance(
    r"(?i)(?:^|\b)(?:level|class|kind|type|category|example|term|meaning|definition|topic|rule|"
    r"information|data|art|stufe|beispiel|kategorie|typ|niveau|catégorie|exemple|tipo|nivel|categoría|livello)s?\W*$"
)


def is_level_column(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is a whole cell of such a column."""
    row = text.rfind("\n", max(start - _REACH, 0), start) + 1
    before = text[row:start].rstrip(_QUOTES)
    separator, behind = before[-1:], text[end : end + 3].lstrip(_QUOTES)[:1]
    if row == 0 or separator not in _SEPARATORS or behind not in (separator, "\r", "\n", ""):
        return False
    heading = _above_bars(text, row) if separator == "|" else _first_line(text, row)
    names = [name.strip(_QUOTES) for name in heading.strip(_EDGES).split(separator)]
    column = before.lstrip(_EDGES).count(separator)
    if column >= len(names) or separator == "|" and len(names) < _COLUMNS:
        return False
    explains = _EXPLAINS(names[0]) or is_name_alone(names[0])
    return is_name_alone(names[column]) and not explains


def _first_line(text: str, row: int) -> str:
    return text[: text.find("\n")] if row <= _REACH else ""


def _above_bars(text: str, row: int) -> str:
    """The first of the lines with bars that end at `row`."""
    lines = text[max(row - _REACH, 0) : row - 1].split("\n")[-_ROWS:]
    barred = list(takewhile(lambda line: "|" in line, reversed(lines)))
    return barred[-1] if barred else ""
