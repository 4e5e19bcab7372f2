"""The list of what may be counted, as central reads it from `rules/metrics.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from central.calendar import LETTER, Kind
from central.words import gettext as _

RULES = Path(__file__).parent.parent / "rules"


class RegistryError(Exception):
    """The registry cannot be used. The message names file, place and reason."""


class Metric(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that may be counted. `number` is permanent and travels; `id` is for people."""

    number: int
    id: str
    #: What it is called on the console.
    title: str
    kind: Literal["bit", "state", "count", "shelf"]
    #: The highest value that a message may carry.
    cap: int
    epoch: Kind
    label: Literal["none", "platform", "group"]
    retention_days: int
    purpose: str
    #: For a state: what each value means, from 0 on. For a shelf: what may be said of what stands
    #: there; without, it says how many things do.
    values: tuple[str, ...] = ()


class _File(msgspec.Struct, frozen=True):
    metric: tuple[Metric, ...]


@dataclass(frozen=True, slots=True)
class Registry:
    """All metrics, by number and by id, in the order of the file."""

    by_number: Mapping[int, Metric]
    by_id: Mapping[str, Metric]

    @classmethod
    def of(cls, metrics: tuple[Metric, ...]) -> Registry:
        return cls({one.number: one for one in metrics}, {one.id: one for one in metrics})

    def of_epoch(self, kind: Kind) -> list[Metric]:
        """The metrics that every device says once per day, week, month or quarter."""
        return [metric for metric in self.by_number.values() if metric.epoch == kind]

    def numbers(self, kind: Kind) -> list[int]:
        """What every device sends once per epoch, by the number in its token: a letter has 0."""
        return [0] if kind == LETTER else [metric.number for metric in self.of_epoch(kind)]

    def under(self, prefix: str) -> list[Metric]:
        """The metrics whose id begins with `prefix`, such as `warn.way.`, in the file's order."""
        return [metric for metric in self.by_number.values() if metric.id.startswith(prefix)]


def load_registry(path: Path = RULES / "metrics.toml") -> Registry:
    """The registry in this file. Raises RegistryError."""
    try:
        content = tomllib.loads(path.read_text("utf-8"))
        metrics = msgspec.convert(content, _File).metric
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise RegistryError(_("{file}: {reason}").format(file=path, reason=reason)) from problem
    _refuse_twins(path, metrics)
    return Registry.of(metrics)


def _refuse_twins(path: Path, metrics: tuple[Metric, ...]) -> None:
    numbers: set[int] = set()
    for metric in metrics:
        if metric.number in numbers:
            reason = _("the number {number} stands there twice").format(number=metric.number)
            raise RegistryError(_("{file}: {reason}").format(file=path, reason=reason))
        numbers.add(metric.number)
