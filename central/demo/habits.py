"""How the synthetic company behaves: for each metric, how likely each value is in a week.

Invented, so that a year looks like a year: public tools give way to approved ones, warnings grow
rarer, coverage rises. `t` runs from 0, the first week, to 1, the last.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from central.registry import Metric

#: Probability of the values 0, 1, 2, …
Odds = tuple[float, ...]

#: In so many independent weeks a month, or a quarter, would be what it is.
_WEEKS = {"month": 2, "quarter": 4}
#: Of counts that are not zero: how many were one, two, three, four.
_ONES = (0.68, 0.2, 0.08, 0.04)
_LEVELS = {"internal": 0.05, "confidential": 0.13, "restricted": 0.035, "secret": 0.006}
_PLACES = {"public": 0.72, "unknown": 0.18, "approved": 0.05}
_ANSWERS = {
    "cancelled": 0.3, "redacted": 0.27, "sandbox": 0.2,
    "continued": 0.13, "not-sensitive": 0.05, "none": 0.05,
}  # fmt: skip
_COVER = {
    "clipboard": 0.97, "window": 0.93, "process": 0.99, "browser": 0.9,
    "cli": 0.12, "ide": 0.14, "mcp": 0.06, "document": 0.55,
}  # fmt: skip
_FAULTS = {"fault.crash": 0.008, "fault.slow": 0.012, "fault.fail-to-warn": 0.006}
_PINS = {1: 0.44, 2: 0.11, 3: 0.09, 4: 0.1, 5: 0.16, 6: 0.12, 7: 0.07, 8: 0.06, 9: 0.05}
#: By the number of a family of rules (rules/families.toml).
_FAMILIES = {"01": 0.14, "02": 0.03, "05": 0.008, "07": 0.012, "13": 0.06, "14": 0.09, "16": 0.05}
_GROWING = frozenset({3, 6})
_INTERFACES = {"01": 0.06, "02": 0.04, "03": 0.02, "04": 0.05, "08": 0.02}

#: What stands on the shelves: the value, which is 4 × a number and more, and how likely it is.
SHELVED: Mapping[str, Mapping[int, float]] = {
    "tool.shelf.": {4 * 173: 0.05, 4 * 136: 0.03, 4 * 175: 0.07, 4 * 145: 0.02, 4 * 216: 0.03},
    "quarter.tool.shelf.": {4 * 173: 0.12, 4 * 136: 0.05, 4 * 175: 0.16, 4 * 145: 0.05},
    "rule.shelf.": {
        4 * 101: 0.09, 4 * 101 + 1: 0.02, 4 * 102: 0.06, 4 * 201: 0.03, 4 * 202: 0.02,
        4 * 5202: 0.02, 4 * 5202 + 1: 0.03, 4 * 5114: 0.04, 4 * 9001 + 2: 0.05,
    },
    "usecase.shelf.": {4 * 1: 0.3, 4 * 2: 0.18, 4 * 3: 0.09, 4 * 4: 0.05},
    "present.shelf.": {
        4 * 5: 0.14, 4 * 125: 0.02, 4 * 128: 0.05, 4 * 129: 0.04, 4 * 133: 0.09, 4 * 216: 0.06,
    },
}  # fmt: skip


def odds(metric: Metric, t: float, summer: float) -> Odds:
    """How likely each value is. `summer` is the share of people who are at work."""
    name = metric.id.removeprefix("month.").removeprefix("quarter.")
    for prefix, rule in _RULES.items():
        if name.startswith(prefix):
            found = rule(metric, t)
            break
    else:
        found = (1.0,)
    if metric.kind == "state":
        return found
    if metric.kind == "bit":
        found = _bit(1 - (1 - sum(found[1:])) ** _WEEKS.get(metric.epoch, 1))
    busy = tuple(one * summer for one in found[1:])
    return (1 - sum(busy), *busy)


def _bit(p: float) -> Odds:
    return (1 - p, p)


def _count(p: float) -> Odds:
    return (1 - p, *(p * one for one in _ONES))


def _days(_metric: Metric, t: float) -> Odds:
    return (0.42 - 0.22 * t, 0.24, 0.19 + 0.1 * t, 0.15 + 0.12 * t)


def _class(metric: Metric, t: float) -> Odds:
    known = {
        "public": 0.52 - 0.19 * t, "approved": 0.08 + 0.46 * _after(t, 0.15),
        "sandbox": 0.02 + 0.05 * t, "local": 0.01 + 0.025 * t, "unknown": 0.08 - 0.05 * t,
    }  # fmt: skip
    return _bit(known[metric.id.rpartition(".")[2]])


def _way(metric: Metric, t: float) -> Odds:
    known = {"browser": 0.55, "desktop": 0.16, "cli": 0.03, "ide": 0.08, "mcp": 0.02, "api": 0.015}
    return _bit(known.get(metric.id.rpartition(".")[2], 0.01) * (0.9 + 0.3 * t))


def _pin(metric: Metric, t: float) -> Odds:
    number = int(metric.id[-2:])
    p = _PINS.get(number, 0.03 if number < 14 else 0.004)
    return _bit(p * (0.15 + 3.9 * _after(t, 0.15)) if number in _GROWING else p * (1.1 - 0.35 * t))


def _warned(metric: Metric, t: float) -> Odds:
    _warn, level, place = metric.id.split(".")
    if level == "way":
        share = {"browser": 0.1, "desktop": 0.02}.get(place, 0.004)
        return _count(share * (1.15 - 0.4 * t))
    return _count(_LEVELS[level] * _PLACES[place] * (1.15 - 0.45 * t))


def _answered(metric: Metric, t: float) -> Odds:
    _answer, choice, band = metric.id.split(".")
    warned = (0.17 if band == "lower" else 0.04) * (1.15 - 0.45 * t)
    drift = {"continued": 1.5 - 0.9 * t, "redacted": 0.7 + 0.6 * t}.get(choice, 1.0)
    return _count(warned * _ANSWERS[choice] * drift)


def _cover(metric: Metric, t: float) -> Odds:
    there = _COVER.get(metric.id.removeprefix("cover."), 0.5)
    good = 0.84 + 0.13 * t
    degraded = (1 - good) * 0.7
    return (1 - there, there * good, there * degraded, there * (1 - good - degraded))


def _version(_metric: Metric, t: float) -> Odds:
    fresh = 0.72 + 0.15 * math.sin(9 * t)
    return (fresh, (1 - fresh) * 0.7, (1 - fresh) * 0.25, (1 - fresh) * 0.05)


def _fault(metric: Metric, t: float) -> Odds:
    return _count(_FAULTS.get(metric.id, 0.001) * (1.2 - 0.6 * t))


def _level(metric: Metric, t: float) -> Odds:
    return _bit(_LEVELS[metric.id.rpartition(".")[2]] * (1.15 - 0.45 * t))


def _acknowledged(_metric: Metric, t: float) -> Odds:
    present = 0.35 + 0.5 * _after(t, 0.3)
    return (0.9 - present, present, 0.08, 0.02)


def _small(p: float) -> Callable[[Metric, float], Odds]:
    return lambda metric, _t: _bit(p) if metric.kind == "bit" else _count(p)


def _after(t: float, begin: float) -> float:
    return max(t - begin, 0) / (1 - begin)


_RULES: Mapping[str, Callable[[Metric, float], Odds]] = {
    "use.days": _days,
    "use.class.": _class,
    "use.way.": _way,
    "tool.pin.": _pin,
    "tool.unsaid": _small(0.02),
    "warn.": _warned,
    "answer.": _answered,
    "reason.": _small(0.02),
    "rule.warned.": lambda metric, _t: _count(_FAMILIES.get(metric.id[-2:], 0.001)),
    "rule.disputed.": lambda metric, _t: _count(_FAMILIES.get(metric.id[-2:], 0.001) / 9),
    "api.provider.": lambda metric, _t: _bit(_INTERFACES.get(metric.id[-2:], 0.002)),
    "api.key-in-clear": lambda _metric, t: _bit(0.05 - 0.03 * t),
    "api.unregistered": lambda _metric, t: _bit(0.06 - 0.04 * t),
    "warned.": _level,
    "safe-way-out": _small(0.08),
    "continued.": _small(0.015),
    "not-sensitive": _small(0.006),
    "policy.ack": _acknowledged,
    "lesson": lambda _metric, t: _bit(0.04 + 0.16 * t),
    "here": lambda _metric, _t: _bit(1.0),
    "usecase.none": _small(0.2),
    "usecase.known": _small(0.3),
    "cover.": _cover,
    "version.": _version,
    "drop.": _fault,
    "fault.": _fault,
    "day.hot": _small(0.012),
    "day.broken": _small(0.002),
}
