"""Makes the keys of a quarter, all at once, so that their list is signed once and never grows."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from central.calendar import Calendar, Kind
from central.issuer.blind import make_signer
from central.issuer.key_files import PrivateSet
from central.registry import Registry

#: A demonstration has one set of keys of each kind for all its weeks. What a token signs names
#: the week.
_FOR_EVER = 2**40 - 1


def make_keys(registry: Registry, calendar: Calendar, quarter: int) -> list[PrivateSet]:
    """Takes a tenth of a second per key and core: minutes for a real quarter."""
    spans = list(_spans(calendar, quarter))
    numbers = {kind: registry.numbers(kind) for kind in calendar.kinds}
    count = sum(len(numbers[kind]) for kind, _first, _last in spans)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        made = pool.map(lambda _: make_signer(), range(count))
        return [
            PrivateSet.of(kind, first, last, {metric: next(made) for metric in numbers[kind]})
            for kind, first, last in spans
        ]


def _spans(calendar: Calendar, quarter: int) -> Iterator[tuple[Kind, int, int]]:
    if calendar.demonstration:
        for kind in calendar.kinds:
            yield kind, 0, _FOR_EVER
        return
    for kind in calendar.kinds:
        for epoch in calendar.epochs_of(quarter, kind):
            yield kind, epoch, epoch
