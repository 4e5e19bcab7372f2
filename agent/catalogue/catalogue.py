"""The AI tools Plimsoll knows, and how it recognises each of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from agent.catalogue.files import FileIndex
from agent.catalogue.hosts import HostIndex
from agent.catalogue.launched import launched, program_name
from agent.catalogue.long_tail import LongTail
from agent.catalogue.match_patterns import match_patterns
from agent.catalogue.packages import PackageIndex
from agent.catalogue.tenant import TenantTest, tenant_of
from agent.catalogue.tool import HostRule, Tool
from agent.events import Destination, ToolClass
from agent.words import gettext as _

#: Tools whose sites are guarded: an approved tool may have confidential text, but no secrets.
_GUARDED = frozenset(ToolClass) - {ToolClass.LOCAL}


class Catalogue:
    """Finds a tool by whatever of it is seen. Never changes; safe to use from any thread."""

    def __init__(self, tools: Iterable[Tool], tail: LongTail | None = None) -> None:
        """`tail`: services known by their hosts alone; no id of theirs is in `tools`."""
        self._tools = {tool.id: tool for tool in tools}
        self._tail = tail or LongTail()
        self._hosts = HostIndex(self._tools.values(), self._tail.by_host)
        self._files = FileIndex(self._tools.values())
        self._packages = PackageIndex(self._tools.values())
        self._numbers = {tool.number: tool for tool in self._tools.values()}
        self._programs: dict[str, Tool] = {}
        self._folded: dict[str, Tool] = {}
        self._apps: dict[str, Tool] = {}
        self._shared: dict[str, list[tuple[str, Tool]]] = {}
        self._ports: dict[int, Tool] = {}
        self._own_ports: dict[int, Tool] = {}
        self._variables: dict[str, Tool] = {}
        self._extensions: dict[tuple[str, str], Tool] = {}
        for tool in self._tools.values():
            self._add(tool)

    @property
    def tools(self) -> tuple[Tool, ...]:
        """All of them, those of the long tail last."""
        return (*self._tools.values(), *self._tail)

    @property
    def described(self) -> tuple[Tool, ...]:
        """Those of which more than their hosts is known."""
        return tuple(self._tools.values())

    def with_classes(self, classes: Mapping[str, str]) -> Catalogue:
        """The same tools with the classes that the company gave them (tool id to class).

        Raises ValueError for a tool or a class that there is none of.
        """
        if not classes:
            return self
        changed = dict(self._tools)
        for tool_id, word in classes.items():
            tool = self.get(tool_id)
            if tool is None:
                raise ValueError(_("there is no tool “{tool}”.").format(tool=tool_id))
            changed[tool_id] = replace(tool, tool_class=ToolClass(word))
        return Catalogue(changed.values(), self._tail.without(classes))

    def get(self, tool_id: str) -> Tool | None:
        return self._tools.get(tool_id) or self._tail.get(tool_id)

    def by_number(self, number: int) -> Tool | None:
        """The tool with this permanent number."""
        return self._numbers.get(number) or self._tail.by_number(number)

    def by_host(self, host: str, path: str = "") -> Tool | None:
        """The tool at a host such as `chat.openai.com`, and where it is known a path."""
        return self._hosts.find(host, path)

    def has_host(self, host: str) -> bool:
        """Whether any tool is at this host, at whatever path."""
        return self._hosts.knows(host)

    def by_url(self, url: str) -> Tool | None:
        return self._hosts.find_url(url)

    def by_process(self, name: str, cmdline: Sequence[str] = (), exe: str = "") -> Tool | None:
        """The tool that a process is, or that it launches.

        `exe` is the program's file. A name that other programs share needs it, or `cmdline`.
        """
        tool = self._by_program(name) or self._by_shared_name(name, (exe, *cmdline))
        if tool is not None:
            return tool
        behind = launched(cmdline or (name,))
        for program in behind.programs:
            tool = self._by_program(program) or self._by_shared_name(program, cmdline)
            if tool is not None:
                return tool
        for package in behind.packages:
            tool = self._packages.find(package)
            if tool is not None:
                return tool
        return None

    def by_command_line(self, text: str) -> Tool | None:
        """As `by_process`, for a program's name or a whole command line in one text."""
        tool = self.by_process(text, (text,))
        words = text.split()
        # “Notion Calendar” is one name; the name of a command has no capitals.
        if tool is None and len(words) > 1 and words[0] == words[0].lower():
            tool = self.by_process(program_name(words[0]), words, words[0])
        return tool

    def by_extension(self, store: str, extension_id: str) -> Tool | None:
        """`store` is `vscode`, `chrome`, `edge`, `firefox` or `jetbrains`."""
        key = extension_id.casefold()
        tool = self._extensions.get((store, key))
        if tool is None and store == "edge":  # it installs from Chrome's store as well
            tool = self._extensions.get(("chrome", key))
        return tool

    def by_path(self, path: str) -> Tool | None:
        """The tool that a file, a folder or a program's file belongs to."""
        tool = self._files.find(path)
        name = program_name(path)
        if tool is None and name.endswith((".exe", ".app")):
            tool = self._by_program(name) or self._by_shared_name(name, (path,))
        return tool

    def by_port(self, port: int) -> Tool | None:
        """The tool whose port this is. Ports that any server may use belong to none."""
        return self._own_ports.get(port) or self._ports.get(port)

    def by_own_port(self, port: int) -> Tool | None:
        """As `by_port`, without the ports that a few other programs use as well."""
        return self._own_ports.get(port)

    def by_variable(self, name: str) -> Tool | None:
        """`OPENAI_API_KEY`: the tool that reads this environment variable."""
        return self._variables.get(name)

    def by_application(self, name: str) -> Tool | None:
        """The name of a desktop application, or its bundle id."""
        return self._apps.get(name.casefold())

    def by_package(self, package: str) -> Tool | None:
        """`npm:@openai/codex`, or the name alone."""
        return self._packages.find(package)

    def governed_hosts(self) -> tuple[str, ...]:
        """Match patterns of the sites where the browser extension stands guard."""
        guarded = (tool for tool in self.described if tool.tool_class in _GUARDED)
        rules = [rule for tool in guarded for rule in tool.hosts]
        rules += [HostRule(suffix=host) for host in self._tail.hosts]
        return match_patterns(rules)

    def tenant_tests(self) -> tuple[TenantTest, ...]:
        """Of all tools: which hosts tell a tenant, and by which part of their address."""
        return tuple(test for tool in self._tools.values() for test in tool.tenants)

    def destination(
        self,
        *,
        host: str = "",
        path: str = "",
        query: Mapping[str, str] = MappingProxyType({}),
        tool: str = "",
        process: str = "",
    ) -> Destination:
        """Where content goes, by the first of these that is given. Class *unknown* for no tool.

        `query` has the few keys that tell a tenant (`tenant_tests`), and no others.
        """
        if tool:
            found = self.get(tool)
        elif host:
            found = self.by_host(host, path)
        else:
            found = self.by_process(process) if process else None
        if found is None:
            return Destination(tool or host or process, ToolClass.UNKNOWN)
        tenant = tenant_of(found.tenants, host, path, query) if host else ""
        return Destination(found.name, found.tool_class, found.id, tenant)

    def _add(self, tool: Tool) -> None:
        names = [name for names in tool.processes.values() for name in names]
        for name in (*names, *(command.name for command in tool.cli)):
            self._programs.setdefault(name, tool)
            self._folded.setdefault(name.casefold(), tool)
        for app in tool.apps:
            self._apps.setdefault(app.casefold(), tool)
        for bundle in tool.bundle_ids:
            self._apps.setdefault(bundle.casefold(), tool)
        for shared in tool.shared_names:
            self._shared.setdefault(shared.name.casefold(), []).append((shared.sign, tool))
        for port in tool.ports:
            self._own_ports.setdefault(port, tool)
        for port in tool.shared_ports:
            self._ports.setdefault(port, tool)
        for variable in tool.env:
            self._variables.setdefault(variable, tool)
        for store, ids in tool.extensions.items():
            for extension_id in ids:
                self._extensions.setdefault((store, extension_id.casefold()), tool)

    def _by_program(self, name: str) -> Tool | None:
        """As it is written first: `Claude` is the desktop application, `claude` the command."""
        folded = name.casefold()
        if folded.endswith(".app"):
            return self._apps.get(folded.removesuffix(".app"))
        return (
            self._programs.get(name)
            or self._folded.get(folded)
            or self._folded.get(folded.removesuffix(".exe"))
            or self._apps.get(folded)
        )

    def _by_shared_name(self, name: str, evidence: Sequence[str]) -> Tool | None:
        signs = self._shared.get(program_name(name).removesuffix(".exe"))
        if not signs:
            return None
        text = " ".join(evidence).replace("\\", "/").casefold()
        return next((tool for sign, tool in signs if sign.casefold() in text), None)
