"""The service about itself, in the text format of Prometheus."""

from __future__ import annotations

from litestar import Response, get
from litestar.types import ControllerRouterHandler
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from central.audit import log
from central.console.guards import SIGNED_IN
from central.console.site import Site
from central.store.engine import reading


def routes(site: Site) -> list[ControllerRouterHandler]:
    @get("/metrics", guards=[SIGNED_IN], sync_to_thread=True, media_type=CONTENT_TYPE_LATEST)
    def metrics() -> Response[bytes]:
        """Requests, times and sizes of this process, for Prometheus."""
        with reading(site.engine) as connection:
            length = log.length(connection)
        return Response(site.service.text(length), media_type=CONTENT_TYPE_LATEST)

    return [metrics]
