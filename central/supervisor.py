"""Serves a whole central from one command: a process per role, each with a folder of its own.

What all of them need is loaded once, before they part. No secret is read before: each role reads
its own, and the operator's key is read by two that pass, which prepare the folders and sign keys.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import click

from central.calendar import DAY, Calendar
from central.commands.options import FAULTS
from central.operator import Offices
from central.parts import Wanted
from central.place import Place, ServeError
from central.playing import play
from central.registry import load_registry
from central.roles import Role
from central.words import gettext as _

#: Seconds that a role gets to end by itself.
GRACE = 15.0
#: The console has the port that was asked for, the others those after it.
_PORTS = (Role.CONSOLE, Role.ISSUER, Role.RELAY, Role.COLLECTOR, Role.RULES)

# Where a process cannot part from itself (Windows), each one begins anew.
_CONTEXT = (
    multiprocessing.get_context("fork")
    if hasattr(os, "fork")
    else multiprocessing.get_context("spawn")
)


@dataclass(frozen=True, slots=True)
class Options:
    """What `plimsoll-central serve` was asked for."""

    folder: Path
    #: The console's. The others take the ports after it, on the same host and without TLS: a
    #: server in front does it for devices.
    console: Place
    calendar: Calendar
    database: str | None

    def place(self, role: Role) -> Place:
        if role is Role.CONSOLE:
            return self.console
        return Place(self.console.host, self.console.port + _PORTS.index(role))

    def wanted(self, role: Role) -> Wanted:
        return Wanted(
            Offices(self.folder).home(role),
            self.place(role),
            self.calendar,
            self.place(Role.ISSUER).address,
            self.place(Role.COLLECTOR).address,
            self.database,
        )


def supervise(options: Options) -> None:
    """Serves until SIGINT or SIGTERM; the console prints where it is.

    Raises ServeError and HomeError. A role that cannot start has said why itself.
    """
    told = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: told.set())
    offices = Offices(options.folder)
    offices.make()
    with ExitStack() as stack:
        stack.callback(offices.lock().close)
        _run(_prepare, options)
        for role in _PORTS:
            options.place(role).refuse_taken()
        roles: list[BaseProcess] = []
        for role in (Role.ISSUER, Role.RELAY, Role.COLLECTOR, Role.RULES, Role.CONSOLE):
            process, ready = stack.enter_context(_role(options, role))
            _wait_until_ready(ready)
            roles.append(process)
            # In the end all of them hear of it at once, before each is waited for.
            stack.callback(process.terminate)
        _watch(roles, told, options)


def _watch(roles: list[BaseProcess], told: threading.Event, options: Options) -> None:
    while not told.is_set():
        # Each day: in the last weeks of a quarter the keys of the next one are made and signed.
        with _child(_sign_keys, options, "keys"):
            tomorrow = time.monotonic() + DAY
            while not told.wait(0.2) and time.monotonic() < tomorrow:
                for process in roles:
                    if not process.is_alive():
                        raise ServeError(_("The {role} has ended.").format(role=process.name))


def _prepare(options: Options) -> None:
    offices = Offices(options.folder)
    offices.introduce()
    offices.agree(options.calendar, options.database)
    names = (
        ("issuer", Role.ISSUER, ""),
        ("relay", Role.RELAY, ""),
        ("rules", Role.RULES, "/rules"),
        ("incidents", Role.CONSOLE, "/v1/incidents"),
    )
    offices.remember({name: options.place(role).address + path for name, role, path in names})


def _sign_keys(options: Options) -> None:
    # Minutes of computing, and nobody waits for it.
    if hasattr(os, "nice"):
        os.nice(10)
    Offices(options.folder).make_lists(load_registry(), options.calendar, time.time())


def _play(options: Options, role: Role, ready: Connection) -> None:
    """One role; `ready` hears of it when it answers."""

    def say(line: str) -> None:
        if role is Role.CONSOLE:
            click.echo(line)
        if not ready.closed:
            ready.send(True)
            ready.close()

    play(role, options.wanted(role), say)


@contextmanager
def _role(options: Options, role: Role) -> Iterator[tuple[BaseProcess, Connection]]:
    ready, tell = _CONTEXT.Pipe(duplex=False)
    with _child(partial(_play, role=role, ready=tell), options, str(role)) as process:
        # The other end is the role's alone: it ends with it.
        tell.close()
        yield process, ready


@contextmanager
def _child(work: Callable[[Options], None], options: Options, name: str) -> Iterator[BaseProcess]:
    process = _CONTEXT.Process(target=_in_words, args=(work, options), name=name)
    process.start()
    try:
        yield process
    finally:
        process.terminate()
        process.join(GRACE)
        if process.is_alive():
            process.kill()
            process.join()


def _run(work: Callable[[Options], None], options: Options) -> None:
    with _child(work, options, "") as process:
        process.join()
        if process.exitcode:
            raise SystemExit(1)


def _in_words(work: Callable[[Options], None], options: Options) -> None:
    """What runs in each process: its own ending, and faults as one line."""
    # Ctrl-C in a terminal reaches a whole process group. In one of its own the process hears of it
    # from us alone, in its turn.
    if hasattr(os, "setpgrp"):
        os.setpgrp()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    try:
        work(options)
    except FAULTS as error:
        click.echo(_("Error: {words}").format(words=error), err=True)
        sys.exit(1)


def _wait_until_ready(ready: Connection) -> None:
    try:
        ready.recv()
    except EOFError:
        raise SystemExit(1) from None
