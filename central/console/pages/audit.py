"""The audit log: what was done on the console, by whom, in a chain."""

from __future__ import annotations

from collections.abc import Iterator

from litestar import Response, get
from litestar.params import FromQuery
from litestar.response import Stream
from litestar.types import ControllerRouterHandler

from central.access.roles import Permission
from central.audit import log
from central.audit.verify import verify
from central.console.guards import needs
from central.console.site import Site
from central.console.web import Asked
from central.store.engine import reading

#: Lines on one page, and lines read at a time for an export.
PAGE, CHUNK = 50, 1000

READ = needs(Permission.READ_AUDIT)


def routes(site: Site) -> list[ControllerRouterHandler]:
    @get("/audit", guards=[READ], sync_to_thread=True)
    def audit_page(
        request: Asked, before: FromQuery[int | None] = None, action: FromQuery[str] = ""
    ) -> Response[str]:
        with reading(site.engine) as connection:
            entries = log.newest(connection, before, PAGE + 1, action)
            length = log.length(connection)
        more = len(entries) > PAGE
        return site.page(
            request,
            "audit.html",
            entries=entries[:PAGE],
            older=entries[PAGE - 1].number if more else None,
            length=length,
            action=action,
        )

    @get("/audit/check", guards=[READ], sync_to_thread=True)
    def check(request: Asked) -> Response[str]:
        with reading(site.engine) as connection:
            verdict = verify(log.read(connection))
        return site.page(request, "audit_check.html", verdict=verdict)

    @get("/audit/plimsoll-audit.ndjson", guards=[READ], sync_to_thread=True)
    def export(request: Asked) -> Stream:
        name = "plimsoll-audit.ndjson"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Stream(_lines(site), media_type="application/x-ndjson", headers=headers)

    return [audit_page, check, export]


def _lines(site: Site) -> Iterator[str]:
    after = 0
    while True:
        with reading(site.engine) as connection:
            entries = [entry for entry, _hash in log.read(connection, after=after, limit=CHUNK)]
        yield from (f"{entry.line()}\n" for entry in entries)
        if len(entries) < CHUNK:
            return
        after = entries[-1].number
