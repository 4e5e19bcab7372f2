"""The register as a file: out as CSV or JSON, and in again."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.types import ControllerRouterHandler
from sqlalchemy import Connection

from central.access.person import Person
from central.audit import log
from central.console.guards import SIGNED_IN
from central.console.pages.use_cases import EDIT
from central.console.site import Site, go
from central.console.web import Asked, Upload
from central.register import store, transfer
from central.register.transfer import ImportProblem
from central.register.use_case import UseCase, missing
from central.store.engine import reading, writing
from central.words import gettext as _

KINDS = {"csv": (transfer.to_csv, "text/csv"), "json": (transfer.to_json, "application/json")}


def routes(site: Site) -> list[ControllerRouterHandler]:
    @get("/use-cases/register.csv", guards=[SIGNED_IN], sync_to_thread=True)
    def as_csv() -> Response[str]:
        return _file(site, "csv")

    @get("/use-cases/register.json", guards=[SIGNED_IN], sync_to_thread=True)
    def as_json() -> Response[str]:
        return _file(site, "json")

    @get("/use-cases/import", guards=[EDIT], sync_to_thread=True)
    def import_page(request: Asked) -> Response[str]:
        return site.page(request, "use_case_import.html", wrong="")

    @post("/use-cases/import", guards=[EDIT])
    async def take(request: Asked, data: Upload) -> Response[Any]:
        file = data.get("file")
        content = await file.read() if isinstance(file, UploadFile) else b""
        try:
            cases = transfer.read(content.decode("utf-8"))
            with writing(site.engine) as connection:
                count = _take(connection, cases, request.user, site.now())
        except UnicodeDecodeError:
            wrong = _("The file is not in UTF-8. Save it so, and try again.")
        except ImportProblem as problem:
            wrong = str(problem)
        else:
            return go("/use-cases", "imported" if count else "")
        return site.page(request, "use_case_import.html", 422, wrong=wrong)

    return [as_csv, as_json, import_page, take]


def _file(site: Site, kind: str) -> Response[str]:
    write, media_type = KINDS[kind]
    with reading(site.engine) as connection:
        text = write(store.everything(connection))
    headers = {"Content-Disposition": f'attachment; filename="plimsoll-register.{kind}"'}
    return Response(text, media_type=f"{media_type}; charset=utf-8", headers=headers)


def _take(
    connection: Connection, cases: list[tuple[int | None, UseCase]], person: Person, now: int
) -> int:
    """Adds or changes each use case, or none; returns how many. Raises ImportProblem."""
    changed = 0
    for line, (number, case) in enumerate(cases, 1):
        for field, reason in missing(case).items():
            message = _("Use case {line} of the file, {field}: {reason}")
            raise ImportProblem(message.format(line=line, field=field, reason=reason))
        changed += _put(connection, number, case, person, now, line)
    log.write(connection, person, "use-case.imported", "register", now, changed=changed)
    return changed


def _put(
    connection: Connection,
    number: int | None,
    case: UseCase,
    person: Person,
    now: int,
    line: int,
) -> bool:
    why = _("Imported.")
    if number is None:
        store.add(connection, case, person.email, why, now)
        return True
    old = store.find(connection, number) if 0 < number < 2**31 else None
    if old is None:
        message = _("Use case {line} of the file has the number {number}, which is not there.")
        raise ImportProblem(message.format(line=line, number=number))
    if old.case == case:
        return False
    store.change(connection, old, case, person.email, why, now)
    return True
