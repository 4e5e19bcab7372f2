"""Serves one role: opens the port, says when it answers, keeps house, ends when it is told to."""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import wait

from granian.constants import Interfaces
from granian.server.embed import Server
from litestar import Litestar
from litestar.openapi import OpenAPIConfig
from litestar.types import ControllerRouterHandler

from central.app import build_app
from central.place import Place


@dataclass(frozen=True, slots=True)
class Chore:
    """Something that is done again and again on a thread: what, and every how many seconds."""

    work: Callable[[], object]
    every: float


@dataclass(frozen=True, slots=True)
class Part:
    """A role, put together: what it answers, what it does besides, and how it ends."""

    routes: Sequence[ControllerRouterHandler]
    chores: Sequence[Chore] = ()
    close: Callable[[], None] = lambda: None
    #: What is printed once it answers; by default its address.
    welcome: Callable[[], Sequence[str]] | None = None
    #: What its interface for programs is called, where it has one.
    description: OpenAPIConfig | None = None


def serve(part: Part, place: Place, ready: Callable[[str], None], parent: int | None) -> None:
    """Serves until SIGINT or SIGTERM. `ready` is called with each line to print, then.

    `parent`: also until this handle of multiprocessing says that whoever started us is gone.
    Raises ServeError before anything is served.
    """
    place.refuse_taken()
    try:
        app = build_app(
            part.routes, place.hosts(), secure=place.secure, description=part.description
        )
        asyncio.run(_run(app, part, place, ready, parent))
    finally:
        part.close()


async def _run(
    app: Litestar, part: Part, place: Place, ready: Callable[[str], None], parent: int | None
) -> None:
    server = Server(
        app,
        address=place.host,
        port=place.port,
        interface=Interfaces.ASGI,
        websockets=False,
        log_enabled=False,
        ssl_cert=place.certificate[0] if place.certificate else None,
        ssl_key=place.certificate[1] if place.certificate else None,
    )
    _stop_at_signals(server, parent)
    serving = asyncio.create_task(server.serve())
    chores = [asyncio.create_task(_repeat(chore)) for chore in part.chores]
    try:
        await _answers(place, serving)
        for line in part.welcome() if part.welcome else [place.address]:
            ready(line)
        await serving
    finally:
        for chore in chores:
            chore.cancel()


def _stop_at_signals(server: Server, parent: int | None) -> None:
    loop = asyncio.get_running_loop()

    def stop(*_: object) -> None:
        loop.call_soon_threadsafe(server.stop)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    if parent is not None:
        threading.Thread(target=_until_alone, args=(parent, stop), daemon=True).start()


def _until_alone(parent: int, stop: Callable[[], None]) -> None:
    wait([parent])
    stop()


async def _answers(place: Place, serving: asyncio.Task[None]) -> None:
    """Waits until the port is open, or raises what kept the server from opening it."""
    while not serving.done():
        try:
            _reader, writer = await asyncio.open_connection(place.host, place.port)
        except OSError:
            await asyncio.sleep(0.01)
        else:
            writer.close()
            await writer.wait_closed()
            return
    await serving


async def _repeat(chore: Chore) -> None:
    while True:
        try:
            await asyncio.to_thread(chore.work)
        except Exception as error:  # noqa: BLE001 - whatever it is, the next round tries again
            sys.stderr.write(f"Fault: {type(error).__name__} in a chore\n")
        await asyncio.sleep(chore.every)
