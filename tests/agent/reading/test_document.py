"""Files as people have them, and files made to harm."""

from __future__ import annotations

import io
import zipfile

import pytest

from agent.events import Unread
from agent.reading.document import LARGEST, document_text

WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _zip(**parts: str | bytes) -> bytes:
    with io.BytesIO() as made:
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return made.getvalue()


def _document(body: str) -> bytes:
    xml = f'<w:document xmlns:w="{WORDS}"><w:body>{body}</w:body></w:document>'
    return _zip(**{"word/document.xml": xml})


def test_a_text_is_read_in_the_encodings_that_files_have() -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"):
        assert document_text("", "Größe\n".encode(encoding)) == "Größe\n"


def test_an_office_file_is_read_line_by_line_also_where_a_word_is_split() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = f"<w:p>{run.format('CONFI')}{run.format('DENTIAL')}</w:p><w:p>{run.format('x')}</w:p>"

    assert document_text("", _document(body)) == "CONFIDENTIAL\nx\n"


def test_a_label_in_the_properties_is_read() -> None:
    label = '<property name="MSIP_Label_1_Name"><lpwstr>Secret</lpwstr></property>'
    data = _zip(**{"xl/sharedStrings.xml": "<sst/>", "docProps/custom.xml": label})

    assert "MSIP_Label_1_Name Secret" in str(document_text("", data))


@pytest.mark.parametrize(
    ("kind", "data", "why"),
    [
        ("image/png", None, Unread.PICTURE),
        ("image/png", b"\x89PNG\0", Unread.PICTURE),
        ("text/plain", None, Unread.TOO_LARGE),
        ("text/plain", b"a" * (LARGEST + 1), Unread.TOO_LARGE),
        ("", b"\0\1\2", Unread.UNKNOWN),
        ("", b"PK\x03\x04broken", Unread.UNKNOWN),
        ("", _zip(**{"photo.jpg": b"1"}), Unread.ARCHIVE),
        (
            "",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            Unread.LOCKED,
        ),
        ("", _zip(**{"word/document.xml": "<not closed"}), Unread.UNKNOWN),
    ],
)
def test_what_cannot_be_read_says_why(kind: str, data: bytes | None, why: Unread) -> None:
    assert document_text(kind, data) is why


def test_a_file_that_would_grow_without_end_is_not_opened() -> None:
    mountain = _zip(**{"word/document.xml": b"<a>" + b" " * (65 * 1024 * 1024)})
    entities = '<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'

    assert document_text("", mountain) is Unread.TOO_LARGE
    assert document_text("", _zip(**{"word/document.xml": entities})) is Unread.UNKNOWN
