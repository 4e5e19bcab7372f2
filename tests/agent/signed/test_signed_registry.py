"""A registry that comes signed can leave numbers out, and never ask for more."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.report.metrics import load_registry
from agent.rulebook import RULES
from agent.signed.registry import beyond_ours, signed_registry


def changed(tmp_path: Path, before: str, after: str) -> Path:
    text = (RULES / "metrics.toml").read_text("utf-8")
    assert before in text
    (tmp_path / "metrics.toml").write_text(text.replace(before, after, 1), "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('id = "use.days"', 'id = "use.hours"'),
        ("retention_days = 400", "retention_days = 4000"),
        ('label = "none"', 'label = "group"'),
        ('epoch = "week"', 'epoch = "day"'),
        ("number = 1\n", "number = 99999\n"),
        ("[[metric]]", "[[metric]"),
    ],
)
def test_a_registry_that_asks_for_more_is_not_used(tmp_path: Path, before: str, after: str) -> None:
    told = signed_registry(changed(tmp_path, before, after))

    assert list(told) == list(load_registry())


def test_a_registry_may_leave_numbers_out(tmp_path: Path) -> None:
    text = (RULES / "metrics.toml").read_text("utf-8")
    entries = text.split("[[metric]]")
    (tmp_path / "metrics.toml").write_text("[[metric]]".join(entries[:5]), "utf-8")

    told = signed_registry(tmp_path)

    assert len(told) == 4
    assert beyond_ours(told, load_registry()) == ""
