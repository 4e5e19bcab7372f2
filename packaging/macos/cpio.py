"""Writes a cpio archive in its old portable form (POSIX.1-1988, `odc`), compressed."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable

from tree import Node

_END = "TRAILER!!!"


def payload(nodes: Iterable[Node], moment: int) -> bytes:
    """The nodes, each with this time in seconds since 1970, owned by root."""
    plain = io.BytesIO()
    for number, node in enumerate(nodes, 1):
        name = f"./{node.path}" if node.path else "."
        links = 2 if node.is_folder else 1
        plain.write(_head(name, number, node.mode, links, moment, len(node.content)))
        plain.write(node.content)
    plain.write(_head(_END, 0, 0, 1, 0, 0))
    return gzip.compress(plain.getvalue(), 9, mtime=0)


def _head(name: str, number: int, mode: int, links: int, moment: int, size: int) -> bytes:
    raw = name.encode() + b"\0"
    # magic, device, inode, mode, user, group, links, device it stands for, time, two lengths
    fields = f"070707{0:06o}{number:06o}{mode:06o}{0:06o}{0:06o}{links:06o}{0:06o}"
    return f"{fields}{moment:011o}{len(raw):06o}{size:011o}".encode() + raw
