"""How long a first, cold `plimsoll tools` takes on a loaded machine, and how much memory.

    python -m bench.inventory [--scale N]

Makes a home folder with N times 50 extensions of editors, browsers' profiles, MCP servers and
models, and looks at it in a new process. Exit status 1 where a limit is not held.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

SECONDS, MEGABYTES = 3.0, 40.0

LOOK = """
import json, sys, time
from pathlib import Path
def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
begun = time.perf_counter()
from agent.catalogue import load_catalogue
catalogue = load_catalogue()
before = peak()
from agent.sense.tools.inventory import seen_now
found = seen_now(catalogue, home=Path(sys.argv[1]))
print(json.dumps([time.perf_counter() - begun, peak() - before, len(found)]))
"""


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--scale", type=int, default=4)
    scale: int = parser.parse_args().scale
    with tempfile.TemporaryDirectory() as folder:
        _furnish(Path(folder), scale * 50)
        done = subprocess.run(
            [sys.executable, "-c", LOOK, folder], capture_output=True, check=True, text=True
        )
    seconds, megabytes, found = json.loads(done.stdout)
    print(
        f"{found} findings in {seconds:.2f} s (limit {SECONDS}), from the start of Python's modules"
    )
    print(f"memory over the catalogue: {megabytes:.1f} MB (limit {MEGABYTES})")
    return 0 if seconds <= SECONDS and megabytes <= MEGABYTES else 1


def _furnish(home: Path, many: int) -> None:
    for editor in (".vscode", ".cursor"):
        for number in range(many):
            (home / editor / "extensions" / f"acme.tool{number}-1.2.3").mkdir(parents=True)
        (home / editor / "extensions" / "github.copilot-1.2.3").mkdir()
    for profile in range(5):
        extensions = home / ".config/google-chrome" / f"Profile {profile}" / "Extensions"
        for number in range(many):
            (extensions / f"{number:032d}" / "1_0").mkdir(parents=True)
        (extensions.parent / "Preferences").write_text("{}")
    servers = {f"server{number}": {"command": "npx"} for number in range(many)}
    (home / ".cursor/mcp.json").write_text(json.dumps({"mcpServers": servers}))
    history = [{"display": "x" * 1000} for _turn in range(many * 50)]
    (home / ".claude.json").write_text(json.dumps({"mcpServers": servers, "history": history}))
    for number in range(many):
        (home / ".cache/huggingface/hub" / f"models--acme--{number}").mkdir(parents=True)


if __name__ == "__main__":
    sys.exit(main())
