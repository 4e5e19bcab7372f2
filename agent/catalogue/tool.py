"""One AI tool, as `rules/tools/*.toml` describes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from agent.catalogue.tenant import TenantTest
from agent.events import ToolClass


class HostRule(NamedTuple):
    """Where a tool answers: exactly one of `exact`, `suffix` and `pattern` is given.

    A tuple, because there are thousands, made at each start.
    """

    #: This host only.
    exact: str = ""
    #: This host and all below it.
    suffix: str = ""
    #: A host in which `*` stands for one label or a part of it, never for a dot.
    pattern: str = ""
    #: Only at and below this path of the host; empty for all of it.
    path: str = ""


@dataclass(frozen=True, slots=True)
class SharedName:
    """A program's name that other programs have too.

    It counts only where its path or command line contains `sign`.
    """

    name: str
    sign: str


@dataclass(frozen=True, slots=True)
class Command:
    """A command-line program and the packages it comes in, such as `npm:@openai/codex`."""

    name: str
    packages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class McpFile:
    """A file below the home folder that lists MCP servers, and the keys that lead to them."""

    file: str
    key: str
    #: Keys that lead to a table whose names are a person's project folders, where it has one.
    projects: str = ""
    #: The file in each of those folders that lists further servers, under the same `key`.
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Tool:
    """What is known of one tool. Names of programs are as the system shows them."""

    id: str
    #: Permanent: it is what a record may carry, and is never given to another tool.
    number: int
    name: str
    vendor: str
    kind: str
    tool_class: ToolClass
    #: One sentence: why this record is as it is.
    why: str
    #: Where a person uses it.
    hosts: tuple[HostRule, ...] = ()
    #: Where its programs and pages call: APIs, uploaded files, scripts.
    service_hosts: tuple[HostRule, ...] = ()
    #: System (`linux`, `windows`, `macos`) to names of processes.
    processes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shared_names: tuple[SharedName, ...] = ()
    #: Names of desktop applications.
    apps: tuple[str, ...] = ()
    bundle_ids: tuple[str, ...] = ()
    cli: tuple[Command, ...] = ()
    #: Store (`vscode`, `chrome`, `edge`, `firefox`, `jetbrains`) to extension ids.
    extensions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: TCP ports on this machine that nobody else is known to use.
    ports: tuple[int, ...] = ()
    #: TCP ports that a few other programs use as well.
    shared_ports: tuple[int, ...] = ()
    #: Files and folders; `~` is the home folder, a path without it lies in a project.
    paths: tuple[str, ...] = ()
    #: Where it is told which MCP servers to start.
    mcp: tuple[McpFile, ...] = ()
    #: Model files: paths below the home folder in which `*` stands for a part of a name.
    models: tuple[str, ...] = ()
    #: Libraries and programs, such as `pypi:openai`.
    packages: tuple[str, ...] = ()
    #: Names of environment variables. Never their values.
    env: tuple[str, ...] = ()
    #: How an address tells whose account is open.
    tenants: tuple[TenantTest, ...] = ()
    #: Whether private and work accounts use the same address, so that nothing tells them apart.
    account_untold: bool = False

    @property
    def address(self) -> str:
        """Host and path where a person opens it, or nothing."""
        named = (f"{rule.exact or rule.suffix}{rule.path}" for rule in self.hosts)
        return next((one for one in named if not one.startswith("/")), "")
