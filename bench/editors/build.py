"""Packs each editor of the matrix into one file that a page can load."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

SOURCE = Path(__file__).parent
ROOT = SOURCE.parent.parent
#: Each is a file here: plain fields, one of React, and the editors that sites are made with.
EDITORS = (
    *("textarea", "input", "react-textarea", "contenteditable", "prosemirror", "tiptap"),
    *("lexical", "lexical-plain", "quill", "codemirror", "slate", "draft", "monaco"),
)
_OPTIONS = (
    *("--bundle", "--format=iife", "--loader:.ttf=dataurl", "--log-level=error"),
    *('--define:process.env.NODE_ENV="production"', "--define:global=window"),
)


def build_editors(folder: Path) -> Path:
    """Write the pages to `folder` and return it. Takes two seconds."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [str(SOURCE / f"{name}.js") for name in EDITORS]
    # The program itself: what npm puts beside it needs a Node.js on the PATH.
    (program,) = ROOT.glob("node_modules/@esbuild/*/bin/esbuild")
    subprocess.run([str(program), *files, f"--outdir={folder}", *_OPTIONS], check=True)
    shutil.copy(SOURCE / "index.html", folder / "editor.html")
    return folder
