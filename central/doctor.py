"""Examines a central: its folder, its key, its store, its registry. It changes nothing."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import Engine, text

from central.calendar import DAY, Calendar
from central.issuer.enrolments import SHORTEST_CODE, Enrolments
from central.issuer.key_files import KeyFiles
from central.issuer.rotation import Rotation
from central.operator import Offices
from central.registry import RegistryError, load_registry
from central.roles import Role
from central.store.engine import open_store, reading, sqlite_url
from central.store.leftovers import leftovers
from central.store.terms import read_weeks
from central.words import gettext as _
from central.words import ngettext

#: The secrets of each role.
_SECRETS = {Role.ISSUER: ("time",), Role.COLLECTOR: ("collector", "receipts")}


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


def examine(folder: Path, database: str | None, now: float) -> list[Check]:
    """Everything that can be looked at in central's folder, in the order in which it is needed."""
    offices = Offices(folder)
    issuer = offices.home(Role.ISSUER)
    if not (issuer.folder / "central.sqlite").exists():
        words = _("nothing here yet; `plimsoll-central serve` sets it up.")
        return [Check("home", False, words)]
    checks = [_private("home", folder), _registry(), *_roles(offices)]
    served = offices.is_served()
    checks.append(Check("server", True, _("running.") if served else _("not running now.")))
    checks += _stores(offices, database, now)
    return checks


def _roles(offices: Offices) -> Iterator[Check]:
    for role, names in _SECRETS.items():
        home = offices.home(role)
        for name in names:
            file = home.folder / f"{name}.key"
            if file.exists():
                home.secret(name)
                yield _private(f"{role} {name} key", file)


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
    words = ngettext("{count} metric.", "{count} metrics.", count)
    return Check("registry", True, words.format(count=count))


def _stores(offices: Offices, database: str | None, now: float) -> Iterator[Check]:
    issuer = open_store(sqlite_url(offices.home(Role.ISSUER).folder), "issuer")
    weeks = read_weeks(issuer) or Calendar()
    if weeks.demonstration:
        words = _("a demonstration; a week lasts {seconds} seconds.").format(seconds=weeks.seconds)
    else:
        words = _("real; a week lasts from Thursday to Wednesday, UTC.")
    yield Check("weeks", True, words)
    yield _devices(Enrolments(issuer), weeks, now)
    yield _copies(Rotation(issuer), weeks, now)
    yield _keys(KeyFiles(offices.home(Role.ISSUER), weeks), weeks, now)
    yield _whole("issuer store", issuer)
    issuer.dispose()
    collector = offices.home(Role.COLLECTOR).folder
    if database or (collector / "central.sqlite").exists():
        engine = open_store(database or sqlite_url(collector))
        yield _whole("store", engine)
        if engine.dialect.name == "postgresql":
            yield _erased(engine)
        engine.dispose()


def _keys(files: KeyFiles, weeks: Calendar, now: float) -> Check:
    quarter = weeks.quarter("week", weeks.at("week", now))
    if files.signed(quarter) is None:
        words = _("not signed for this quarter yet; nothing can be reported meanwhile.")
        return Check("keys", False, words)
    return Check("keys", True, _("signed for this quarter."))


def _whole(name: str, engine: Engine) -> Check:
    if engine.dialect.name != "sqlite":
        return Check(name, True, _("{kind} answers.").format(kind=engine.dialect.name))
    with reading(engine) as connection:
        found = connection.scalar(text("PRAGMA quick_check"))
    if found == "ok":
        return Check(name, True, _("whole."))
    return Check(name, False, _("damaged: {reason}. Restore a copy.").format(reason=found))


def _erased(engine: Engine) -> Check:
    with reading(engine) as connection:
        found = list(leftovers(connection))
    if not found:
        return Check("erasure", True, _("what is past its time leaves every file."))
    words = _("{why}. See docs/operations.md, What is deleted.")
    return Check("erasure", False, words.format(why="; ".join(found)))


def _devices(enrolments: Enrolments, weeks: Calendar, now: float) -> Check:
    count = enrolments.count(weeks.at("week", now))
    tokens = enrolments.open_tokens(int(now) // DAY)
    words = ngettext("{count} device enrolled", "{count} devices enrolled", count)
    opened = ngettext("{count} open token.", "{count} open tokens.", tokens)
    both = _("{devices}; {tokens}")
    return Check(
        "devices",
        True,
        both.format(devices=words.format(count=count), tokens=opened.format(count=tokens)),
    )


def _copies(rotation: Rotation, weeks: Calendar, now: float) -> Check:
    """Machines that show a key which was changed: they say *copied*, and wait for a string."""
    found = rotation.copies(weeks.at("week", now))
    if not found:
        return Check("copies", True, _("no device shows a key that was changed."))
    words = ngettext(
        "{count} machine shows a key that was changed: it was copied, or a backup was brought"
        " back ({codes}). Hand it a new enrolment string.",
        "{count} machines show keys that were changed: they were copied, or backups were brought"
        " back ({codes}). Hand them a new enrolment string.",
        len(found),
    )
    codes = ", ".join(key.hex()[:SHORTEST_CODE] for key in found)
    return Check("copies", False, words.format(count=len(found), codes=codes))
