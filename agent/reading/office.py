"""The words of Office and OpenDocument files: zip archives of XML (ISO/IEC 29500, 26300).

All of their XML is read, also what a page does not show: notes, comments, headers, hidden sheets
and the properties in which a sensitivity label stands. Pictures inside are not read.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from agent.events import Unread

#: Bytes of XML that are read of one file: a small archive can hold a mountain.
MOST_XML = 64 * 1024 * 1024

_PARTS = ("word/", "xl/", "ppt/", "docProps/", "content.xml", "styles.xml", "meta.xml")
#: Office keeps its own settings there: no words of a person.
_SILENT = ("theme/", "fontTable.xml", "webSettings.xml", "/_rels/", "calcChain.xml")
#: Elements that end a line, without their namespace: paragraphs, rows, cells, shared strings.
_LINES = frozenset({"p", "h", "row", "tr", "br", "si", "table-row", "property", "comment"})
_SPACES = frozenset({"tab", "c", "tc", "table-cell", "v"})
#: Attributes that hold words or a label's identifier.
_SPEAKING = frozenset({"name", "value", "label", "title", "descr"})


def office_text(data: bytes) -> str | Unread:
    """All words, part by part. An archive of other files is `ARCHIVE`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [info for info in archive.infolist() if _speaks(info.filename)]
            if not names:
                return Unread.ARCHIVE
            if any(info.flag_bits & 1 for info in names):
                return Unread.LOCKED
            if sum(info.file_size for info in names) > MOST_XML:
                return Unread.TOO_LARGE
            return "\n\n".join(_words(archive.read(info)) for info in _in_order(names))
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, NotImplementedError, EOFError):
        return Unread.UNKNOWN


def _speaks(name: str) -> bool:
    return (
        name.endswith(".xml")
        and name.startswith(_PARTS)
        and not any(part in name for part in _SILENT)
    )


def _in_order(parts: list[zipfile.ZipInfo]) -> Iterator[zipfile.ZipInfo]:
    """The document before its properties: what a person sees comes first."""
    yield from (part for part in parts if not part.filename.startswith("docProps/"))
    yield from (part for part in parts if part.filename.startswith("docProps/"))


def _words(xml: bytes) -> str:
    said: list[str] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def started(_name: str, attributes: dict[str, str]) -> None:
        said.extend(f"{attributes[key]} " for key in _SPEAKING & attributes.keys())

    def ended(name: str) -> None:
        tag = name.rpartition(" ")[2]
        if tag in _LINES:
            said.append("\n")
        elif tag in _SPACES:
            said.append("\t")

    def declared(*_entity: object) -> None:
        # No Office file declares entities; who does wants to make a small file large.
        raise expat.ExpatError("entities")

    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = said.append
    parser.EntityDeclHandler = declared
    parser.Parse(xml, True)
    return "".join(said)
