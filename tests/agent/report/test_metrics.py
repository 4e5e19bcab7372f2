"""The registry: as many numbers as were announced, and a clear word on a broken file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from agent.report.metrics import SHIPPED, RegistryError, load_registry

ONE = """
[[metric]]
number = 1
id = "a"
title = "A"
kind = "bit"
cap = 1
epoch = "week"
label = "none"
retention_days = 400
purpose = "To know."
"""


def test_the_registry_has_exactly_the_announced_numbers() -> None:
    epochs = Counter(metric.epoch for metric in load_registry())

    assert epochs == {"week": 117, "month": 100, "quarter": 88, "day": 2}


def test_only_bits_and_states_may_carry_a_group() -> None:
    grouped = {metric.kind for metric in load_registry() if metric.label == "group"}

    assert grouped == {"bit", "state"}


def test_no_weekly_metric_carries_a_group() -> None:
    assert not [m.id for m in load_registry().of_epoch("week") if m.label == "group"]


def test_every_metric_says_in_a_sentence_why_it_is_counted() -> None:
    for metric in load_registry():
        assert metric.purpose.endswith(".") and len(metric.purpose) > 40, metric.id


def test_the_shipped_file_is_the_one_in_rules() -> None:
    assert SHIPPED.parent.name == "rules"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("number = 1", "number = true", "a.number"),
        ("number = 1", "number = 0", "a.number"),
        ('kind = "bit"', 'kind = "text"', "a.kind"),
        ("cap = 1", "cap = 2", "a.cap"),
        ('epoch = "week"', 'epoch = "hour"', "a.epoch"),
        ('label = "none"', 'label = "name"', "a.label"),
        ("retention_days = 400", "", "a.retention_days"),
        ('purpose = "To know."', 'purpose = "To know."\nperson = "x"', "a.person"),
        ('purpose = "To know."', 'purpose = "To know."\nvalues = ["x", "y"]', "a.values"),
        ('kind = "bit"', 'kind = "state"', "a.values"),
    ],
)
def test_a_broken_metric_is_named_with_its_file_and_key(
    tmp_path: Path, old: str, new: str, key: str
) -> None:
    file = tmp_path / "metrics.toml"
    file.write_text(ONE.replace(old, new))

    with pytest.raises(RegistryError) as caught:
        load_registry(file)

    assert (caught.value.file, caught.value.key) == (file, key)
    assert caught.value.reason


@pytest.mark.parametrize("text", ["metric = 3", "[[metric]", "", "metric = [1]"])
def test_a_file_without_metrics_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "metrics.toml"
    file.write_text(text)

    with pytest.raises(RegistryError):
        load_registry(file)


@pytest.mark.parametrize(("key", "again"), [("number", ("2", "1")), ("id", ('"b"', '"a"'))])
def test_a_number_or_id_is_given_only_once(
    tmp_path: Path, key: str, again: tuple[str, str]
) -> None:
    second = ONE.replace("number = 1", "number = 2").replace('id = "a"', 'id = "b"')
    file = tmp_path / "metrics.toml"
    file.write_text(ONE + second.replace(f"{key} = {again[0]}", f"{key} = {again[1]}"))

    with pytest.raises(RegistryError) as caught:
        load_registry(file)

    assert caught.value.key == key
