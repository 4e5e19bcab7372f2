"""Reads a bill of materials; written apart from the writer, from the index to the leaves."""

from __future__ import annotations

import struct
from dataclasses import dataclass


@dataclass(frozen=True)
class Listed:
    path: str
    kind: int
    mode: int
    owner: tuple[int, int]
    size: int
    checksum: int
    target: str


class Bom:
    """`variables` by name, `blocks` by number, and what `paths` lists."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        magic, version, count, index_at, index_length, names_at, names_length = struct.unpack(
            ">8s6I", data[:32]
        )
        assert (magic, version) == (b"BOMStore", 1)
        assert index_at + index_length <= len(data)
        (total,) = struct.unpack_from(">I", data, index_at)
        self._index = [struct.unpack_from(">II", data, index_at + 4 + 8 * i) for i in range(total)]
        assert sum(1 for _offset, length in self._index if length) == count
        self.variables = self._names(data[names_at : names_at + names_length])

    def block(self, number: int) -> bytes:
        offset, length = self._index[number]
        assert length, f"block {number} is empty"
        return self._data[offset : offset + length]

    def paths(self) -> list[Listed]:
        """In the order of the tree, with each path put together from its parents."""
        tag, version, top, _size, count, _flag = struct.unpack(">4sIIIIB", self._tree("Paths"))
        assert (tag, version) == (b"tree", 1)
        names: dict[int, str] = {0: ""}
        found = []
        page = self._first_leaf(top)
        while page:
            leaf, entries, after, _before = struct.unpack_from(">HHII", self.block(page))
            assert leaf == 1
            for index in range(entries):
                pair = struct.unpack_from(">II", self.block(page), 12 + 8 * index)
                found.append(self._listed(*pair, names))
            page = after
        assert len(found) == count
        return found

    def _tree(self, name: str) -> bytes:
        return self.block(self.variables[name])

    def _first_leaf(self, page: int) -> int:
        leaf, _entries, _after, _before, first = struct.unpack_from(">HHIII", self.block(page))
        return page if leaf else self._first_leaf(first)

    def _listed(self, first: int, name: int, names: dict[int, str]) -> Listed:
        number, facts = struct.unpack(">II", self.block(first))
        raw = self.block(name)
        (parent,) = struct.unpack_from(">I", raw)
        assert raw.endswith(b"\0")
        above = names[parent]
        path = raw[4:-1].decode() if not above else f"{above}/{raw[4:-1].decode()}"
        names[number] = path
        fields = struct.unpack_from(">BBHHIIIIBII", self.block(facts))
        kind, _a, _arch, mode, user, group, _time, size, _b, checksum, length = fields
        target = self.block(facts)[31 : 31 + length].rstrip(b"\0").decode()
        return Listed(path, kind, mode, (user, group), size, checksum, target)

    @staticmethod
    def _names(table: bytes) -> dict[str, int]:
        (count,) = struct.unpack_from(">I", table)
        found, at = {}, 4
        for _ in range(count):
            number, length = struct.unpack_from(">IB", table, at)
            found[table[at + 5 : at + 5 + length].decode()] = number
            at += 5 + length
        assert at == len(table)
        return found
