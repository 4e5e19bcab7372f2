"""CSV that no spreadsheet takes for formulas (RFC 4180; OWASP ASVS 5.0, 1.2.10)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

#: What makes a spreadsheet calculate instead of show.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def write_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The file. A text that could be a formula has an apostrophe before it."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return file.getvalue()


def read_csv(text: str) -> list[dict[str, str]]:
    """The rows, by the names in the first line; our own apostrophes are taken off again.

    Raises ValueError.
    """
    try:
        rows = list(
            csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
        )
    except csv.Error as error:
        raise ValueError(str(error)) from error
    if any(None in row or None in row.values() for row in rows):
        raise ValueError("A line has more or fewer cells than the first.")
    return [{name: plain(cell) for name, cell in row.items()} for row in rows]


def safe(cell: object) -> object:
    """A number as it is; a text so that it stays a text."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell
    text = str(cell)
    return f"'{text}" if text.startswith((*_FORMULA, "'")) else text


def plain(cell: str) -> str:
    """What `safe` was given."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith((*_FORMULA, "'")) else cell
