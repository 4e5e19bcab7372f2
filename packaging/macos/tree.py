"""The files of a package, in the one order that its archives share."""

from __future__ import annotations

import os
import stat
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Node:
    """A folder, a file or a symbolic link, owned by root and the group wheel."""

    #: Below the package's root; empty for the root itself.
    path: str
    mode: int
    #: A file's content, or where a link leads; nothing for a folder.
    content: bytes = b""

    @property
    def is_folder(self) -> bool:
        return stat.S_ISDIR(self.mode)

    @property
    def is_link(self) -> bool:
        return stat.S_ISLNK(self.mode)

    @property
    def name(self) -> str:
        return os.path.basename(self.path) or "."


def walk(root: Path) -> Iterator[Node]:
    """Breadth first, each folder's entries by name: a parent always stands before its children."""
    yield Node("", stat.S_IFDIR | 0o755)
    waiting = deque([root])
    while waiting:
        for entry in sorted(waiting.popleft().iterdir()):
            node = _node(entry, entry.relative_to(root).as_posix())
            if node.is_folder:
                waiting.append(entry)
            yield node


def _node(entry: Path, path: str) -> Node:
    if entry.is_symlink():
        return Node(path, stat.S_IFLNK | 0o755, os.readlink(entry).encode())
    if entry.is_dir():
        return Node(path, stat.S_IFDIR | 0o755)
    runs = bool(entry.stat().st_mode & 0o100)
    return Node(path, stat.S_IFREG | (0o755 if runs else 0o644), entry.read_bytes())
