"""The catalogue of AI tools: `rules/tools/*.toml`, and how each tool is recognised."""

from __future__ import annotations

from agent.catalogue.catalogue import Catalogue
from agent.catalogue.error import CatalogueError
from agent.catalogue.loading import load_catalogue
from agent.catalogue.tool import Command, HostRule, McpFile, SharedName, Tool

__all__ = [
    "Catalogue",
    "CatalogueError",
    "Command",
    "HostRule",
    "McpFile",
    "SharedName",
    "Tool",
    "load_catalogue",
]
