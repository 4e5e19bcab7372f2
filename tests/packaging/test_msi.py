"""The MSI's recipe: what stays the same from version to version, and what properties there are."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from agent.setting import declared_settings
from tests.packaging.recipe import PACKAGING, recipe

package = recipe("windows/package.py")
version_info = recipe("frozen/version_info.py")

NS = f"{{{package.NAMESPACE}}}"
PROGRAMS = ("plimsoll", "plimsoll-agent", "plimsoll-tray", "plimsoll-uplink", "plimsoll-host")


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    for name in PROGRAMS:
        (tmp_path / f"{name}.exe").write_bytes(b"MZ")
    (tmp_path / "_internal" / "rules").mkdir(parents=True)
    (tmp_path / "_internal" / "rules" / "policy.toml").write_text("")
    return tmp_path


@pytest.fixture
def made(frozen: Path) -> ET.Element:
    return ET.fromstring(ET.tostring(package.recipe(frozen)))


def test_windows_knows_the_product_by_one_code_for_ever(made: ET.Element) -> None:
    product = made.find(f"{NS}Product")

    assert product is not None
    assert product.get("UpgradeCode") == "{4F3D1C0E-8F0B-5A43-9F3A-6F0F1C8D7A21}"
    assert package.product_code("0.1.0") != package.product_code("0.1.1")


def test_a_file_is_the_same_component_whatever_else_there_is(frozen: Path) -> None:
    def guids() -> dict[str, str]:
        root = ET.fromstring(ET.tostring(package.recipe(frozen)))
        return {c.attrib["Id"]: c.attrib["Guid"] for c in root.iter(f"{NS}Component")}

    before = guids()
    (frozen / "_internal" / "another.dll").write_bytes(b"MZ")
    after = guids()

    assert len(after) == len(before) + 1
    assert {key: after[key] for key in before} == before
    assert len(set(after.values())) == len(after)


def test_every_component_is_part_of_the_feature(made: ET.Element) -> None:
    components = {c.get("Id") for c in made.iter(f"{NS}Component")}

    assert components == {c.get("Id") for c in made.iter(f"{NS}ComponentRef")}


def test_every_setting_but_a_table_is_a_property_that_an_upgrade_keeps(made: ET.Element) -> None:
    settings = declared_settings().values()
    wanted = {s.key.upper(): s.key for s in settings if s.type != "table"}
    values = {v.get("Name"): v.get("Value") for v in made.iter(f"{NS}RegistryValue")}
    actions = {a.get("Property"): a.get("Value") for a in made.iter(f"{NS}CustomAction")}

    assert set(package.properties(settings)) == set(wanted)
    for name, key in wanted.items():
        assert values[key] == f"[{name}]"
        assert actions[name] == f"[EARLIER_{name}]"


def test_what_is_secret_is_hidden_from_the_log(made: ET.Element) -> None:
    hidden = {p.get("Id"): p.get("Value") for p in made.iter(f"{NS}Property")}

    secret = {s.key.upper() for s in declared_settings().values() if s.secret}
    assert secret <= set(str(hidden["MsiHiddenProperties"]).split(";"))


def test_every_program_says_its_version(frozen: Path) -> None:
    for name in PROGRAMS:
        told = version_info.version_info(name, "1.2.3")
        assert "filevers=(1, 2, 3, 0)" in told
        assert f"'{name}.exe'" in told


def test_the_lock_file_for_windows_has_what_windows_alone_needs() -> None:
    lock = PACKAGING.parent / "requirements" / "package.txt"
    printed = subprocess.run(
        [sys.executable, PACKAGING / "windows" / "requirements_for.py", lock],
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    names = {line.partition("==")[0] for line in printed.splitlines() if "==" in line}
    assert {"pywin32", "pywin32-ctypes"} <= names
    assert not {"python-xlib", "secretstorage", "pyobjc-core"} & names
    assert printed.count("--hash=") > len(names)


def test_what_is_packaged_is_locked_as_what_is_tested() -> None:
    def pinned(name: str) -> set[str]:
        lines = (PACKAGING.parent / "requirements" / f"{name}.txt").read_text().splitlines()
        return {line.partition(" ")[0] for line in lines if "==" in line.partition(" ")[0]}

    run = {entry.partition("==")[0]: entry for entry in pinned("run")}
    differ = [e for e in pinned("package") if run.get(e.partition("==")[0], e) != e]
    assert differ == []
