"""What a release says of itself: its sums, and who made what from what."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """Two files that were vouched for."""
    (tmp_path / "policy").mkdir()
    (tmp_path / "plimsoll.msi").write_bytes(b"a package")
    (tmp_path / "policy" / "plimsoll.admx").write_bytes(b"a template")
    environment = {key: os.environ[key] for key in os.environ if key != "PLIMSOLL_RELEASE_KEY"}
    command = [ROOT / "packaging" / "release" / "vouch", tmp_path]
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return tmp_path


def _sums_hold(release: Path) -> bool:
    command = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    return subprocess.run(command, cwd=release, capture_output=True).returncode == 0


def test_every_file_has_its_sum(release: Path) -> None:
    listed = {line.split("  ")[1] for line in (release / "SHA256SUMS").read_text().splitlines()}
    assert listed == {"plimsoll.msi", "policy/plimsoll.admx", "provenance.json"}
    assert _sums_hold(release)


def test_a_changed_file_does_not_pass(release: Path) -> None:
    (release / "plimsoll.msi").write_bytes(b"another package")
    assert not _sums_hold(release)


def test_provenance_names_files_commit_and_locks(release: Path) -> None:
    told = json.loads((release / "provenance.json").read_text())
    assert told["predicateType"] == "https://slsa.dev/provenance/v1"
    digests = {one["name"]: one["digest"]["sha256"] for one in told["subject"]}
    assert digests["plimsoll.msi"] == hashlib.sha256(b"a package").hexdigest()
    commit, *locks = told["predicate"]["buildDefinition"]["resolvedDependencies"]
    assert len(commit["digest"]["gitCommit"]) == 40
    assert "requirements/package.txt" in {lock["name"] for lock in locks}
