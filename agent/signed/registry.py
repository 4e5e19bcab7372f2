"""The registry of numbers that came signed. It can leave a number out and never ask for another."""

from __future__ import annotations

import logging
from pathlib import Path

from agent.report.metrics import Metric, Registry, RegistryError, load_registry

log = logging.getLogger(__name__)

NAME = "metrics.toml"


def signed_registry(everyone: Path | None) -> Registry:
    """The signed registry where it lies within ours; else ours."""
    ours = load_registry()
    file = everyone / NAME if everyone else None
    if file is None or not file.is_file():
        return ours
    try:
        told = load_registry(file)
    except RegistryError as fault:
        log.warning("signed.registry: %s", fault)
        return ours
    beyond = beyond_ours(told, ours)
    if beyond:
        log.warning("signed.registry: %s asks for more than Plimsoll tells", beyond)
        return ours
    return told


def beyond_ours(told: Registry, ours: Registry) -> str:
    """Id of a metric that asks for more than ours of the same number; nothing where none does."""
    return next((metric.id for metric in told if not _within(metric, ours)), "")


def _within(metric: Metric, ours: Registry) -> bool:
    known = ours.numbered(metric.number)
    if known is None or metric.cap > known.cap or metric.retention_days > known.retention_days:
        return False
    return _what(metric) == _what(known) and known.values[: len(metric.values)] == metric.values


def _what(metric: Metric) -> tuple[str, str, str, str]:
    """Its sentences may be written anew; what is counted, how often and for whom may not."""
    return metric.id, metric.kind, metric.epoch, metric.label
