"""Places where AI tools leave traces, with folders as the real programs lay them out."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from agent.catalogue import Catalogue, load_catalogue
from agent.events import Channel
from agent.sense.tools.applications import ApplicationPlace
from agent.sense.tools.chromium_extensions import ChromiumExtensionPlace
from agent.sense.tools.code_extensions import CodeExtensionPlace
from agent.sense.tools.firefox_extensions import FirefoxExtensionPlace
from agent.sense.tools.jetbrains_plugins import JetBrainsPluginPlace
from agent.sense.tools.mcp_servers import McpPlace
from agent.sense.tools.model_files import ModelPlace
from agent.sense.tools.packages import PackagePlace
from agent.sense.tools.place import Place
from agent.sense.tools.places import all_places
from agent.sense.tools.proposal import Proposal
from agent.sense.tools.seen import Seen

GRAMMARLY = "kbfnbcaeplbcioakkpcpgfkobkghlhen"
CANARY = "sk-canary-4711"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def write(file: Path, text: str = "") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def seen(place: Place) -> list[tuple[str, str]]:
    """Tool and sign of each tool that is known."""
    return [(one.tool.id, one.sign) for one in place.look() if isinstance(one, Seen)]


def proposed(place: Place) -> list[str]:
    return [one.name for one in place.look() if isinstance(one, Proposal)]


def entry(name: str, program: str, more: str = "") -> str:
    own = f"[Desktop Entry]\nType=Application\nName={name}\nExec={program}\n{more}\n"
    return f"{own}[Desktop Action x]\nName=No"


def test_an_application_is_known_by_its_name_or_its_program(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    folder = tmp_path / "data" / "applications"
    write(folder / "claude.desktop", entry("Claude", "/usr/bin/claude-desktop %u"))
    write(folder / "x.desktop", entry("Local models", "env A=1 /opt/gpt4all/bin/gpt4all %F"))
    write(folder / "code.desktop", entry("Visual Studio Code", "/usr/share/code/code %F"))
    write(folder / "gone.desktop", entry("Jan", "jan", "Hidden=true"))
    write(folder / "broken.desktop", "[Desktop Entry\nName=Claude")
    write(folder / "quotes.desktop", entry("Nothing", '"claude'))
    write(folder / "other.desktop", entry("Acme GPT", "acme"))
    place = ApplicationPlace(catalogue, tmp_path, {"XDG_DATA_DIRS": str(tmp_path / "data")})
    ours = [(tool, Path(sign).name) for tool, sign in seen(place) if str(tmp_path) in sign]
    assert ours == [("anthropic-claude", "claude.desktop"), ("gpt4all", "x.desktop")]
    assert "Acme GPT" in proposed(place)
    assert "Visual Studio Code" not in proposed(place)


def test_a_package_is_known_under_its_own_manager_only(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    (tmp_path / ".local/share/flatpak/app/io.gpt4all.gpt4all").mkdir(parents=True)
    (tmp_path / ".local/share/flatpak/app/cursor").mkdir()  # is a name of dpkg's
    ours = [sign for _tool, sign in seen(PackagePlace(catalogue, tmp_path)) if "flatpak" in sign]
    assert ours == ["flatpak:io.gpt4all.gpt4all"]


def test_a_library_with_the_name_of_an_application_is_no_application(catalogue: Catalogue) -> None:
    assert catalogue.by_package("apt:cursor") is not None
    assert catalogue.by_package("npm:cursor") is None
    assert catalogue.by_process("node", ("node", "/a/node_modules/cursor/index.js")) is None


def test_extensions_of_each_editor_are_known_by_their_folders(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    code, cursor = tmp_path / ".vscode/extensions", tmp_path / ".cursor/extensions"
    for name in (
        "github.copilot-chat-0.22.4",
        "github.copilot-1.250.0-linux-x64",
        "ms-python.python-2025.1.0",
        "acme.chatgpt-helper-1.0.0",
        "continue.continue-0.9.1",
    ):
        write(code / name / "package.json", "{}")
    write(code / ".obsolete", json.dumps({"continue.continue-0.9.1": True}))
    write(code / "extensions.json", "[]")
    write(cursor / "Anthropic.claude-code-2.0.1" / "package.json", "{}")
    place = CodeExtensionPlace(catalogue, tmp_path)
    assert seen(place) == [
        ("github-copilot", "github.copilot (vscode)"),
        ("github-copilot", "github.copilot-chat (vscode)"),
        ("anthropic-claude-code", "anthropic.claude-code (cursor)"),
    ]
    assert proposed(place) == ["acme.chatgpt-helper"]


def test_a_jetbrains_plugin_is_known_by_the_id_in_its_archive(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    ide = tmp_path / ".local/share/JetBrains/PyCharm2025.2"
    library = ide / "github-copilot-intellij" / "lib"
    library.mkdir(parents=True)
    with zipfile.ZipFile(library / "core.jar", "w") as jar:
        description = "<idea-plugin><id>com.github.copilot</id><name>Copilot</name></idea-plugin>"
        jar.writestr("META-INF/plugin.xml", description)
    write(library / "broken.jar", "no archive")
    (ide / "empty").mkdir()
    place = JetBrainsPluginPlace(catalogue, tmp_path, {})
    assert seen(place) == [("github-copilot", "com.github.copilot (PyCharm2025.2)")]


def test_chromium_extensions_are_found_in_every_profile(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    browser = tmp_path / ".config/google-chrome"
    for profile in ("Default", "Profile 2"):
        write(browser / profile / "Preferences", "{}")
        write(browser / profile / "Extensions" / GRAMMARLY / "14.1_0" / "manifest.json", "{}")
    write(browser / "System Profile" / "Extensions" / GRAMMARLY / "manifest.json", "{}")
    write(browser / "Default" / "Extensions" / ("a" * 32) / "1_0" / "manifest.json", "{}")
    place = ChromiumExtensionPlace(catalogue, tmp_path, {})
    assert seen(place) == [
        ("grammarly", f"{GRAMMARLY} (google-chrome, Default)"),
        ("grammarly", f"{GRAMMARLY} (google-chrome, Profile 2)"),
    ]


def test_firefox_extensions_are_read_from_the_list_of_the_profile(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    known = next(
        iter(next(t for t in catalogue.tools if "firefox" in t.extensions).extensions["firefox"])
    )
    addons = [
        {"id": known, "type": "extension", "active": True},
        {"id": known, "type": "extension", "active": False},
        {"id": known, "type": "theme", "active": True},
        {
            "id": "x@y",
            "type": "extension",
            "active": True,
            "defaultLocale": {"name": "ChatGPT for mail"},
        },
        {"id": 3, "type": "extension", "active": True},
        "nonsense",
    ]
    profile = tmp_path / ".mozilla/firefox/abcd.default"
    write(profile / "extensions.json", json.dumps({"addons": addons}))
    place = FirefoxExtensionPlace(catalogue, tmp_path)
    assert [sign for _tool, sign in seen(place)] == [f"{known} (abcd.default)"]
    assert proposed(place) == ["ChatGPT for mail"]


def test_mcp_servers_are_named_and_what_they_are_given_is_not(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    secret = {"args": ["--key", CANARY], "env": {"TOKEN": CANARY}, "url": f"https://x/{CANARY}"}
    servers = {"files": {"command": "npx", **secret}, "far": {"url": f"https://x/{CANARY}"}}
    write(tmp_path / ".cursor/mcp.json", json.dumps({"mcpServers": servers}))
    write(
        tmp_path / ".config/Code/User/mcp.json",
        '{ // ours\n "servers": {"codex": {"command": "npx", "args": ["-y", "@openai/codex"]},}}',
    )
    write(tmp_path / ".codex/config.toml", '[mcp_servers.docs]\ncommand = "docs"\n')
    project = {"projects": {"/home/a.b/work": {"mcpServers": {"local": {"command": "x"}}}}}
    write(tmp_path / ".claude.json", json.dumps(project))
    write(tmp_path / ".config/amp/settings.json", '{"amp.mcpServers": {"web": {"command": "w"}}}')
    write(tmp_path / ".gemini/settings.json", '{"mcpServers": ["broken"]}')
    write(tmp_path / ".qwen/settings.json", "{ half")
    place = McpPlace(catalogue, tmp_path)
    assert sorted(seen(place)) == [
        ("amp", "web"),
        ("anthropic-claude-code", "local"),
        ("cursor", "far"),
        ("cursor", "files"),
        ("github-copilot", "codex"),
        ("openai-codex", "codex"),
        ("openai-codex", "docs"),
    ]
    assert CANARY not in repr(list(place.look()))
    assert {one.channel for one in place.look()} == {Channel.MCP}


def test_mcp_servers_in_yaml_are_read_as_plain_data(catalogue: Catalogue, tmp_path: Path) -> None:
    goose = f"""
