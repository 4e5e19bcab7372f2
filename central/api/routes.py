"""The REST interface, version 1. A token of a program reads; nothing can be changed."""

from __future__ import annotations

from litestar import Request, Router
from litestar.datastructures import State
from litestar.types import ControllerRouterHandler

from central.access.person import Person
from central.api import figures
from central.console.gate import gate
from central.console.site import Site

ApiRequest = Request[Person, None, State]

PARTS = (figures,)


def api_routes(site: Site) -> list[ControllerRouterHandler]:
    """Everything below `/api/v1`."""
    return [
        Router(
            "/api/v1",
            route_handlers=[handler for part in PARTS for handler in part.routes(site)],
            middleware=[gate(site, tokens=True)],
        )
    ]
