"""GET /rules/…: the repository as static files. Who asks is not asked."""

from __future__ import annotations

from pathlib import Path

from litestar.router import Router
from litestar.static_files import create_static_files_router


def rules_routes(public: Path) -> Router:
    """What any web server could do as well."""
    return create_static_files_router("/rules", [public], name="rules")
