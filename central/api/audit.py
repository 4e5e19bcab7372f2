"""The audit log for a program: as it is, and as OCSF events for a SIEM."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from litestar import Response, get
from litestar.params import QueryParameter
from litestar.types import ControllerRouterHandler

from central.access.roles import Permission
from central.audit import log
from central.audit.entry import Entry
from central.console.guards import needs
from central.console.site import Site
from central.outgoing import ocsf
from central.store.engine import reading

READ = needs(Permission.READ_AUDIT)

After = Annotated[
    int, QueryParameter(ge=0, lt=2**62, description="The last line that was read before.")
]
Limit = Annotated[int, QueryParameter(ge=1, le=1000, description="Lines in one answer.")]


def routes(site: Site) -> list[ControllerRouterHandler]:
    @get("/audit", guards=[READ], sync_to_thread=True)
    def audit(after: After = 0, limit: Limit = 100) -> Response[dict[str, Any]]:
        """Lines of the audit log, oldest first, each with its hash and the one before."""
        return _lines(
            site, after, limit, lambda entry: {**entry.fields(), "hash": entry.hash.hex()}
        )

    @get("/audit/ocsf", guards=[READ], sync_to_thread=True)
    def audit_ocsf(after: After = 0, limit: Limit = 100) -> Response[dict[str, Any]]:
        """The same lines as OCSF 1.8.0 events."""
        return _lines(site, after, limit, ocsf.event)

    return [audit, audit_ocsf]


def _as_it_is(entry: Entry) -> dict[str, Any]:
    return {**entry.fields(), "hash": entry.hash.hex()}


def _lines(
    site: Site, after: int, limit: int, told: Callable[[Entry], dict[str, Any]]
) -> Response[dict[str, Any]]:
    with reading(site.engine) as connection:
        entries = [entry for entry, _hash in log.read(connection, after=after, limit=limit)]
    last = entries[-1].number if entries else after
    return Response({"events": [told(entry) for entry in entries], "next": last})
