"""How the larger parts of the agent are made of its settings, for `agent/agent.py`."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable
from pathlib import Path

from agent.catalogue import Catalogue
from agent.clocks import read_clocks
from agent.grounds import load_grounds
from agent.judge.dismissed import Dismissed
from agent.judge.let_through import LetThrough
from agent.judge.memory import PasteMemory
from agent.native import clocks
from agent.pipe import Pipe
from agent.report.reporter import Reporter
from agent.report.said import Names
from agent.service.guide import Guide
from agent.service.pasting import Pasting
from agent.settings import Settings
from agent.signed.catalogue import signed_catalogue
from agent.signed.layer import SignedLayer
from agent.signed.registry import signed_registry
from agent.warn.held import HeldFlows
from agent.warn.quiet import QuietTime

log = logging.getLogger(__name__)


def make_catalogue(settings: Settings, layer: SignedLayer) -> Catalogue:
    """The signed catalogue with the classes that the company set."""
    catalogue = signed_catalogue(layer.rules)
    try:
        return catalogue.with_classes(settings.tool_classes)
    except ValueError as fault:
        log.warning("settings.tool-classes: %s", fault)
        return catalogue


def make_reporter(
    home: Path,
    settings: Settings,
    catalogue: Catalogue,
    layer: SignedLayer,
    rule_id: Callable[[int], str],
) -> Reporter:
    """What counts and tells, in the names and numbers of the signed lists."""

    def number_of(tool_id: str) -> int | None:
        tool = catalogue.get(tool_id)
        return tool.number if tool else None

    def name_of(number: int) -> str:
        tool = catalogue.by_number(number)
        return tool.name if tool else ""

    return Reporter(
        home,
        settings.enrolment,
        settings.group,
        signed_registry(layer.everyone),
        number_of,
        read_clocks,
        secrets.token_bytes,
        Names(name_of, rule_id),
        clocks.PLATFORM,
    )


def make_pasting(guide: Guide, quiet_seconds: float) -> Pasting:
    """The judge with what it remembers, salted anew for each run."""
    memory, dismissed = PasteMemory(secrets.token_bytes(16)), Dismissed(secrets.token_bytes(16))
    let_through = LetThrough(secrets.token_bytes(16), quiet_seconds)
    return Pasting(guide, memory, dismissed, let_through, time.monotonic)


def make_pipe(pasting: Pasting, guide: Guide, reporter: Reporter, quiet_seconds: float) -> Pipe:
    """The one way from a flow to its answer."""
    clock = time.monotonic
    return Pipe(
        pasting.judge,
        reporter.counter,
        lambda let_go: HeldFlows(clock, lambda: secrets.token_hex(8), let_go),
        QuietTime(clock, quiet_seconds),
        salt=secrets.token_bytes(16),
        not_sensitive=pasting,
        grounds=load_grounds(guide.counted_rules),
        tried=guide.tried,
    )
