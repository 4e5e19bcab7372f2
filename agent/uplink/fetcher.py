"""How TUF reaches the network: requests, with the system's trust store and proxy.

python-tuf brings a fetcher on urllib3; ours is the same session as everything else that leaves.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import requests
from tuf.api.exceptions import DownloadError, DownloadHTTPError, SlowRetrievalError
from tuf.ngclient import FetcherInterface

from agent.uplink.send import TIMEOUT

#: Seconds for one file, however slowly it drips.
PATIENCE = 60.0
CHUNK = 16_384
#: The same for every device.
HEADERS = {"User-Agent": "Plimsoll", "Accept": "*/*", "Accept-Encoding": "identity"}


class Fetcher(FetcherInterface):
    """Fetches one file at a time. Who asks is not said: no key, no cookie, no version."""

    def __init__(
        self, session: requests.Session, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._session = session
        self._clock = clock

    def _fetch(self, url: str) -> Iterator[bytes]:
        end = self._clock() + PATIENCE
        try:
            with self._session.get(
                url, headers=HEADERS, timeout=TIMEOUT, allow_redirects=False, stream=True
            ) as answer:
                _check(answer)
                for chunk in answer.iter_content(CHUNK):
                    if self._clock() > end:
                        raise SlowRetrievalError("too slow")
                    yield chunk
        except (requests.RequestException, OSError) as fault:
            raise DownloadError(type(fault).__name__) from None


def _check(answer: requests.Response) -> None:
    if answer.status_code != 200:
        raise DownloadHTTPError("not there", answer.status_code)
    # What was packed could be far larger than what was counted on its way.
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        raise DownloadError("packed")
