"""A frozen program gets the modules that it leads to, and nothing behind what it must not have."""

from __future__ import annotations

import runpy
from dataclasses import dataclass

from tests.packaging.recipe import PACKAGING

REACH = runpy.run_path(str(PACKAGING / "frozen" / "reach.py"))["reach"]


@dataclass(frozen=True)
class Module:
    """As a node of PyInstaller's graph, which tells kinds of nodes by the name of their class."""

    identifier: str


class Script(Module):
    """What a program begins with."""


class Graph:
    """As PyInstaller's: what each node imports. Some of what it yields is nothing."""

    def __init__(self, **imports: str) -> None:
        self._imports = imports

    def outgoing(self, node: Module) -> list[Module | None]:
        names = self._imports.get(node.identifier, "").split()
        return [None, *(Script(n) if n.startswith("run_") else Module(n) for n in names)]


def test_all_that_a_program_leads_to_is_found_in_circles_too() -> None:
    graph = Graph(run_tray="ui", ui="words door", words="ui")

    assert REACH(graph, [Script("run_tray")], ()) == {"run_tray", "ui", "words", "door"}


def test_nothing_is_found_through_another_program() -> None:
    graph = Graph(run_agent="judge run_uplink", run_uplink="requests")

    assert REACH(graph, [Script("run_agent")], ()) == {"run_agent", "judge"}


def test_what_is_refused_is_not_found_nor_what_is_within_or_behind_it() -> None:
    graph = Graph(run_agent="judge requests tuf.api", requests="ssl", judge="re2 tufts")

    found = REACH(graph, [Script("run_agent")], ("requests", "tuf"))

    assert found == {"run_agent", "judge", "re2", "tufts"}
