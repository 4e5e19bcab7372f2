"""TUF against a real server: what is signed arrives, and every attack of the TUF paper is refused.

Each attack is tried on a device that holds a good set; afterwards it holds the very same.
"""

from __future__ import annotations

import shutil
import tracemalloc
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from tuf.api.metadata import Metadata, MetaFile, Root, TargetFile, Targets

from agent.uplink.rules import RulesRefused, RulesUnreachable
from central.keys.publish import decide, publish, stamp
from central.keys.release import sha256
from central.keys.repository import KeysError
from tests.agent.uplink.signing_company import (
    MARK,
    RulesServer,
    SigningCompany,
    fetch,
    held,
    now,
    serving,
)

RULES = {"markers/acme.toml": MARK}
NEWER = {"markers/acme.toml": MARK.replace("acme blue", "acme green")}


class Device:
    """A device with a good set, its company, and the server between them."""

    def __init__(self, home: Path, company: SigningCompany, server: RulesServer) -> None:
        self.home, self.company, self.server = home, company, server
        self.root = company.root

    def fetch(self, **fetcher: object) -> Path:
        return fetch(self.home, self.server, self.root, **fetcher)

    def refuses(self, reason: str) -> None:
        """It refuses, for this reason, and holds what it held."""
        before = held(self.home, self.root)
        with pytest.raises(RulesRefused, match=reason):
            self.fetch()
        assert held(self.home, self.root) == before != {}


@pytest.fixture
def device(tmp_path: Path) -> Iterator[Device]:
    company = SigningCompany(tmp_path / "company")
    company.release(RULES)
    with serving(company.repository.public) as server:
        device = Device(tmp_path / "device", company, server)
        device.fetch()
        yield device


def keep(company: SigningCompany) -> Path:
    """A copy of what is published now, as an attacker would have made one."""
    return Path(shutil.copytree(company.repository.public, company.folder / "kept"))


def test_what_is_signed_arrives_whole_and_a_second_look_costs_two_small_files(
    device: Device,
) -> None:
    files = held(device.home, device.root)
    assert files["rules/1/markers/acme.toml"].decode() == MARK
    assert files["everyone/metrics.toml"] == b"# numbers\n"

    device.server.paths.clear()
    device.fetch()

    assert device.server.paths == ["/metadata/2.root.json", "/metadata/timestamp.json"]


def test_a_newer_release_replaces_the_set_and_fetches_only_what_changed(device: Device) -> None:
    device.company.release(NEWER)
    device.server.paths.clear()

    folder = device.fetch()

    fetched = [path for path in device.server.paths if path.startswith("/targets/")]
    assert [path.rpartition(".")[0].rpartition(".")[2] for path in fetched] == ["releases", "acme"]
    assert b"acme green" in (folder / "rules/2/markers/acme.toml").read_bytes()


def test_rollback_is_refused(device: Device) -> None:
    kept = keep(device.company)
    device.company.release(NEWER)
    device.fetch()

    device.server.folder = kept

    device.refuses("BadVersionNumberError")


def test_freeze_is_refused_once_the_timestamp_is_over(device: Device) -> None:
    device.company.stamp(now() - timedelta(days=8))

    device.refuses("ExpiredMetadataError")


def test_expired_protected_files_are_refused(device: Device) -> None:
    company = device.company
    company.draft(NEWER)
    document = company.repository.drafted_targets()
    assert document is not None
    document.signed.expires = now().replace(microsecond=0) - timedelta(days=1)
    company.repository.put_draft("targets", document)
    company.publish()

    device.refuses("ExpiredMetadataError")


def test_mix_and_match_is_refused(device: Device) -> None:
    old = (device.company.repository.metadata / "2.targets.json").read_bytes()
    device.company.release(NEWER)
    (device.company.repository.metadata / "3.targets.json").write_bytes(old)

    device.refuses("BadVersionNumberError")


def test_a_file_with_other_content_is_refused(device: Device) -> None:
    device.company.release(NEWER)
    path = f"{sha256(NEWER['markers/acme.toml'].encode())}.acme.toml"
    file = device.company.repository.targets / "rules/2/markers" / path
    file.write_bytes(file.read_bytes().replace(b"green", b"white"))

    device.refuses("LengthOrHashMismatchError")


