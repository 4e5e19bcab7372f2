"""The settings that a company's profile is made of, read from its file and checked.

A profile reaches every machine at once: what a device could not use is refused before.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from agent.report.enrolment import EnrolmentError, parse_enrolment
from agent.setting import Setting


class ValuesError(Exception):
    """What is wrong with the file, one sentence a line."""


def read_values(file: Path, declared: Mapping[str, Setting]) -> dict[str, Any]:
    """Settings by their names. Raises ValuesError where one of them could not be used."""
    try:
        values = json.loads(file.read_text("utf-8"))
    except OSError as fault:
        raise ValuesError(f"{file}: {fault.strerror}") from None
    except ValueError as fault:
        raise ValuesError(f"{file} is not JSON: {fault}") from None
    if not isinstance(values, dict):
        raise ValuesError(f"{file} must hold settings by their names, in braces.")
    complaints = list(_complaints(values, declared))
    if complaints:
        raise ValuesError("\n".join(f"{file}: {complaint}" for complaint in complaints))
    return values


def _complaints(values: Mapping[str, Any], declared: Mapping[str, Setting]) -> Iterator[str]:
    for key, value in values.items():
        setting = declared.get(key)
        complaint = setting.complaint(value) if setting else f"“{key}” is no setting of Plimsoll."
        if not complaint and key == "enrolment":
            complaint = _of_enrolment(value)
        if complaint:
            yield complaint


def _of_enrolment(line: str) -> str:
    try:
        parse_enrolment(line)
    except EnrolmentError as fault:
        return f"“enrolment” cannot be used: {fault}"
    return ""
