"""The console's pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from litestar import get
from litestar.handlers import HTTPRouteHandler
from sqlalchemy import Engine

from central.registry import Registry
from central.weeks import Weeks


@dataclass(frozen=True, slots=True)
class Console:
    """What the console needs."""

    engine: Engine
    registry: Registry
    weeks: Weeks
    clock: Callable[[], float]


def console_routes(console: Console) -> list[HTTPRouteHandler]:
    """The console's routes."""

    @get("/", media_type="text/html", sync_to_thread=True)
    def overview() -> str:
        return "<!doctype html><title>Plimsoll</title>"

    return [overview]
