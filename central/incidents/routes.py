"""POST /v1/incidents: a report in, its reference out. Who may reach central may report."""

from __future__ import annotations

import asyncio
import time

import msgspec
from litestar import Request, Router, post
from litestar.datastructures import State
from sqlalchemy.exc import SQLAlchemyError

from central.console.rate import Rate
from central.console.site import Site
from central.incidents import store
from central.incidents.incident import Report
from central.problem import problem
from central.store.engine import writing

#: Bytes of a report.
LARGEST = 32_768
#: Reports a second from one address for long, and at once.
OFTEN = (0.05, 20)
LATER = 30


def incident_routes(site: Site) -> Router:
    """The one route. It asks for no account: a report must not fail for want of one."""
    rate = Rate(*OFTEN, time.monotonic)

    @post("/v1/incidents", status_code=201, request_max_body_size=LARGEST, opt={"open": True})
    async def report(request: Request[None, None, State]) -> dict[str, str]:
        wait = rate.wait(request.client.host if request.client else "")
        if wait:
            raise problem(429, "Too many reports at once.", wait)
        if request.content_type[0] != "application/json":
            # A form of some web page could send anything else in a visitor's name.
            raise problem(415, "A report is JSON.")
        said = _read(await request.body())
        try:
            number = await asyncio.to_thread(_keep, site, said)
        except SQLAlchemyError as error:
            raise problem(503, "The store is busy. Nothing was kept.", LATER) from error
        return {"reference": store.reference(number)}

    return Router("/", route_handlers=[report], include_in_schema=False)


def _keep(site: Site, said: Report) -> int:
    with writing(site.engine) as connection:
        return store.keep(connection, said, site.now())


def _read(body: bytes) -> Report:
    try:
        said = msgspec.json.decode(body, type=Report)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        # The decoder's own text may repeat what somebody wrote; it stays out of the answer.
        raise problem(400, "A report does not have the form of docs/protocol.md.") from error
    lines = said.name + said.contact + said.tool
    if not all(ord(sign) >= 32 for sign in lines) or not said.name.strip():
        raise problem(400, "A report does not have the form of docs/protocol.md.")
    return said
