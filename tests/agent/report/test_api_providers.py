"""Every number of a provider names a metric, and every tool of it has a key's name."""

from __future__ import annotations

import tomllib

from agent.catalogue import load_catalogue
from agent.report.api_providers import OTHERS, SHIPPED, load_providers
from agent.report.metrics import load_registry


def test_the_file_the_registry_and_the_catalogue_agree() -> None:
    registry, catalogue, number_of = load_registry(), load_catalogue(), load_providers()
    entries = tomllib.loads(SHIPPED.read_text("utf-8"))["provider"]
    assert [entry["number"] for entry in entries] == list(range(1, OTHERS + 1))
    for entry in entries:
        assert registry.find(f"api.provider.{entry['number']:02}")
        for tool_id in entry["tools"]:
            tool = catalogue.get(tool_id)
            assert tool is not None
            assert any(name.endswith(("_KEY", "_TOKEN", "_BEDROCK")) for name in tool.env)
            assert number_of(tool_id) == entry["number"]
    assert number_of("nobody-knows") == OTHERS
