"""The console: its pages, one after the other, and the files that they need."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from litestar import Response, Router
from litestar.exceptions import HTTPException
from litestar.response import Redirect
from litestar.static_files import create_static_files_router
from litestar.types import ControllerRouterHandler

from central.console.forgery import no_forgery
from central.console.gate import gate
from central.console.pages import (
    account,
    audit,
    evidence,
    fleet,
    incidents,
    letters,
    overview,
    people,
    periods,
    policy,
    policy_care,
    rules,
    sign_in,
    signatures,
    tools,
    use_case_files,
    use_cases,
    welcome,
)
from central.console.service import counted
from central.console.site import Site
from central.console.web import Asked

STATIC = Path(__file__).parent / "static"

#: Bytes of the largest form: an import of the register.
LARGEST = 4_000_000

#: Loads the same address once more.
AGAIN = (
    '<!doctype html><html lang="en"><title>Plimsoll</title><meta http-equiv="refresh" content="0">'
)

#: In the order of the menu; what comes before signing in stands last.
PAGES = (
    *(
        overview,
        periods,
        tools,
        rules,
        fleet,
        use_cases,
        use_case_files,
        letters,
        incidents,
        policy,
        policy_care,
        evidence,
        audit,
        signatures,
    ),
    *(people, account, sign_in, welcome),
)


def console_routes(site: Site) -> list[ControllerRouterHandler]:
    """The console's routes."""
    pages = Router(
        "/",
        route_handlers=[handler for page in PAGES for handler in page.routes(site)],
        guards=[no_forgery],
        middleware=[counted(site.service), gate(site)],
        exception_handlers={HTTPException: _refusal(site)},
        request_max_body_size=LARGEST,
        include_in_schema=False,
    )
    files = create_static_files_router("/static", [STATIC], include_in_schema=False)
    return [pages, files]


def _refusal(site: Site) -> Any:
    """How a page says no: in words, with the way on."""

    def answer(request: Asked, error: HTTPException) -> Response[Any]:
        if error.status_code == 401:
            return _to_sign_in(request)
        request.scope.setdefault("user", None)
        reason = error.detail if error.status_code < 500 else ""
        page = site.page(request, "refused.html", error.status_code, reason=reason)
        page.headers.update(error.headers or {})
        return page

    return answer


def _to_sign_in(request: Asked) -> Response[Any]:
    # The cookie stays at home when a link elsewhere leads here. Coming once more from this page,
    # it is there.
    if request.headers.get("sec-fetch-site") == "cross-site" and request.method == "GET":
        again = AGAIN
        return Response(again, media_type="text/html")
    return Redirect("/sign-in", status_code=303)
