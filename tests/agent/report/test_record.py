"""A record has room for four whole numbers and for nothing else."""

from __future__ import annotations

import ast
from dataclasses import FrozenInstanceError, fields
from pathlib import Path
from typing import Any

import pytest

from agent.report.record import Record

AGENT = Path(__file__).parents[3] / "agent"


def test_its_fields_are_four_whole_numbers() -> None:
    assert {field.name: field.type for field in fields(Record)} == {
        "metric": "int",
        "value": "int",
        "label": "int",
        "epoch": "int",
    }


def test_its_slots_are_its_fields_so_nothing_can_be_added() -> None:
    record = Record(1, 2, 0, 3)

    assert Record.__slots__ == ("metric", "value", "label", "epoch")
    assert not hasattr(record, "__dict__")
    with pytest.raises((FrozenInstanceError, AttributeError, TypeError)):
        object.__setattr__(record, "name", "somebody")


@pytest.mark.parametrize("wrong", ["CONFIDENTIAL", b"1", 1.0, None, True, [1]])
@pytest.mark.parametrize("place", range(4))
def test_anything_but_a_whole_number_is_refused_and_not_repeated(place: int, wrong: Any) -> None:
    numbers: list[Any] = [1, 1, 1, 1]
    numbers[place] = wrong

    with pytest.raises(TypeError) as caught:
        Record(*numbers)

    assert "CONFIDENTIAL" not in str(caught.value)


@pytest.mark.parametrize("wrong", [-1, 2**32])
def test_numbers_outside_the_message_are_refused(wrong: int) -> None:
    with pytest.raises(ValueError, match="between 0 and"):
        Record(1, wrong, 0, 1)


def test_records_are_made_at_the_end_of_an_epoch_and_when_it_is_sealed_only() -> None:
    makers = {
        str(file.relative_to(AGENT))
        for file in AGENT.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Record"
    }

    assert makers == {"report/closing.py", "report/sealing.py"}
