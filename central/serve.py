"""Serves central: reads the options, puts the parts together, runs until it is told to stop.

The whole server is readable from here.
"""

from __future__ import annotations

import asyncio
import signal
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from granian.constants import Interfaces
from granian.server.embed import Server
from litestar import Litestar
from litestar.types import ControllerRouterHandler
from sqlalchemy import Engine

from central.access import accounts, links
from central.access.keys import Keys
from central.access.roles import Role as PersonRole
from central.access.sessions import DEMONSTRATION, Lifetime
from central.api.routes import api_description, api_routes
from central.app import build_app
from central.collector.devices import KnownDevices
from central.collector.routes import Collector, collector_routes
from central.collector.writer import Writer
from central.console.rounds import ROUND as DESK_ROUND
from central.console.rounds import go_round
from central.console.routes import console_routes
from central.console.site import Site
from central.deciding.release import release
from central.home import Home
from central.issuer.routes import Issuer, issuer_routes
from central.keys.commands import registry_file
from central.keys.releases import published
from central.keys.routes import rules_routes
from central.keys.server_keys import ServerKeys
from central.loopback import is_loopback
from central.registry import Registry, load_registry
from central.roles import Role
from central.settings import Settings
from central.store.engine import open_store, writing
from central.store.enrolments import Enrolments
from central.store.housekeeping import tidy
from central.store.messages import Messages
from central.store.terms import agree, remember_address
from central.weeks import Weeks
from central.words import gettext as _

#: Seconds between two rounds of housekeeping.
ROUND = 3600


class ServeError(Exception):
    """Central cannot be served so. The message says why in words."""


@dataclass(frozen=True, slots=True)
class Options:
    """What `plimsoll-central serve` was asked for."""

    home: Home
    host: str
    port: int
    roles: frozenset[Role]
    weeks: Weeks
    database: str
    settings: Settings = Settings()
    #: PEM files of the certificate and its key; without them there is no TLS of our own.
    certificate: tuple[Path, Path] | None = None
    #: How people and devices reach us, such as https://central.example; by default host and port.
    public: str = ""

    @property
    def has_console(self) -> bool:
        return Role.CONSOLE in self.roles


def serve(options: Options, ready: Callable[[str], None]) -> None:
    """Serves until SIGINT or SIGTERM. `ready` is called with each line to print, then.

    Raises ServeError, HomeError, StoreError or RegistryError before anything is served.
    """
    _refuse_open_console(options)
    registry = load_registry()
    options.home.make()
    lock = options.home.lock()
    try:
        _refuse_taken_port(options.host, options.port)
        engine = open_store(options.database)
        agree(engine, options.weeks)
        _prepare_rules(options)
        remember_address(engine, address(options))
        asyncio.run(_run(options, engine, registry, ready))
        engine.dispose()
    finally:
        lock.close()


def address(options: Options) -> str:
    """Where a browser or a device finds it, without a slash at the end."""
    if options.public:
        return options.public
    scheme = "https" if options.certificate else "http"
    host = f"[{options.host}]" if ":" in options.host else options.host
    return f"{scheme}://{host}:{options.port}"


async def _run(
    options: Options, engine: Engine, registry: Registry, ready: Callable[[str], None]
) -> None:
    writer = Writer(Messages(engine).add)
    server = Server(
        _app(options, engine, registry, writer),
        address=options.host,
        port=options.port,
        interface=Interfaces.ASGI,
        websockets=False,
        log_enabled=False,
        ssl_cert=options.certificate[0] if options.certificate else None,
        ssl_key=options.certificate[1] if options.certificate else None,
    )
    _stop_at_signals(server)
    keeper = asyncio.create_task(_keep_house(options, engine, registry))
    desk = asyncio.create_task(_keep_desk(options, engine))
    serving = asyncio.create_task(server.serve())
    try:
        await _answers(options, serving)
        for line in _welcome(options, engine):
            ready(line)
        await serving
    finally:
        keeper.cancel()
        desk.cancel()
        writer.close()


