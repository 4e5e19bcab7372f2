"""Brings use cases out of the register and in again, as JSON or CSV."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from central.csv_file import read_csv, write_csv
from central.days import day_of, day_text
from central.register.store import Registered
from central.register.use_case import UseCase
from central.words import gettext as _

#: Use cases in one import at most.
MOST = 5000
#: Between the kinds of data in one cell.
AND = "; "
FIELDS = tuple(name for name in UseCase.__struct_fields__ if name != "review_day")
HEADER = ("number", *FIELDS, "next_review")


class ImportProblem(Exception):
    """The file cannot be taken. The message names the line and the reason."""


def to_json(cases: Sequence[Registered]) -> str:
    """A list of objects, one for each use case, with dates in words."""
    content = [_row(one) for one in cases]
    return json.dumps(content, ensure_ascii=False, indent=1)


def to_csv(cases: Sequence[Registered]) -> str:
    """One line for each use case."""
    rows = []
    for one in cases:
        row = _row(one)
        row["data"] = AND.join(one.case.data)
        rows.append([row[name] for name in HEADER])
    return write_csv(HEADER, rows)


def read(text: str) -> list[tuple[int | None, UseCase]]:
    """Number (None for a new one) and content of each use case of a file. Raises ImportProblem."""
    try:
        is_json = text.lstrip("\ufeff \r\n\t").startswith("[")
        rows = json.loads(text.lstrip("\ufeff")) if is_json else read_csv(text)
    except (ValueError, RecursionError) as error:
        raise ImportProblem(_("This is neither JSON nor CSV of a register.")) from error
    if len(rows) > MOST:
        raise ImportProblem(_("At most {count} use cases at once.").format(count=MOST))
    return [_read(row, line) for line, row in enumerate(rows, 1)]


def _row(one: Registered) -> dict[str, object]:
    content: dict[str, object] = msgspec.to_builtins(one.case)
    content["next_review"] = day_text(one.case.review_day)
    del content["review_day"]
    return {"number": one.number, **content}


def _read(row: Any, line: int) -> tuple[int | None, UseCase]:
    try:
        if not isinstance(row, Mapping):
            raise ValueError(_("it is no object"))
        content = dict(row)
        number = content.pop("number", None) or None
        due = str(content.pop("next_review", "") or "")
        content["review_day"] = day_of(due) if due else 0
        content["tool"] = int(content.get("tool") or 0)
        if isinstance(content.get("data"), str):
            content["data"] = [kind for kind in content["data"].split(AND) if kind]
        case = msgspec.convert({k: v for k, v in content.items() if v != ""}, UseCase)
        if not case.title.strip():
            raise ValueError(_("it has no title"))
        return (int(number) if number else None), case
    except (ValueError, TypeError, msgspec.ValidationError) as error:
        message = _("Use case {line} of the file cannot be read: {reason}")
        raise ImportProblem(message.format(line=line, reason=error)) from error