def test_one_changed_byte_anywhere_is_refused(device: Device) -> None:
    device.company.release(NEWER)
    metadata = device.company.repository.metadata
    refused = 0
    for name in ("timestamp.json", "4.snapshot.json", "3.targets.json"):
        file = next(iter(sorted(metadata.glob(name))), metadata / "3.snapshot.json")
        whole = file.read_bytes()
        for place in range(40, len(whole), len(whole) // 8):
            file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            device.refuses("Error")
            refused += 1
        file.write_bytes(whole)

    assert refused >= 24
    device.fetch()


@pytest.mark.parametrize("endless", ["timestamp.json", "acme.toml", "2.root.json"])
def test_endless_data_is_cut_off(device: Device, endless: str) -> None:
    device.company.release(NEWER)

    def pour(handler: BaseHTTPRequestHandler) -> bool:
        if not handler.path.endswith(endless):
            return False
        handler.send_response(200)
        handler.end_headers()
        for _again in range(2_000):
            handler.wfile.write(b" " * 65_536)
        return True

    device.server.trick = pour
    tracemalloc.start()
    device.refuses("DownloadLengthMismatchError")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 20_000_000


def test_a_file_that_drips_for_ever_is_given_up(device: Device) -> None:
    ticks = iter(range(0, 100_000, 61))
    before = held(device.home, device.root)

    with pytest.raises(RulesUnreachable):
        device.fetch(clock=lambda: float(next(ticks)))

    assert held(device.home, device.root) == before


@pytest.mark.parametrize("by", ["operator", "council", "recovery", "online decisions"])
def test_protected_files_below_the_threshold_are_refused(device: Device, by: str) -> None:
    company = device.company
    company.draft(NEWER)
    document = company.repository.drafted_targets()
    assert document is not None
    for part in by.split():
        document.sign(company.signer(part), append=True)
    company.repository.put_draft("targets", document)
    with pytest.raises(KeysError, match="still missing"):
        publish(company.repository, company.signer("online"), company.signer("decisions"), now())
    # No honest server publishes it all the same; one that was broken into does.
    company.repository.take_drafted_targets()
    company.repository.publish("targets", document)
    company.stamp()

    device.refuses("UnsignedMetadataError")


def test_another_first_root_is_refused(tmp_path: Path) -> None:
    company, other = SigningCompany(tmp_path / "one"), SigningCompany(tmp_path / "two")

    with serving(other.repository.public) as server, pytest.raises(RulesRefused, match="root"):
        fetch(tmp_path / "device", server, company.root)

    assert held(tmp_path / "device", company.root) == {}


def test_a_root_without_the_old_holders_is_refused(device: Device) -> None:
    company = device.company
    thief = SigningCompany(company.folder / "thief")
    stolen: Metadata[Root] = thief.repository.root()
    stolen.signed.version = 2
    for part in ("operator", "council"):
        stolen.sign(thief.signer(part), append=True)
    company.repository.publish("root", stolen)

    device.refuses("UnsignedMetadataError")


def test_a_lost_key_is_replaced_by_the_two_others_and_devices_follow(device: Device) -> None:
    device.company.rotate("operator", "council", "recovery", "operator")

    device.company.release(NEWER)
    folder = device.fetch()

    assert b"acme green" in (folder / "rules/2/markers/acme.toml").read_bytes()


def test_a_stolen_signers_key_counts_for_nothing_once_it_was_replaced(device: Device) -> None:
    company = device.company
    company.rotate("operator", "council", "recovery", "operator")
    device.fetch()
    company.draft(NEWER)
    document = company.repository.drafted_targets()
    assert document is not None
    for signer in (company.signer("operator", "old"), company.signer("council")):
        document.sign(signer, append=True)
    company.repository.take_drafted_targets()
    company.repository.publish("targets", document)
    company.stamp()

    device.refuses("UnsignedMetadataError")


def test_a_stolen_decisions_key_counts_for_nothing_once_it_was_replaced(device: Device) -> None:
    company = device.company
    company.rotate("decisions", "operator", "council")
    device.fetch()
    told = TargetFile.from_data("decisions/decisions.toml", b"# bad\n", ["sha256"])
    version = company.repository.decisions()
    assert version is not None
    forged = Metadata(
        Targets(version=version.signed.version + 1, targets={"decisions/decisions.toml": told})
    )
    forged.sign(company.signer("decisions", "old"))
    company.repository.publish("decisions", forged)
    company.stamp()

    device.refuses("UnsignedMetadataError")


def test_a_stolen_online_key_is_replaced(device: Device) -> None:
    company = device.company
    company.rotate("online", "operator", "council")
    device.fetch()
    stamp(company.repository, company.signer("online", "old"), now())

    device.refuses("UnsignedMetadataError")


def test_the_decisions_key_can_add_no_rule_and_no_number(device: Device) -> None:
    company = device.company
    paths = ["rules/1/markers/evil.toml", "everyone/metrics.toml", "releases.toml", "evil.toml"]
    document = company.repository.decisions()
    assert document is not None
    document.signed.version += 1
    for path in paths:
        document.signed.targets[path] = TargetFile.from_data(path, b"evil", ["sha256"])
        company.repository.put_target(path, sha256(b"evil"), b"evil")
    document.sign(company.signer("decisions"))
    company.repository.publish("decisions", document)
    company.stamp()

    device.fetch()

    assert b"evil" not in held(device.home, device.root).values()
    assert held(device.home, device.root)["everyone/metrics.toml"] == b"# numbers\n"


def test_protected_signers_do_not_decide_in_the_name_of_decisions(device: Device) -> None:
    company = device.company
    decide(
        company.repository, {"decisions.toml": b"# decided\n"}, company.signer("decisions"), now()
    )
    company.stamp()

    assert (device.fetch() / "decisions/decisions.toml").read_bytes() == b"# decided\n"


def test_a_snapshot_that_forgets_the_decisions_is_refused(device: Device) -> None:
    company = device.company
    snapshot = company.repository.snapshot()
    timestamp = company.repository.timestamp()
    assert snapshot is not None and timestamp is not None
    snapshot.signed.version += 1
    del snapshot.signed.meta["decisions.json"]
    snapshot.sign(company.signer("online"))
    timestamp.signed.version += 1
    timestamp.signed.snapshot_meta = MetaFile(snapshot.signed.version)
    timestamp.sign(company.signer("online"))
    company.repository.publish("snapshot", snapshot)
    company.repository.publish("timestamp", timestamp)

    device.refuses("RepositoryError")


def _redirect(handler: BaseHTTPRequestHandler) -> bool:
    handler.send_response(302)
    handler.send_header("Location", "http://127.0.0.1:9/elsewhere")
    handler.send_header("Content-Length", "0")
    handler.end_headers()
    return True


def _packed(handler: BaseHTTPRequestHandler) -> bool:
    handler.send_response(200)
    handler.send_header("Content-Encoding", "gzip")
    handler.send_header("Content-Length", "4")
    handler.end_headers()
    handler.wfile.write(b"bomb")
    return True


def _broken(handler: BaseHTTPRequestHandler) -> bool:
    handler.send_response(503)
    handler.send_header("Content-Length", "0")
    handler.end_headers()
    return True


@pytest.mark.parametrize("trick", [_redirect, _packed, _broken])
def test_what_is_no_plain_answer_leaves_the_good_set(
    device: Device, trick: Callable[[BaseHTTPRequestHandler], bool]
) -> None:
    device.server.trick = trick
    before = held(device.home, device.root)

    with pytest.raises(RulesUnreachable):
        device.fetch()

    assert held(device.home, device.root) == before


def test_an_oversized_set_is_refused(device: Device) -> None:
    many = {f"markers/m{number}.toml": "# nothing\n" for number in range(1_001)}
    device.company.release(many)

    device.refuses("larger than a set")


def test_who_fetches_is_not_told(device: Device) -> None:
    heard: list[dict[str, str]] = []

    def listen(handler: BaseHTTPRequestHandler) -> bool:
        heard.append(dict(handler.headers.items()))
        return False

    device.server.trick = listen
    device.company.release(NEWER)
    device.fetch()

    assert {name for one in heard for name in one} - {"Connection"} == {
        *("Host", "User-Agent", "Accept", "Accept-Encoding"),
    }
    assert {one["User-Agent"] for one in heard} == {"Plimsoll"}


def test_the_digest_in_the_enrolment_is_of_the_first_root(device: Device) -> None:
    assert len(device.root) == 43
    wrong = urlsafe_b64encode(bytes(32)).decode().rstrip("=")
    with pytest.raises(RulesRefused, match="another root"):
        fetch(device.home, device.server, wrong)
