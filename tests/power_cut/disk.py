"""What is left on a disk when the power goes: what was synchronised, and of the rest anything.

A file's writes since its last fsync are kept, lost, or torn at sectors, each by chance and out of
order; its length likewise. Names are as they were at any moment since the last fsync of their
folder: file systems with a journal keep the order of such changes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from tests.power_cut.traced import Operation

#: Bytes that a disk writes whole or not at all.
SECTOR = 512


@dataclass(slots=True)
class _File:
    #: On the disk.
    safe: bytearray = field(default_factory=bytearray)
    #: Perhaps on the disk.
    loose: list[Operation] = field(default_factory=list)


class Disk:
    """Takes operations in their order. `left` may be asked at any time, and changes nothing."""

    def __init__(self) -> None:
        #: What each name stood for, at each moment since the folder was synchronised.
        self._names: list[dict[str, _File]] = [{}]

    def take(self, operation: Operation) -> None:
        names = self._names[-1]
        file = names.get(operation.file)
        match operation.kind:
            case "create" if file is None:
                self._names.append({**names, operation.file: _File()})
            case "unlink":
                self._names.append({n: f for n, f in names.items() if n != operation.file})
            case "rename":
                moved = {n: f for n, f in names.items() if n != operation.file}
                self._names.append({**moved, operation.data.decode(): names[operation.file]})
            case "write" | "size":
                names[operation.file].loose.append(operation)
            case "sync" if file is None:  # a folder
                self._names = [names]
            case "sync" if file is not None:
                for change in file.loose:
                    _apply(file.safe, change, Random(0), whole=True)
                file.loose.clear()

    def left(self, chance: Random) -> dict[str, bytes]:
        """Files and their bytes after a power cut at this moment.

        Without SQLite's shared memory, which is made anew by whoever comes first.
        """
        names = chance.choice(self._names)
        return {n: _torn(f, chance) for n, f in names.items() if not n.endswith("-shm")}


def _torn(file: _File, chance: Random) -> bytes:
    content = bytearray(file.safe)
    for change in file.loose:
        if chance.random() < 2 / 3:
            _apply(content, change, chance, whole=chance.random() < 0.5)
    return bytes(content)


def _apply(content: bytearray, change: Operation, chance: Random, whole: bool) -> None:
    if change.kind == "size":
        del content[change.at :]
        content.extend(bytes(change.at - len(content)))
        return
    for start in range(0, len(change.data), SECTOR):
        if whole or chance.random() < 0.5:
            at, sector = change.at + start, change.data[start : start + SECTOR]
            content.extend(bytes(max(0, at - len(content))))
            content[at : at + len(sector)] = sector
