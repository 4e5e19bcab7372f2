"""The catalogue of tools with what came signed laid over it."""

from __future__ import annotations

import logging
from pathlib import Path

from agent.catalogue import Catalogue, CatalogueError, load_catalogue

log = logging.getLogger(__name__)


def signed_catalogue(rules: Path | None) -> Catalogue:
    """Our tools and those of a signed release; a signed file of the same name replaces ours.

    Ours alone where the release's tools cannot be read.
    """
    if rules is None or not (rules / "tools").is_dir():
        return load_catalogue()
    try:
        return load_catalogue(over=rules / "tools")
    except CatalogueError as fault:
        log.warning("signed.tools: %s", fault)
        return load_catalogue()
