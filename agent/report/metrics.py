"""The registry: every number that may leave this device, read from `rules/metrics.toml`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli

from agent.report.shelves import ROOM

KINDS = ("bit", "count", "state", "shelf")
EPOCHS = ("day", "week", "month", "quarter")
LABELS = ("none", "platform", "group")

SHIPPED = Path(__file__).parent.parent.parent / "rules" / "metrics.toml"

_TYPES: Mapping[str, type] = {
    "number": int,
    "id": str,
    "title": str,
    "kind": str,
    "cap": int,
    "epoch": str,
    "label": str,
    "retention_days": int,
    "purpose": str,
}


class RegistryError(Exception):
    """The registry cannot be used: which file, which key, and why."""

    def __init__(self, file: Path, key: str, reason: str) -> None:
        super().__init__(f"{file}: {key}: {reason}")
        self.file = file
        self.key = key
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Metric:
    """One number that may be told. `cap` is its largest value, `retention_days` central's."""

    number: int
    id: str
    title: str
    kind: str
    cap: int
    epoch: str
    label: str
    retention_days: int
    purpose: str
    #: For a state: what each value means, from 0 upwards. For a shelf: what may be said of what
    #: stands there; without, it says how many things do.
    values: tuple[str, ...] = ()


class Registry:
    """All metrics, found by number or by id. Numbers and ids are each given once."""

    def __init__(self, metrics: Iterable[Metric]) -> None:
        self._by_number = {metric.number: metric for metric in metrics}
        self._by_id = {metric.id: metric for metric in self._by_number.values()}

    def __iter__(self) -> Iterator[Metric]:
        return iter(self._by_number.values())

    def __len__(self) -> int:
        return len(self._by_number)

    def find(self, name: str) -> Metric | None:
        """The metric with this id, or None: then it cannot be counted."""
        return self._by_id.get(name)

    def numbered(self, number: int) -> Metric | None:
        """The metric with this number, or None where it left the registry."""
        return self._by_number.get(number)

    def of_epoch(self, epoch: str) -> tuple[Metric, ...]:
        """The metrics that are told once per `epoch`: day, week, month or quarter."""
        return tuple(metric for metric in self if metric.epoch == epoch)


def load_registry(file: Path = SHIPPED) -> Registry:
    """Read the registry. Raises RegistryError, which names file, key and reason."""
    metrics = [_metric(file, entry) for entry in _entries(file)]
    for key in ("number", "id"):
        _each_once(file, key, [getattr(metric, key) for metric in metrics])
    return Registry(metrics)


def _entries(file: Path) -> list[dict[str, Any]]:
    try:
        entries = tomli.loads(file.read_text("utf-8")).get("metric")
    except (OSError, ValueError) as fault:
        raise RegistryError(file, "file", str(fault)) from None
    if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        raise RegistryError(file, "metric", "there is no list of [[metric]] tables")
    return entries


def _metric(file: Path, entry: dict[str, Any]) -> Metric:
    where = str(entry.get("id", "a metric without id"))
    for key, kind in _TYPES.items():
        if type(entry.get(key)) is not kind:
            raise RegistryError(file, f"{where}.{key}", f"must be {kind.__name__}")
    unknown = sorted(entry.keys() - _TYPES.keys() - {"values"})
    if unknown:
        raise RegistryError(file, f"{where}.{unknown[0]}", "is not a key of a metric")
    metric = Metric(**{key: entry[key] for key in _TYPES}, values=tuple(entry.get("values", ())))
    _check(file, metric)
    return metric


def _check(file: Path, metric: Metric) -> None:
    choices = {"kind": KINDS, "epoch": EPOCHS, "label": LABELS}
    for key, allowed in choices.items():
        if getattr(metric, key) not in allowed:
            raise RegistryError(file, f"{metric.id}.{key}", f"must be one of {', '.join(allowed)}")
    for key in ("number", "cap", "retention_days"):
        if getattr(metric, key) < 1:
            raise RegistryError(file, f"{metric.id}.{key}", "must be at least 1")
    if metric.kind == "bit" and metric.cap != 1:
        raise RegistryError(file, f"{metric.id}.cap", "a bit is 0 or 1")
    _check_values(file, metric)


def _check_values(file: Path, metric: Metric) -> None:
    where = f"{metric.id}.values"
    if metric.kind == "shelf":
        if len(metric.values) > ROOM:
            raise RegistryError(file, where, f"a shelf has {ROOM} at most")
    elif (metric.kind == "state") != bool(metric.values):
        raise RegistryError(file, where, "states have values, and beside them only shelves")
    elif metric.values and len(metric.values) != metric.cap + 1:
        raise RegistryError(file, where, "must be one more than the cap")


def _each_once(file: Path, key: str, given: list[Any]) -> None:
    seen = set()
    for value in given:
        if value in seen:
            raise RegistryError(file, key, f"{value} is given twice")
        seen.add(value)
