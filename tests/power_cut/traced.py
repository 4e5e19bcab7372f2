"""What a program of ours asks of the disk, in its order, as strace sees it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent

_CALLS = (
    "open,openat,creat,write,pwrite64,ftruncate,fsync,fdatasync,unlink,unlinkat,rename,renameat,"
    "renameat2"
)
#: What changes a file and is not understood here: a trace that has one of these proves nothing.
_STRANGE = "writev,pwritev,pwritev2,fallocate,truncate,copy_file_range,sync_file_range,link,linkat"
_LINE = re.compile(r"(\d+) +(?:<\.\.\. \w+ resumed>)?(.*)")
_CALL = re.compile(r"(\w+)\((.*)\) += (-?\d+)(?:<(.*?)>)?(?: .*)?$")
_FILE = re.compile(r"(\d+)<(.*?)>(?:\(deleted\))?")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_UNFINISHED = " <unfinished ...>"


@dataclass(frozen=True, slots=True)
class Operation:
    """One change. `file` is a path; `data` and `at` belong to a write, `at` alone to a `size`."""

    #: create, write, size, sync, unlink, rename, or said: a line that the program printed.
    kind: str
    file: str
    data: bytes = b""
    at: int = 0


def traced(module: str, home: Path, log: Path) -> list[Operation]:
    """Runs `python -m MODULE HOME` to its end; what it did in this folder, and what it printed.

    Raises RuntimeError where the program fails or does what is not understood here.
    """
    home.mkdir()
    strace = ["strace", "-f", "-y", "-xx", "-s", "1000000", "-o", str(log)]
    ended = subprocess.run(
        [*strace, "-e", f"trace={_CALLS},{_STRANGE}", sys.executable, "-m", module, str(home)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    if ended.returncode:
        raise RuntimeError(ended.stderr)
    return list(_operations(log, str(home)))


def _operations(log: Path, folder: str) -> Iterator[Operation]:
    #: Where a plain write goes on, by file.
    ends: dict[str, int] = {}
    for name, arguments, answer in _calls(log):
        files = [_plain(path) for _number, path in _FILE.findall(arguments)]
        texts = [_bytes(text) for text in _TEXT.findall(arguments)]
        here = [text.decode() for text in texts if text.startswith(folder.encode())]
        if name == "write" and arguments.startswith("1<"):
            yield Operation("said", "", texts[0])
        elif name in ("open", "openat", "creat"):
            yield from _opened(here, arguments, ends)
        elif name.startswith("unlink") and here:
            yield Operation("unlink", here[0])
        elif name.startswith("rename") and here:
            yield Operation("rename", here[0], here[1].encode())
        elif files and files[0].startswith(folder):
            yield from _changed(name, files[0], arguments, texts, answer, ends)


def _opened(here: list[str], arguments: str, ends: dict[str, int]) -> Iterator[Operation]:
    if here and "O_CREAT" in arguments:
        ends[here[0]] = 0
        yield Operation("create", here[0])
    if here and "O_TRUNC" in arguments:
        yield Operation("size", here[0])


def _changed(
    name: str, file: str, arguments: str, texts: list[bytes], answer: int, ends: dict[str, int]
) -> Iterator[Operation]:
    numbers: Mapping[str, int] = {"at": int(arguments.rpartition(", ")[2] or 0)} if texts else {}
    if name == "pwrite64":
        yield Operation("write", file, texts[0][:answer], numbers["at"])
    elif name == "write":
        yield Operation("write", file, texts[0][:answer], ends.get(file, 0))
        ends[file] = ends.get(file, 0) + answer
    elif name == "ftruncate":
        yield Operation("size", file, at=int(arguments.rpartition(", ")[2]))
    elif name in ("fsync", "fdatasync"):
        yield Operation("sync", file)
    else:
        raise RuntimeError(f"nobody knows here what {name} does to a disk")


def _calls(log: Path) -> Iterator[tuple[str, str, int]]:
    """Each call that went well, at its end: its name, its arguments, its answer."""
    begun: dict[str, str] = {}
    for line in log.read_text("ascii", "replace").splitlines():
        told = _LINE.match(line)
        if told is None:
            continue
        process, text = told.groups()
        text = begun.pop(process, "") + text
        if text.endswith(_UNFINISHED):
            begun[process] = text.removesuffix(_UNFINISHED)
            continue
        call = _CALL.match(text)
        if call and int(call[3]) >= 0:
            yield call[1], call[2], int(call[3])


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def _plain(path: str) -> str:
    return _bytes(path).decode() if path.startswith("\\x") else path
