"""A company that signs rules with real keys, and a loopback server that may be hostile."""

from __future__ import annotations

import hashlib
import threading
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from securesystemslib.signer import CryptoSigner

from agent.signed.place import SignedPlace
from agent.uplink.fetcher import Fetcher
from agent.uplink.rules import RulesVisit
from agent.uplink.send import make_session
from central.keys.draft import begin, draft_rotation, draft_rules, next_number
from central.keys.holders import PARTS, Holders
from central.keys.key_file import make_key, read_public, read_signer
from central.keys.publish import publish, stamp
from central.keys.release import paced
from central.keys.repository import Repository
from central.keys.signing import sign

MARK = """[[rule]]
number = 9001
id = "acme.blue"
scheme = "acme"
level = "confidential"
kind = "word"
why = "ACME BLUE stays inside ACME."
words = ["acme blue"]
matches = ["ACME BLUE"]
ignores = ["acme"]
"""


@dataclass
class SigningCompany:
    """Keys in `folder/keys`, the repository in `folder/repository`."""

    folder: Path
    parts: tuple[str, ...] = PARTS

    def __post_init__(self) -> None:
        self.repository = Repository(self.folder / "repository")
        keys = {part: self.new_key(part, "keys") for part in self.parts}
        begin(self.repository, Holders.of(keys), {"metrics.toml": b"# numbers\n"}, now())
        self.publish()

    def new_key(self, part: str, folder: str) -> Any:
        return read_public(make_key(part, self.folder / folder, ""))

    def signer(self, part: str, folder: str = "keys") -> CryptoSigner:
        return read_signer(self.folder / folder / f"{part}.key", str)

    def publish(self, *by: str, when: datetime | None = None) -> None:
        """Sign the draft and put it in force."""
        for part in by or self.parts[:2]:
            sign(self.repository, self.signer(part))
        online, decisions = self.signer("online"), self.signer("decisions")
        publish(self.repository, online, decisions, when or now())

    def release(self, files: Mapping[str, str], day: date | None = None) -> int:
        """A release of these rules for everyone."""
        self.draft(files, day)
        self.publish()
        return next_number(self.repository) - 1

    def draft(self, files: Mapping[str, str], day: date | None = None) -> None:
        number = next_number(self.repository)
        source = self.folder / f"source-{number}"
        for name, text in files.items():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_text(text)
        release = paced(number, day or now().date(), day is None)
        draft_rules(self.repository, source, release, {}, now())

    def rotate(self, part: str, *by: str) -> None:
        """Replace the key of one part by a new one in `keys`, signed by the holders `by`."""
        old = self.folder / "old"
        old.mkdir(exist_ok=True)
        for ending in (".key", ".pub"):
            (self.folder / "keys" / f"{part}{ending}").replace(old / f"{part}{ending}")
        draft_rotation(self.repository, part, self.new_key(part, "keys"), now())
        self.publish(*by)

    def stamp(self, when: datetime | None = None) -> None:
        stamp(self.repository, self.signer("online"), when or now())

    @property
    def root(self) -> str:
        first = (self.repository.metadata / "1.root.json").read_bytes()
        return urlsafe_b64encode(hashlib.sha256(first).digest()).decode().rstrip("=")


def now() -> datetime:
    return datetime.now(UTC)


#: Answers a request in its own way; returns False to have the file served.
Trick = Callable[[BaseHTTPRequestHandler], bool]


@dataclass
class RulesServer:
    """`with serving(folder) as server:` hands out files, unless `trick` does something else."""

    folder: Path
    address: str = ""
    trick: Trick = lambda _handler: False
    paths: list[str] = field(default_factory=list)


@contextmanager
def serving(folder: Path) -> Iterator[RulesServer]:
    server = RulesServer(folder)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.paths.append(self.path)
            try:
                if not server.trick(self):
                    _hand_out(self, server.folder / self.path.lstrip("/"))
            except (BrokenPipeError, ConnectionResetError):
                return

        def log_message(self, *_arguments: Any) -> None:
            return

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listener.daemon_threads = True
    thread = threading.Thread(target=listener.serve_forever, args=(0.05,))
    thread.start()
    server.address = f"http://127.0.0.1:{listener.server_port}"
    try:
        yield server
    finally:
        listener.shutdown()
        thread.join()
        listener.server_close()


def _hand_out(handler: BaseHTTPRequestHandler, file: Path) -> None:
    content = file.read_bytes() if file.is_file() else b""
    handler.send_response(200 if file.is_file() else 404)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)


def fetch(home: Path, server: RulesServer, root: str, **fetcher: Any) -> Path:
    """One look of a device; the folder of its current set."""
    place = SignedPlace.of(home, root)
    with make_session(server.address) as session:
        RulesVisit(place, server.address, root, Fetcher(session, **fetcher)).run()
    current = place.current
    assert current is not None
    return current


def held(home: Path, root: str) -> dict[str, bytes]:
    """Every file of the set that the device uses."""
    current = SignedPlace.of(home, root).current
    files = current.rglob("*") if current else ()
    return {
        f.relative_to(current).as_posix(): f.read_bytes() for f in files if current and f.is_file()
    }
