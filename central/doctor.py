"""Examines a central: its folder, its key, its store, its registry. It changes nothing."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import Engine, text

from central.home import Home
from central.registry import RegistryError, load_registry
from central.store.engine import open_store, reading, sqlite_url
from central.store.enrolments import Enrolments
from central.store.terms import read_weeks
from central.weeks import DAY, Weeks
from central.words import gettext as _
from central.words import ngettext


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. `words` is a finished sentence."""

    name: str
    good: bool
    words: str

    def line(self) -> str:
        return f"{_('good ') if self.good else _('look ')} {self.name}: {self.words}"

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def examine(home: Home, database: str | None, now: float) -> list[Check]:
    """Everything that can be looked at, in the order in which it is needed."""
    if database is None and not (home.folder / "central.sqlite").exists():
        words = _("nothing here yet; `plimsoll-central serve` sets it up.")
        return [Check("home", False, words)]
    engine = open_store(database or sqlite_url(home.folder))
    checks = [_home(home), _key(home), _registry(), _served(home), *_store(engine, now)]
    engine.dispose()
    return checks


def _home(home: Home) -> Check:
    return _private("home", home.folder)


def _key(home: Home) -> Check:
    if not home.key_file.exists():
        return Check("key", True, _("not needed yet; the first enrolment makes it."))
    home.key()
    return _private("key", home.key_file)


def _private(name: str, path: Path) -> Check:
    # Windows keeps rights in lists of its own, and shows 0o777 or 0o666 here.
    open_to_others = os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077
    if open_to_others:
        words = _("{path} can be read by others; `chmod go= {path}` mends it.")
        return Check(name, False, words.format(path=path))
    return Check(name, True, _("{path}, readable by its owner only.").format(path=path))


def _registry() -> Check:
    try:
        count = len(load_registry().by_number)
    except RegistryError as error:
        return Check("registry", False, str(error))
    words = ngettext("{count} weekly metric.", "{count} weekly metrics.", count)
    return Check("registry", True, words.format(count=count))


def _served(home: Home) -> Check:
    served = home.is_served()
    return Check("server", True, _("running.") if served else _("not running now."))


def _store(engine: Engine, now: float) -> Iterator[Check]:
    yield _whole(engine)
    weeks = read_weeks(engine) or Weeks()
    if weeks.demonstration:
        words = _("a demonstration; a week lasts {seconds} seconds.").format(seconds=weeks.seconds)
    else:
        words = _("real; a week lasts from Thursday to Wednesday, UTC.")
    yield Check("weeks", True, words)
    yield _devices(Enrolments(engine), weeks, now)


def _whole(engine: Engine) -> Check:
    if engine.dialect.name != "sqlite":
        return Check("store", True, _("{kind} answers.").format(kind=engine.dialect.name))
    with reading(engine) as connection:
        found = connection.scalar(text("PRAGMA quick_check"))
    if found == "ok":
        return Check("store", True, _("whole."))
    return Check("store", False, _("damaged: {reason}. Restore a copy.").format(reason=found))


def _devices(enrolments: Enrolments, weeks: Weeks, now: float) -> Check:
    count = enrolments.count(weeks.at(now))
    tokens = enrolments.open_tokens(int(now) // DAY)
    words = ngettext("{count} device enrolled", "{count} devices enrolled", count)
    opened = ngettext("{count} open token.", "{count} open tokens.", tokens)
    both = _("{devices}; {tokens}")
    return Check(
        "devices",
        True,
        both.format(devices=words.format(count=count), tokens=opened.format(count=tokens)),
    )
