"""The REST interface, version 1. A token of a program reads; nothing can be changed."""

from __future__ import annotations

from litestar import Router
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme
from litestar.types import ControllerRouterHandler

from central.api import audit, figures, register, service
from central.console.gate import gate
from central.console.service import counted
from central.console.site import Site

PARTS = (figures, register, audit, service)


def api_routes(site: Site) -> list[ControllerRouterHandler]:
    """Everything below `/api/v1`."""
    return [
        Router(
            "/api/v1",
            route_handlers=[handler for part in PARTS for handler in part.routes(site)],
            middleware=[counted(site.service), gate(site, tokens=True)],
        )
    ]


def api_description() -> OpenAPIConfig:
    """The description of the interface (OpenAPI 3.1), at `/api/v1/openapi.json`."""
    token = SecurityScheme(type="http", scheme="bearer", description="A token of the page People.")
    return OpenAPIConfig(
        title="Plimsoll central",
        version="1",
        description="Published figures, the register, decisions, the policy and the audit log.",
        path="/api/v1",
        # JSON alone: a page that draws it would load scripts from elsewhere.
        render_plugins=[JsonRenderPlugin()],
        components=Components(security_schemes={"token": token}),
        security=[{"token": []}],
        use_handler_docstrings=True,
    )
