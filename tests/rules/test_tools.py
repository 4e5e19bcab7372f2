"""The tool files themselves: their form, and the cases in which they must be precise."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from pathlib import Path

import jsonschema
import pytest

from agent.catalogue import Catalogue, load_catalogue

RULES = Path(__file__).parent.parent.parent / "rules"
FILES = sorted((RULES / "tools").glob("*.toml"))
LONG_TAIL = sorted((RULES / "tools" / "long_tail").glob("*.toml"))

# What is asked, the tool that must come out, and why the case is special.
HOSTS = [
    ("chatgpt.com", "", "openai-chatgpt", "its own host"),
    ("ab.chatgpt.com", "", "openai-chatgpt", "below its own host"),
    ("CHATGPT.com.", "", "openai-chatgpt", "names of hosts know no capitals and may end in a dot"),
    ("chatgpt.com", "/codex/tasks", "openai-codex", "the longer path is the more precise"),
    ("notchatgpt.com", "", None, "a suffix ends at a dot"),
    ("chatgpt.com.evil.example", "", None, "a suffix stands at the end"),
    ("bing.com", "", None, "a search engine"),
    ("www.bing.com", "/search", None, "a search engine"),
    ("www.bing.com", "/chat", "microsoft-copilot", "its chat is AI"),
    ("www.bing.com", "/chatter", None, "a path ends at a slash"),
    ("copilot.microsoft.com", "", "microsoft-copilot", "the consumer service"),
    ("m365.cloud.microsoft", "/chat", "microsoft-365-copilot", "the work service"),
    ("m365.cloud.microsoft", "/apps", None, "Office without its assistant"),
    ("api.individual.githubcopilot.com", "", "github-copilot", "one tenant kind of three"),
    ("api.business.githubcopilot.com", "", "github-copilot", "one tenant kind of three"),
    ("api.enterprise.githubcopilot.com", "", "github-copilot", "one tenant kind of three"),
    ("api.github.com", "", None, "all of GitHub's traffic"),
    ("github.com", "", None, "code, not AI"),
    ("github.com", "/copilot", "github-copilot", "its chat is AI"),
    ("auth0.com", "", None, "sign-in for thousands of sites"),
    ("stripe.com", "", None, "payments"),
    ("challenges.cloudflare.com", "", None, "a bot check used everywhere"),
    ("cdn.cloudflare.net", "", None, "serves everybody"),
    ("google.com", "", None, "a search engine"),
    ("gemini.google.com", "", "google-gemini", "its own host"),
    ("storage.googleapis.com", "", None, "serves everybody"),
    ("aiplatform.googleapis.com", "", "google-gemini-api", "the service"),
    ("europe-west3-aiplatform.googleapis.com", "", "google-gemini-api", "a region before it"),
    ("-aiplatform.googleapis.com", "", None, "a star stands for something"),
    ("bedrock-runtime.eu-west-1.amazonaws.com", "", "amazon-bedrock", "one label is free"),
    ("s3.eu-west-1.amazonaws.com", "", None, "serves everybody"),
    ("x.com", "", None, "a social network"),
    ("x.com", "/i/grok", "xai-grok", "its page for AI"),
    ("bolt.eu", "", None, "a taxi service"),
    ("bolt.new", "", "bolt", "the builder"),
    ("facebook.com", "", None, "a social network"),
    ("www.canva.com", "/design/x", None, "a drawing tool"),
    ("www.canva.com", "/ai", "canva-ai", "its page for AI"),
    ("zapier.com", "", None, "moves data and asks no model"),
    ("agents.zapier.com", "", "zapier-agents", "its agents"),
    ("search.brave.com", "/search", None, "a search engine"),
    ("search.brave.com", "/ask", "brave-leo", "its answers are a model's"),
    ("cloudflare.com", "", None, "serves everybody"),
    ("gateway.ai.cloudflare.com", "", "cloudflare-ai", "the gateway to models"),
    ("chatgpt.com", "/atlas", "openai-atlas", "the browser's page, not the chat"),
    ("colab.research.google.com", "", "google-colab", "one host of a domain that is no AI"),
    ("research.google.com", "", None, "papers"),
    ("proton.me", "", None, "mail"),
    ("lumo.proton.me", "", "proton-lumo", "its chat"),
    ("yandex.ru", "/search", None, "a search engine"),
    ("translate.google.com", "", "translate-google-com", "long tail: texts are pasted there"),
    ("translate.googleapis.com", "", None, "a browser translates pages there by itself"),
    ("sesame.example.com", "", None, "a name of the long tail below another domain"),
    ("alexa.com", "", None, "an address with another past"),
    ("slack.com", "", None, "messages; only the page of its assistant is AI"),
    ("app.slack.com", "/assistant", "slack-ai", "its assistant"),
    ("zoom.us", "", None, "calls"),
    ("ai.zoom.us", "", "zoom-ai-companion", "its assistant"),
    ("www.figma.com", "/file/x", None, "drawings"),
    ("www.figma.com", "/make/x", "figma-make", "its model"),
    ("gitlab.com", "", None, "code, not AI"),
    ("cloud.gitlab.com", "", "gitlab-duo", "where its models answer"),
    ("vertexaisearch.cloud.google.com", "/home/cid/1", "google-gemini-enterprise", "work service"),
    ("notebooklm.cloud.google.com", "", "google-gemini-enterprise", "the work service"),
    ("notebooklm.google.com", "", "google-notebooklm", "private and Workspace accounts"),
    ("x1.chat.qbusiness.eu-west-1.on.aws", "", "amazon-q-business", "a customer's own name"),
    ("qbusiness.eu-west-1.on.aws", "", None, "stars stand for something"),
    ("inference.generativeai.eu-frankfurt-1.oci.oraclecloud.com", "", "oracle-genai", "a region"),
    ("objectstorage.eu-frankfurt-1.oraclecloud.com", "", None, "files"),
    ("www.raycast.com", "/store", None, "a launcher"),
    ("kaggle.com", "", None, "data and competitions"),
    ("", "", None, "no host"),
]

PROCESSES = [
    ("copilot.exe", None, "three programs have this name"),
    (r"C:\Program Files\WindowsApps\Microsoft.Copilot_1\copilot.exe", "microsoft-copilot", "path"),
    ("node /usr/lib/node_modules/@github/copilot/index.js", "github-copilot-cli", "package"),
    ("tabby.exe", None, "a terminal has this name too"),
    ("tabby serve --model StarCoder-1B", "tabby", "the server's own word"),
    ("q", None, "one letter is no name"),
    ("goose", None, "a database tool has this name too"),
    ("warp-svc", None, "a VPN"),
    ("claude", "anthropic-claude-code", "the command"),
    ("Claude", "anthropic-claude", "the desktop application"),
    ("claude.exe", "anthropic-claude", "the desktop application"),
    ("Cursor.exe", "cursor", "its own name"),
    ("Notion Calendar.app", None, "another program of the same vendor"),
    ("node /usr/local/bin/claude --resume", "anthropic-claude-code", "behind an interpreter"),
    ("python3.11 -m aider --model x", "aider", "behind an interpreter"),
    ("/usr/bin/python3 /home/a/.local/bin/aider", "aider", "behind an interpreter"),
    ("npx -y @openai/codex@latest exec", "openai-codex", "behind a runner"),
    ("npx", None, "a runner that runs nothing"),
    ("npx -p", None, "a runner without its package"),
    ("npm exec @google/gemini-cli", "google-gemini-cli", "behind a runner"),
    ("uvx --from aider-chat aider", "aider", "behind a runner"),
    ("uv tool run aider-chat", "aider", "behind a runner"),
    ("node server.js", None, "anything"),
    ("python3 claude.py", None, "a person's own script"),
    ("python3 -c print('claude')", None, "the name is only text"),
    ("comet.exe", "perplexity-comet", "its own name"),
    ("dia", None, "a drawing program has the name of a browser with an assistant"),
    ("strawberry", None, "a music player has the name of a browser with an assistant"),
    ("node /a/node_modules/cursor/index.js", None, "a library with the name of an editor"),
    ("vim /home/a/claude", None, "a file that is only looked at"),
    ("ollama serve", "ollama", "the command"),
    ("highlight", None, "a command that colours source code"),
    ("droid", None, "a name that many have"),
    ("node /a/node_modules/@factory/cli/droid", "factory-droid", "package"),
    ("/home/a/.factory/bin/droid", "factory-droid", "its own folder"),
    ("pi", None, "two letters"),
    ("node /a/node_modules/@mariozechner/pi-coding-agent/dist/cli.js", "pi-agent", "package"),
    ("fabric", None, "a tool for servers has this name too"),
    ("crush", None, "a tool for pictures has this name too"),
    ("npx @charmland/crush", "charm-crush", "behind a runner"),
    ("hermes", None, "a compiler has this name too"),
    ("foundry", None, "a tool for contracts has this name too"),
    ("mods", None, "anything"),
    ("python3 -m llm chat", "llm-datasette", "behind an interpreter"),
    ("uvx shell-gpt", "shell-gpt", "behind a runner"),
    ("sourcery", None, "a generator of code has this name too"),
    ("blackbox", None, "a window manager has this name"),
    ("duo", None, "a second factor has this name"),
    ("Conductor.app", None, "anything"),
    ("Quark.app", None, "a tool for layouts"),
    ("", None, "no name"),
]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_tool_file_has_the_form_that_the_schema_asks_for(file: Path) -> None:
    schema = json.loads((RULES / "schema" / "tools.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(tomllib.loads(file.read_text("utf-8")))


@pytest.mark.parametrize("file", LONG_TAIL, ids=lambda file: file.stem)
def test_a_file_of_the_long_tail_has_its_form(file: Path) -> None:
    schema = json.loads((RULES / "schema" / "long_tail.json").read_text("utf-8"))
    kinds = json.loads((RULES / "schema" / "tools.json").read_text("utf-8"))["$defs"]["tool"]
    document = tomllib.loads(file.read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(document)
    assert document["kind"] in kinds["properties"]["kind"]["enum"]


def test_the_long_tail_never_answers_for_a_host_that_a_full_record_has(
    catalogue: Catalogue,
) -> None:
    full = {rule.suffix for tool in catalogue.tools if tool.vendor for rule in tool.hosts}
    tail = {rule.suffix for tool in catalogue.tools if not tool.vendor for rule in tool.hosts}
    below = [host for host in tail if any(host.endswith(f".{known}") for known in full if known)]
    assert below == []


def test_there_are_so_many_tools_as_the_documents_say(catalogue: Catalogue) -> None:
    full = [tool for tool in catalogue.tools if tool.vendor]
    assert len(full) >= 500
    assert len(catalogue.tools) - len(full) >= 1500


def test_the_most_used_tools_hold_the_numbers_one_to_twenty_four(catalogue: Catalogue) -> None:
    numbers = {tool.number for tool in catalogue.tools}
    assert numbers >= set(range(1, 25))


def test_no_two_tools_claim_the_same_host_or_path(catalogue: Catalogue) -> None:
    claims = Counter(rule for tool in catalogue.tools for rule in tool.hosts)
    claims.update(rule for tool in catalogue.tools for rule in tool.service_hosts)
    paths = Counter(path for tool in catalogue.tools for path in tool.paths)
    assert [claim for claim, times in (claims + paths).items() if times > 1] == []


def test_no_two_tools_claim_the_same_port_package_or_extension(catalogue: Catalogue) -> None:
    claims: Counter[object] = Counter()
    for tool in catalogue.tools:
        claims.update(tool.ports)
        claims.update({*tool.packages, *(p for command in tool.cli for p in command.packages)})
        claims.update((store, one) for store, ids in tool.extensions.items() for one in ids)
    assert [claim for claim, times in claims.items() if times > 1] == []


def test_an_extension_id_is_believed_where_two_kinds_of_places_name_it(
    catalogue: Catalogue,
) -> None:
    sources = tomllib.loads((RULES / "extension_sources.toml").read_text("utf-8"))
    known = {
        (store, extension)
        for tool in catalogue.tools
        for store, ids in tool.extensions.items()
        for extension in ids
    }
    believed = {
        (store, extension)
        for store, ids in sources.items()
        for extension, kinds in ids.items()
        if len(set(kinds) & {"store", "settings", "inventory", "program", "maker"}) >= 2
    }
    assert known == believed


# What the address bar shows, the tenant that it tells, and why.
TENANTS = [
    ("acme-ai.openai.azure.com", "", {}, "acme-ai", "a customer's own name"),
    ("ACME-AI.openai.azure.com.", "", {}, "acme-ai", "hosts know no capitals"),
    ("a.b.openai.azure.com", "", {}, "", "a star stands for one label"),
    ("api.business.githubcopilot.com", "", {}, "business", "one tenant kind of three"),
    ("api.individual.githubcopilot.com", "", {}, "individual", "one tenant kind of three"),
    ("m365.cloud.microsoft", "/chat", {"auth": "2"}, "work", "signed in for work"),
    ("m365.cloud.microsoft", "/chat", {"auth": "1"}, "personal", "signed in privately"),
    ("m365.cloud.microsoft", "/chat", {}, "", "nothing tells"),
    ("ai.azure.com", "/x", {"tid": "72F9-X"}, "72f9-x", "a directory's number"),
    ("dust.tt", "/w/Acme/assistant", {}, "acme", "a workspace in the path"),
    ("dust.tt", "/w", {}, "", "no workspace"),
    ("dust.tt", "/w//x", {}, "", "an empty name is none"),
    ("chatgpt.com", "/g/x", {}, "", "one address for all accounts"),
]


@pytest.mark.parametrize(("host", "path", "query", "tenant", "why"), TENANTS)
def test_a_tenant_is_told_where_the_address_tells_it(
    catalogue: Catalogue, host: str, path: str, query: dict[str, str], tenant: str, why: str
) -> None:
    assert catalogue.destination(host=host, path=path, query=query).tenant == tenant, why


def test_what_no_address_tells_says_so(catalogue: Catalogue) -> None:
    untold = {tool.id for tool in catalogue.tools if tool.account_untold}
    assert untold >= {"openai-chatgpt", "anthropic-claude", "google-gemini"}
    assert all(not tool.tenants for tool in catalogue.tools if tool.id in untold)


@pytest.mark.parametrize(("host", "path", "tool", "why"), HOSTS)
def test_a_host_is_told_apart(
    catalogue: Catalogue, host: str, path: str, tool: str | None, why: str
) -> None:
    found = catalogue.by_host(host, path)
    assert (found.id if found else None) == tool, why


@pytest.mark.parametrize(("text", "tool", "why"), PROCESSES)
def test_a_program_is_told_apart(
    catalogue: Catalogue, text: str, tool: str | None, why: str
) -> None:
    found = catalogue.by_command_line(text)
    assert (found.id if found else None) == tool, why


@pytest.mark.parametrize(
    ("path", "tool"),
    [
        ("~/.claude/settings.json", "anthropic-claude-code"),
        ("/home/ada/.cursor/mcp.json", "cursor"),
        (r"C:\Users\Ada\AppData\Roaming\Claude\claude_desktop_config.json", "anthropic-claude"),
        (r"%APPDATA%\Claude", "anthropic-claude"),
        ("/home/me/project/CLAUDE.md", "anthropic-claude-code"),
        ("~/.gemini/antigravity/mcp_config.json", "google-antigravity"),
        ("~/.config/Code/User/settings.json", None),
        ("/home/ada/notes/claude", None),
        ("/", None),
        ("", None),
    ],
)
def test_a_file_is_told_apart(catalogue: Catalogue, path: str, tool: str | None) -> None:
    found = catalogue.by_path(path)
    assert (found.id if found else None) == tool