def _app(options: Options, engine: Engine, registry: Registry, writer: Writer) -> Litestar:
    enrolments = Enrolments(engine)
    routes: list[ControllerRouterHandler] = []
    if Role.ISSUER in options.roles:
        routes += issuer_routes(Issuer(enrolments, options.weeks, time.time))
    if Role.COLLECTOR in options.roles:
        known = KnownDevices(enrolments.knows)
        key = options.home.key()
        collector = Collector(key, registry, options.weeks, known, writer, time.time)
        routes += collector_routes(collector)
    if Role.RULES in options.roles:
        routes.append(rules_routes(_keys(options).repository.public))
    if options.has_console:
        site = _site(options, engine, registry)
        routes += [*console_routes(site), *api_routes(site)]
    secure = address(options).startswith("https://")
    description = api_description() if options.has_console else None
    return build_app(routes, _hosts(options), secure=secure, description=description)


def _welcome(options: Options, engine: Engine) -> list[str]:
    if not options.has_console:
        return [_("Serving: {address}/").format(address=address(options))]
    lines = [_("Console: {address}/").format(address=address(options))]
    with writing(engine) as connection:
        # Where nobody can sign in yet, and in a demonstration, where nobody has a password.
        if options.weeks.demonstration or accounts.count(connection) == 0:
            token = links.make(connection, PersonRole.ISO, "", int(time.time()))
            words = _("Sign in, once: {address}/welcome/{token}")
            lines.append(words.format(address=address(options), token=token))
    return lines


def _site(options: Options, engine: Engine, registry: Registry) -> Site:
    return Site(
        engine=engine,
        registry=registry,
        weeks=options.weeks,
        clock=time.time,
        keys=Keys(options.home.console_seed()),
        settings=options.settings,
        address=address(options),
        releases=lambda: published(_keys(options).repository),
        release=lambda: release(engine, _keys(options), time.time()),
    )


def _keys(options: Options) -> ServerKeys:
    return ServerKeys.of(options.home.folder)


def _prepare_rules(options: Options) -> None:
    """A demonstration holds the whole ceremony alone; elsewhere people hold it."""
    keys = _keys(options)
    keys.repository.public.mkdir(parents=True, exist_ok=True)
    if Role.RULES not in options.roles:
        return
    if options.weeks.demonstration:
        keys.demonstrate(registry_file(), datetime.now(UTC))
    else:
        keys.freshen(datetime.now(UTC))


def _hosts(options: Options) -> list[str]:
    # On loopback a web page could reach us by a name of its own; it must not be answered.
    if not is_loopback(options.host):
        return ["*"]
    names = {options.host, "127.0.0.1", "localhost", "[::1]"}
    return [*names, *(f"{name}:{options.port}" for name in names)]


def _refuse_open_console(options: Options) -> None:
    if is_loopback(options.host):
        return
    if options.weeks.demonstration:
        raise ServeError(_("A demonstration is served on this machine only: --host 127.0.0.1."))
    if options.has_console and not address(options).startswith("https://"):
        raise ServeError(
            _(
                "Passwords never travel without TLS. Give --certificate and --key, or "
                "--public https://… where a server in front does it, or leave the console "
                "out of --roles."
            )
        )


def _refuse_taken_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            # As the server does; without it a port that was closed a moment ago seems taken.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        message = _("{host}, port {port}, cannot be served: {reason}. Choose another with --port.")
        raise ServeError(message.format(host=host, port=port, reason=error.strerror)) from error


def _stop_at_signals(server: Server) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(server.stop))


async def _answers(options: Options, serving: asyncio.Task[None]) -> None:
    """Waits until the port is open, or raises what kept the server from opening it."""
    while not serving.done():
        try:
            _reader, writer = await asyncio.open_connection(options.host, options.port)
        except OSError:
            await asyncio.sleep(0.01)
        else:
            writer.close()
            await writer.wait_closed()
            return
    await serving


async def _keep_desk(options: Options, engine: Engine) -> None:
    lifetime = DEMONSTRATION if options.weeks.demonstration else Lifetime()
    while options.has_console:
        await asyncio.to_thread(
            go_round,
            engine,
            options.settings,
            lifetime,
            lambda: release(engine, _keys(options), time.time()),
            time.time(),
        )
        await asyncio.sleep(DESK_ROUND)


async def _keep_house(options: Options, engine: Engine, registry: Registry) -> None:
    while True:
        await asyncio.to_thread(tidy, engine, registry, options.weeks, time.time())
        await asyncio.to_thread(_keys(options).freshen, datetime.now(UTC))
        await asyncio.sleep(ROUND)
