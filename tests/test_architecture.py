"""The house as it is meant: who may use what. A failure is a talk about the design.

`lint-imports` holds who imports whom among our own rooms (pyproject.toml); this holds the rest.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from agent import native

ROOT = Path(__file__).parent.parent
PRODUCT = sorted(
    file.relative_to(ROOT)
    for room in ("agent", "ui", "central")
    for file in (ROOT / room).rglob("*.py")
)

CLOCKS = {"time", "datetime", "zoneinfo", "calendar"}
DISKS = {"os", "io", "pathlib", "shutil", "tempfile", "glob", "sqlite3", "fileinput", "mmap"}
THREADS = {"threading", "multiprocessing", "concurrent", "asyncio", "queue", "_thread", "sched"}
NETWORK = {
    *("socket", "socketserver", "ssl", "http", "urllib", "ftplib", "smtplib", "imaplib", "poplib"),
    *("xmlrpc", "asyncio", "requests", "urllib3", "httpx", "websocket", "websockets"),
}
CHANCE = {"random", "secrets", "uuid"}

#: Who may open sockets: who sends, who listens or asks at the door, the trial with its servers,
#: and the pair of ends by which a signal wakes Qt.
WITH_SOCKETS = (
    *("agent/uplink/", "agent/trial/", "agent/native/", "central/"),
    *("agent/door.py", "agent/door_client.py", "agent/host.py", "ui/ending.py"),
)
#: Splitting an address or reading its percent signs opens nothing.
HARMLESS = {"urllib.parse", "urllib.parse.unquote", "urllib.parse.urlsplit"}


def imports(file: Path) -> set[str]:
    """Every module and name that a file imports, also those inside functions."""
    found: set[str] = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def tree(file: Path) -> ast.Module:
    return ast.parse((ROOT / file).read_text("utf-8"), str(file))


def tops(names: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in names}


def below(*rooms: str) -> list[Path]:
    return [file for file in PRODUCT if file.as_posix().startswith(rooms)]


def named(file: Path) -> str:
    return file.as_posix()


@pytest.mark.parametrize("file", PRODUCT, ids=named)
def test_imports_are_absolute(file: Path) -> None:
    relative = [n for n in ast.walk(tree(file)) if isinstance(n, ast.ImportFrom) and n.level]

    assert relative == []


@pytest.mark.parametrize("file", PRODUCT, ids=named)
def test_a_file_says_what_it_is_for(file: Path) -> None:
    docstring = ast.get_docstring(tree(file))

    assert docstring, "the first line says what the file is for a person"
    assert docstring.splitlines()[0].endswith((".", ":")), "one sentence"


COMPANION = [file for file in below("agent/", "ui/") if file not in below("agent/native/")]


@pytest.mark.parametrize("file", COMPANION, ids=named)
def test_only_the_native_room_asks_which_system_this_is(file: Path) -> None:
    asked = {
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    } | imports(file)

    assert asked & {"sys.platform", "os.name", "platform", "platform.system", "os.uname"} == set()


@pytest.mark.parametrize(
    ("system", "shared"), [("linux", "posix"), ("macos", "posix"), ("windows", "windows")]
)
def test_each_system_offers_every_file_that_the_contract_names(system: str, shared: str) -> None:
    native_room = ROOT / "agent/native"
    rooms = (native_room, native_room / system, native_room / shared)
    offered = {file.stem for room in rooms for file in room.glob("*.py")}

    assert set(native.__all__) - offered == set()


@pytest.mark.parametrize("file", below("agent/", "central/"), ids=named)
def test_the_window_system_stays_in_ui(file: Path) -> None:
    assert tops(imports(file)) & {"PySide6", "shiboken6", "tkinter"} == set()


@pytest.mark.parametrize("file", below("agent/judge/"), ids=named)
def test_the_judge_has_no_clock_no_disk_no_thread_no_network_and_no_luck(file: Path) -> None:
    used = tops(imports(file) - HARMLESS)

    assert used & (CLOCKS | DISKS | THREADS | NETWORK | CHANCE | {"subprocess", "logging"}) == set()


@pytest.mark.parametrize("file", below("agent/judge/"), ids=named)
def test_the_judge_reads_untrusted_text_in_linear_time_only(file: Path) -> None:
    assert tops(imports(file)) & {"re", "regex", "fnmatch"} == set()


@pytest.mark.parametrize(
    "file", [f for f in PRODUCT if not f.as_posix().startswith(WITH_SOCKETS)], ids=named
)
def test_only_a_few_may_open_sockets(file: Path) -> None:
    used = {name for name in imports(file) if not name.startswith("urllib.parse")}

    assert tops(used) & NETWORK == set()


@pytest.mark.parametrize("file", PRODUCT, ids=named)
def test_nothing_that_arrives_can_run(file: Path) -> None:
    assert tops(imports(file)) & {"pickle", "marshal", "shelve", "dill"} == set()


@pytest.mark.parametrize("folder", ["packaging", "tests", "rules", "bench"])
def test_a_folder_that_is_no_package_does_not_look_like_one(folder: str) -> None:
    # tests/agent/__init__.py would hide `agent`, packaging/__init__.py the library of that name.
    assert list((ROOT / folder).rglob("__init__.py")) == []


def test_no_recipe_hides_a_module_of_python() -> None:
    scripts = {file.stem for file in (ROOT / "packaging").rglob("*.py")}

    assert scripts & set(sys.stdlib_module_names) == set()
