"""The catalogue: reading its files, saying what is wrong with them, and finding a tool."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.catalogue import Catalogue, CatalogueError, load_catalogue
from agent.catalogue.matching import Unreadable, match
from agent.events import Destination, ToolClass

GOOD = """
[[tool]]
id = "example"
number = 7
name = "Example"
vendor = "Example Ltd"
kind = "assistant"
class = "public"
why = "It stands in a test."
"""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def written(folder: Path, text: str) -> Path:
    (folder / "example.toml").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        ("[[tool\nid = 1", "", "line 1"),
        ("tools = 1", "tool", "[[tool]]"),
        (GOOD.replace("why", "# why"), "example.why", "missing"),
        (GOOD + "colour = 1", "example.colour", "not a key"),
        (GOOD.replace("7", "-7"), "example.number", "whole number"),
        (GOOD.replace("7", "true"), "example.number", "whole number"),
        (GOOD.replace('"public"', '"secret"'), "example.class", "one of public"),
        (GOOD + "hosts = [3]", "example.hosts", "table"),
        (GOOD + 'hosts = ["A.b"]', "example.hosts", "small letters"),
        (GOOD + 'hosts = [{ suffix = "a.b", exact = "a.b" }]', "example.hosts", "one of"),
        (GOOD + 'hosts = [{ suffix = "a.b", path = "c" }]', "example.hosts", "begins with"),
        (GOOD + 'cli = [{ packages = ["npm:x"] }]', "example.cli", "name"),
        (GOOD + 'shared_names = [{ name = "x" }]', "example.shared_names", "text"),
        (GOOD + "ports = 1", "example.ports", "list"),
        (GOOD + 'processes = ["x"]', "example.processes", "table"),
    ],
)
def test_a_broken_file_is_named_with_its_key_and_the_reason(
    tmp_path: Path, text: str, key: str, reason: str
) -> None:
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(written(tmp_path, text))
    assert caught.value.file.name == "example.toml"
    assert caught.value.key == key
    assert reason in caught.value.reason
    assert str(caught.value).startswith("example.toml")


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "example.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(CatalogueError, match="example.toml"):
        load_catalogue(tmp_path)


def test_two_tools_cannot_have_one_id(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="another tool has this id"):
        load_catalogue(written(tmp_path, GOOD + GOOD.replace("7", "8")))


def test_two_tools_cannot_have_one_number(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="example has this number"):
        load_catalogue(written(tmp_path, GOOD + GOOD.replace('"example"', '"other"')))


def test_the_company_can_give_a_tool_another_class(catalogue: Catalogue) -> None:
    changed = catalogue.with_classes({"openai-chatgpt": "approved"})
    assert changed.destination(host="chatgpt.com").tool_class is ToolClass.APPROVED
    assert catalogue.destination(host="chatgpt.com").tool_class is ToolClass.PUBLIC


@pytest.mark.parametrize("classes", [{"nobody": "approved"}, {"openai-chatgpt": "nice"}])
def test_a_class_for_no_tool_or_no_class_is_refused(
    catalogue: Catalogue, classes: dict[str, str]
) -> None:
    with pytest.raises(ValueError, match=r"nobody|nice"):
        catalogue.with_classes(classes)


def test_the_extension_stands_guard_on_every_site_but_local_ones(catalogue: Catalogue) -> None:
    patterns = catalogue.governed_hosts()
    assert {"*://*.chatgpt.com/*", "*://www.bing.com/chat*"} <= set(patterns)
    assert any("m365.cloud.microsoft" in pattern for pattern in patterns)
    assert not any("githubusercontent" in pattern for pattern in patterns)
    local = catalogue.with_classes({"openai-chatgpt": "local"}).governed_hosts()
    assert "*://*.chatgpt.com/*" not in local


def test_the_catalogue_names_no_site_twice(catalogue: Catalogue) -> None:
    patterns = catalogue.governed_hosts()
    assert len(patterns) == len(set(patterns))
    single = {pattern.replace("://*.", "://") for pattern in patterns if "://*." in pattern}
    assert not single & set(patterns)


def test_a_destination_that_is_no_tool_keeps_its_name_and_is_unknown(catalogue: Catalogue) -> None:
    unknown = Destination("intranet.example", ToolClass.UNKNOWN)
    assert catalogue.destination(host="intranet.example") == unknown
    assert catalogue.destination() == Destination("", ToolClass.UNKNOWN)


def test_a_destination_is_found_by_tool_host_and_process(catalogue: Catalogue) -> None:
    chatgpt = Destination("ChatGPT", ToolClass.PUBLIC, "openai-chatgpt")
    assert catalogue.destination(tool="openai-chatgpt") == chatgpt
    assert catalogue.destination(host="chatgpt.com") == chatgpt
    assert catalogue.destination(process="ollama").tool_class is ToolClass.LOCAL


@pytest.mark.parametrize(
    ("package", "tool"),
    [
        ("@anthropic-ai/claude-code", "anthropic-claude-code"),
        ("npm:@openai/codex", "openai-codex"),
        ("pypi:Aider_Chat", "aider"),
        ("llama_index", "llamaindex"),
        ("left-pad", None),
        ("", None),
    ],
)
def test_a_package_belongs_to_its_tool(
    catalogue: Catalogue, package: str, tool: str | None
) -> None:
    found = catalogue.by_package(package)
    assert (found.id if found else None) == tool


@pytest.mark.parametrize(
    ("store", "extension", "tool"),
    [
        ("vscode", "GitHub.copilot", "github-copilot"),
        ("chrome", "kbfnbcaeplbcioakkpcpgfkobkghlhen", "grammarly"),
        ("edge", "kbfnbcaeplbcioakkpcpgfkobkghlhen", "grammarly"),
        ("firefox", "kbfnbcaeplbcioakkpcpgfkobkghlhen", None),
        ("vscode", "ms-python.python", None),
    ],
)
def test_an_extension_belongs_to_its_tool_in_its_own_store(
    catalogue: Catalogue, store: str, extension: str, tool: str | None
) -> None:
    found = catalogue.by_extension(store, extension)
    assert (found.id if found else None) == tool


def test_a_port_that_any_server_may_use_belongs_to_no_tool(catalogue: Catalogue) -> None:
    ollama = catalogue.by_port(11434)
    assert ollama is not None and ollama.id == "ollama"
    assert [catalogue.by_port(port) for port in (80, 3000, 8000, 8080)] == [None] * 4


@pytest.mark.parametrize(
    ("url", "tool"),
    [
        ("https://chatgpt.com/c/1?model=x#y", "openai-chatgpt"),
        ("chatgpt.com/c/1", "openai-chatgpt"),
        ("https://user:word@chatgpt.com:443/", "openai-chatgpt"),
        ("https://example.com/?next=https://chatgpt.com", None),
        ("https://[broken", None),
        ("", None),
    ],
)
def test_a_url_belongs_to_the_tool_at_its_host(
    catalogue: Catalogue, url: str, tool: str | None
) -> None:
    found = catalogue.by_url(url)
    assert (found.id if found else None) == tool


@given(st.text())
def test_no_text_breaks_a_look_up(text: str) -> None:
    everything = SHARED
    everything.by_host(text, text)
    everything.by_url(text)
    everything.by_command_line(text)
    everything.by_path(text)
    everything.by_package(text)


def test_a_matched_line_comes_back_with_all_that_it_held(catalogue: Catalogue) -> None:
    line = {"id": [1, None], "kind": "host", "value": "claude.ai", "more": "kept"}
    answer = match(catalogue, json.dumps(line).encode())
    assert answer == {**line, "tool": "anthropic-claude", "class": "public"}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"oops", "not JSON"),
        (b"\xff", "not JSON"),
        (b"[]", "object"),
        (b"{}", "kind"),
        (b'{"kind": "host"}', "value"),
        (b'{"kind": "port", "value": "many"}', "whole number"),
        (b'{"kind": "port", "value": true}', "whole number"),
        (b'{"kind": "extension", "value": "a.b"}', "store"),
        (b"[" * 100_000, "not JSON"),
    ],
)
def test_a_line_that_cannot_be_matched_says_why(
    catalogue: Catalogue, line: bytes, words: str
) -> None:
    with pytest.raises(Unreadable, match=words):
        match(catalogue, line)


SHARED = load_catalogue()