extensions:
  developer: {{type: builtin, enabled: true}}
  web:
    cmd: npx
    args: ["-y", "@openai/codex", "--key={CANARY}"]
    envs: {{TOKEN: {CANARY}}}
"""
    listed = "mcpServers:\n  - name: files\n    command: npx\n  - command: nameless\n  - 3\n"
    write(tmp_path / ".config/goose/config.yaml", goose)
    write(tmp_path / ".continue/config.yaml", listed)
    place = McpPlace(catalogue, tmp_path)
    assert sorted(seen(place)) == [
        ("continue", "files"),
        ("goose", "developer"),
        ("goose", "web"),
        ("openai-codex", "web"),
    ]
    assert CANARY not in repr(list(place.look()))


@pytest.mark.parametrize(
    "text",
    [
        "!!python/object/apply:os.system ['touch here']",
        "extensions: [*nobody]",
        "- a list",
        "extensions: {a: {b: c",
        "\0",
        "extensions: " + "[" * 5000,
        "extensions:\n  a: {cmd: b}\n" + "#" * 70_000,
    ],
)
def test_yaml_that_is_broken_hostile_or_too_long_is_passed_over(
    catalogue: Catalogue, tmp_path: Path, text: str
) -> None:
    write(tmp_path / ".config/goose/config.yaml", text)
    assert list(McpPlace(catalogue, tmp_path).look()) == []


def test_a_projects_own_mcp_servers_are_found_where_the_client_lists_the_project(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    project, gone = tmp_path / "work.new", tmp_path / "gone"
    write(project / ".mcp.json", '{"mcpServers": {"ours": {"command": "x"}}}')
    write(tmp_path / "elsewhere/.mcp.json", '{"mcpServers": {"unlisted": {"command": "x"}}}')
    listed = {"projects": {str(project): {}, str(gone): {}}}
    write(tmp_path / ".claude.json", json.dumps(listed))
    assert seen(McpPlace(catalogue, tmp_path)) == [("anthropic-claude-code", "ours")]


def test_models_are_known_by_the_names_of_their_files(catalogue: Catalogue, tmp_path: Path) -> None:
    write(tmp_path / ".ollama/models/manifests/registry.ollama.ai/library/llama3.2/3b")
    write(tmp_path / ".cache/huggingface/hub/models--acme--small/refs/main")
    write(tmp_path / ".cache/huggingface/hub/datasets--acme--words/refs/main")
    assert sorted(seen(ModelPlace(catalogue, tmp_path))) == [
        ("huggingface", "models--acme--small"),
        ("ollama", "registry.ollama.ai/library/llama3.2/3b"),
    ]


def test_an_empty_home_has_nothing_and_breaks_nothing(catalogue: Catalogue, tmp_path: Path) -> None:
    for place in all_places(
        catalogue, tmp_path, {"PATH": str(tmp_path), "XDG_DATA_DIRS": "/nowhere"}
    ):
        ours = [one for one in place.look() if str(tmp_path) in one.sign]
        assert ours == [], place.name
