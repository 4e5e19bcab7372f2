"""Writes a xar archive, the outer form of a macOS package.

A header, a table of contents in compressed XML, and a heap: first the table's own SHA-1, then each
file, stored as it is. The same files make the same bytes.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Mapping
from xml.etree import ElementTree as ET

_HEADER = struct.Struct(">4sHHQQI")
_SHA1 = 1


def archive(files: Mapping[str, bytes], created: str) -> bytes:
    """Paths with at most one folder, to their content. `created`: such as 2026-01-31T12:00:00."""
    heap = bytearray(hashlib.sha1().digest_size)  # noqa: S324 - the format knows no other
    root = ET.Element("xar")
    toc = ET.SubElement(root, "toc")
    ET.SubElement(toc, "creation-time").text = created
    check = ET.SubElement(toc, "checksum", style="sha1")
    ET.SubElement(check, "offset").text = "0"
    ET.SubElement(check, "size").text = str(len(heap))
    folders: dict[str, ET.Element] = {"": toc}
    for number, path in enumerate(sorted(files), 1):
        folder, _slash, name = path.rpartition("/")
        if folder not in folders:
            folders[folder] = _entry(toc, f"{len(files) + len(folders)}", folder, "directory")
        entry = _entry(folders[folder], str(number), name, "file")
        _add_data(entry, files[path], len(heap))
        heap += files[path]
    plain = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    packed = zlib.compress(plain, 9)
    heap[:20] = hashlib.sha1(packed).digest()  # noqa: S324 - the format knows no other
    header = _HEADER.pack(b"xar!", _HEADER.size, 1, len(packed), len(plain), _SHA1)
    return header + packed + bytes(heap)


def _entry(parent: ET.Element, number: str, name: str, kind: str) -> ET.Element:
    entry = ET.SubElement(parent, "file", id=number)
    ET.SubElement(entry, "name").text = name
    ET.SubElement(entry, "type").text = kind
    ET.SubElement(entry, "mode").text = "0755" if kind == "directory" else "0644"
    ET.SubElement(entry, "uid").text = ET.SubElement(entry, "gid").text = "0"
    return entry


def _add_data(entry: ET.Element, content: bytes, offset: int) -> None:
    digest = hashlib.sha1(content).hexdigest()  # noqa: S324 - the format knows no other
    data = ET.SubElement(entry, "data")
    for name in ("archived-checksum", "extracted-checksum"):
        ET.SubElement(data, name, style="sha1").text = digest
    ET.SubElement(data, "encoding", style="application/octet-stream")
    for name, number in (("size", len(content)), ("length", len(content)), ("offset", offset)):
        ET.SubElement(data, name).text = str(number)
