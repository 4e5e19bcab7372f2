"""What a store was set up as. Weeks of two lengths in one store would make every sum wrong."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, select

from central.calendar import WEEK, Calendar
from central.store.engine import StoreError, insert_for, reading, writing
from central.store.tables import terms
from central.words import gettext as _

SCHEMA = "1"


def agree(engine: Engine, wanted: Calendar | None) -> Calendar:
    """The weeks of this store; a new store takes `wanted`, or real weeks. Raises StoreError."""
    with writing(engine) as connection:
        _refuse_newer(connection)
        found = _weeks(connection)
        if found is None:
            found = wanted or Calendar()
            _write_weeks(connection, found)
    if wanted is not None and wanted != found:
        raise StoreError(_other_weeks(found))
    return found


def read_weeks(engine: Engine) -> Calendar | None:
    """The weeks of this store, or None in an empty one. Changes nothing."""
    with reading(engine) as connection:
        return _weeks(connection)


def remember(engine: Engine, name: str, value: str) -> None:
    """Keeps something that was said at the last start, such as where the relay is."""
    with writing(engine) as connection:
        _put(connection, name, value)


def remembered(engine: Engine, name: str) -> str | None:
    with reading(engine) as connection:
        return _get(connection, name)


def _weeks(connection: Connection) -> Calendar | None:
    seconds = _get(connection, "week_seconds")
    if seconds is None:
        return None
    return Calendar(int(seconds), _get(connection, "demonstration") == "yes")


def _write_weeks(connection: Connection, weeks: Calendar) -> None:
    _put(connection, "schema", SCHEMA)
    _put(connection, "week_seconds", str(weeks.seconds))
    _put(connection, "demonstration", "yes" if weeks.demonstration else "no")


def _refuse_newer(connection: Connection) -> None:
    found = _get(connection, "schema")
    if found is not None and found != SCHEMA:
        raise StoreError(
            _(
                "The store was made by a newer Plimsoll (schema {found}). Nothing was changed."
            ).format(found=found)
        )


def _other_weeks(found: Calendar) -> str:
    if not found.demonstration:
        return _("This folder holds real weeks. A demonstration needs a folder of its own.")
    seconds = found.seconds
    if seconds == WEEK:
        return _("This folder holds a demonstration. Add --demonstration, or use another folder.")
    return _(
        "This folder holds a demonstration with weeks of {seconds} seconds. "
        "Add --demonstration --week-seconds {seconds}, or use another folder."
    ).format(seconds=seconds)


def _get(connection: Connection, name: str) -> str | None:
    return connection.scalar(select(terms.c.value).where(terms.c.name == name))


def _put(connection: Connection, name: str, value: str) -> None:
    insert = insert_for(connection)(terms).values(name=name, value=value)
    connection.execute(
        insert.on_conflict_do_update(index_elements=[terms.c.name], set_={"value": value})
    )
