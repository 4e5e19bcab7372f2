"""Puts the roles of one server together into one web application."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence

from litestar import Litestar, Request, Response
from litestar.config.allowed_hosts import AllowedHostsConfig
from litestar.datastructures import MutableScopeHeaders, State
from litestar.exceptions import HTTPException
from litestar.openapi import OpenAPIConfig
from litestar.plugins.problem_details import ProblemDetailsConfig, ProblemDetailsPlugin
from litestar.types import ControllerRouterHandler, Message, Scope

from central.problem import problem

#: Nothing is loaded from elsewhere, nothing stands inline, nobody may frame us.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def build_app(
    routes: Sequence[ControllerRouterHandler],
    hosts: Sequence[str],
    *,
    secure: bool = False,
    description: OpenAPIConfig | None = None,
) -> Litestar:
    """The application. `hosts` are the names it answers to, so that no web page can talk to it.

    `secure` tells browsers to come by TLS only, for two years (RFC 6797).
    """
    headers = HEADERS | ({"Strict-Transport-Security": "max-age=63072000"} if secure else {})

    async def add_headers(message: Message, _scope: Scope) -> None:
        if message["type"] == "http.response.start":
            found = MutableScopeHeaders.from_message(message)
            for name, value in headers.items():
                found.setdefault(name, value)

    details = ProblemDetailsConfig(enable_for_all_http_exceptions=True)
    return Litestar(
        list(routes),
        allowed_hosts=AllowedHostsConfig(list(hosts)),
        plugins=[ProblemDetailsPlugin(details)],
        exception_handlers={Exception: _fault},
        before_send=[add_headers],
        openapi_config=description,
        logging_config=None,
    )


def _fault(request: Request[None, None, State], error: Exception) -> Response[dict[str, object]]:
    # Where, never what: the text of an error may hold what somebody sent.
    if not isinstance(error, HTTPException):
        last = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{last.filename}:{last.lineno}"
        sys.stderr.write(f"Fault: {type(error).__name__} at {place}\n")
    return problem(500, "Central failed at this. Nothing was counted.").to_response(request)
