"""All places where the companion looks for AI tools that are set up."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from agent.catalogue import Catalogue
from agent.sense.tools.applications import ApplicationPlace
from agent.sense.tools.chromium_extensions import ChromiumExtensionPlace
from agent.sense.tools.code_extensions import CodeExtensionPlace
from agent.sense.tools.commands import CommandPlace
from agent.sense.tools.firefox_extensions import FirefoxExtensionPlace
from agent.sense.tools.jetbrains_plugins import JetBrainsPluginPlace
from agent.sense.tools.mcp_servers import McpPlace
from agent.sense.tools.model_files import ModelPlace
from agent.sense.tools.packages import PackagePlace
from agent.sense.tools.place import Place


def all_places(
    catalogue: Catalogue, home: Path | None = None, environment: Mapping[str, str] = os.environ
) -> tuple[Place, ...]:
    """`home` is this account's own where none is given."""
    home = home or Path.home()
    return (
        CommandPlace(catalogue, environment),
        ApplicationPlace(catalogue, home, environment),
        PackagePlace(catalogue, home),
        CodeExtensionPlace(catalogue, home),
        JetBrainsPluginPlace(catalogue, home, environment),
        ChromiumExtensionPlace(catalogue, home, environment),
        FirefoxExtensionPlace(catalogue, home),
        McpPlace(catalogue, home),
        ModelPlace(catalogue, home),
    )
