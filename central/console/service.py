"""What the console counts about itself: requests and how long they took."""

from __future__ import annotations

import time
from collections.abc import Callable

from litestar.types import ASGIApp, Message, Receive, Scope, Send
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

#: Seconds; a page should take 0.15 at most.
_STEPS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5)


class Service:
    """Counts requests of this process. A path is counted by its route, never by what it names."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ["method", "route", "status"]
        name = "plimsoll_requests_total"
        self._requests = Counter(
            name, "Requests that were answered.", labels, registry=self.registry
        )
        name = "plimsoll_request_seconds"
        help_text = "How long an answer took."
        self._seconds = Histogram(
            name, help_text, ["route"], buckets=_STEPS, registry=self.registry
        )
        name = "plimsoll_audit_lines"
        self._lines = Gauge(name, "Lines of the audit log.", registry=self.registry)

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def text(self, audit_lines: int) -> bytes:
        self._lines.set(audit_lines)
        return generate_latest(self.registry)


def counted(service: Service) -> Callable[[ASGIApp], ASGIApp]:
    """Middleware that counts each request."""

    def wrap(app: ASGIApp) -> ASGIApp:
        async def ask(scope: Scope, receive: Receive, send: Send) -> None:
            began, seen = time.perf_counter(), 500

            async def watch(message: Message) -> None:
                nonlocal seen
                if message["type"] == "http.response.start":
                    seen = message["status"]
                await send(message)

            try:
                await app(scope, receive, watch)
            finally:
                route = str(scope.get("path_template", ""))
                service.count(str(scope.get("method")), route, seen, time.perf_counter() - began)

        return ask

    return wrap
