"""Writes a bill of materials (BOM), the list of a package's files that macOS keeps.

A store of numbered blocks, found by an index; names lead to the blocks that matter. `Paths` is a
tree of pages whose leaves pair a path's facts with its name and parent. All numbers are big-endian.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable

from cksum import cksum
from tree import Node

#: Entries of one page: what fits into the 4,096 bytes that the tree announces, with room.
PAGE = 256

_HEADER = struct.Struct(">8sIIIIII")
_HEADER_SIZE = 512
_TREE = struct.Struct(">4sIIIIB")
_PAGE = struct.Struct(">HHII")
_PAIR = struct.Struct(">II")
_FACTS = struct.Struct(">BBHHIIIIBII")
_FILE, _FOLDER, _LINK = 1, 2, 3


class _Store:
    """Blocks by number. Number 0 stays empty."""

    def __init__(self) -> None:
        self._blocks = [b""]
        self._names: list[tuple[str, int]] = []

    def add(self, block: bytes) -> int:
        self._blocks.append(block)
        return len(self._blocks) - 1

    def reserve(self) -> int:
        """A number for a block that others must name before it can be written."""
        return self.add(b"")

    def put(self, number: int, block: bytes) -> None:
        self._blocks[number] = block

    def name(self, name: str, number: int) -> None:
        self._names.append((name, number))

    def file(self) -> bytes:
        """Header, blocks, names, index and an empty list of free space."""
        body = bytearray()
        index = bytearray(struct.pack(">I", len(self._blocks)))
        for block in self._blocks:
            offset = _HEADER_SIZE + len(body) if block else 0
            index += _PAIR.pack(offset, len(block))
            body += block
        index += struct.pack(">I", 2) + _PAIR.pack(0, 0) * 2
        names = bytearray(struct.pack(">I", len(self._names)))
        for name, number in self._names:
            names += struct.pack(">IB", number, len(name)) + name.encode()
        names_at = _HEADER_SIZE + len(body)
        index_at = names_at + len(names)
        count = sum(1 for block in self._blocks if block)
        header = _HEADER.pack(b"BOMStore", 1, count, index_at, len(index), names_at, len(names))
        return bytes(header.ljust(_HEADER_SIZE, b"\0") + body + names + index)


def bill(nodes: Iterable[Node]) -> bytes:
    """The BOM of these nodes, in the order of `tree.walk`."""
    listed = list(nodes)
    store = _Store()
    store.name("BomInfo", store.add(struct.pack(">IIIIIII", 1, len(listed), 1, 0, 0, 0, 0)))
    store.name("Paths", _paths(store, listed))
    store.name("HLIndex", _empty_tree(store, 4096))
    store.name("VIndex", store.add(struct.pack(">IIIB", 1, _empty_tree(store, 128), 0, 0)))
    store.name("Size64", _empty_tree(store, 128))
    return store.file()


def _paths(store: _Store, nodes: list[Node]) -> int:
    numbers = {node.path: number for number, node in enumerate(nodes, 1)}
    pairs = []
    for node in nodes:
        facts = store.add(_facts(node))
        first = store.add(_PAIR.pack(numbers[node.path], facts))
        parent = numbers[node.path.rpartition("/")[0]] if node.path else 0
        name = store.add(struct.pack(">I", parent) + node.name.encode() + b"\0")
        pairs.append((first, name))
    leaves = [pairs[at : at + PAGE] for at in range(0, len(pairs), PAGE)]
    places = [store.reserve() for _ in leaves]
    for index, (place, leaf) in enumerate(zip(places, leaves, strict=True)):
        after = places[index + 1] if index + 1 < len(places) else 0
        before = places[index - 1] if index else 0
        store.put(place, _page(True, after, before, leaf))
    top = places[0]
    if len(places) > 1:
        # A page of pages: each with the name that stands last in it.
        last_names = [(place, leaf[-1][1]) for place, leaf in zip(places, leaves, strict=True)]
        top = store.add(_page(False, 0, 0, last_names))
    return store.add(_TREE.pack(b"tree", 1, top, 4096, len(pairs), 0))


def _page(leaf: bool, after: int, before: int, pairs: list[tuple[int, int]]) -> bytes:
    head = _PAGE.pack(leaf, len(pairs), after, before)
    return head + b"".join(_PAIR.pack(*pair) for pair in pairs)


def _empty_tree(store: _Store, size: int) -> int:
    return store.add(_TREE.pack(b"tree", 1, store.add(_page(True, 0, 0, [])), size, 0, 0))


def _facts(node: Node) -> bytes:
    """Kind, mode, owner, size and checksum; for a link also where it leads."""
    kind = _FOLDER if node.is_folder else _LINK if node.is_link else _FILE
    target = node.content + b"\0" if node.is_link else b""
    check = 0 if node.is_folder else cksum(node.content)
    size = 0 if node.is_folder else len(node.content)
    head = _FACTS.pack(kind, 1, 3, node.mode, 0, 0, 0, size, 1, check, len(target))
    return head + target
