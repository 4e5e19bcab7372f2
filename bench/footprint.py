"""Memory and idle CPU of the companion, beside the limits.

    python -m bench.footprint [--seconds 60]

Starts the whole product on a virtual screen, leaves it alone, and reads what the system says.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import psutil

from agent.trial.session import session

#: MB resident, agent and tray; MB unique together; percent of one core, both together.
AGENT_MB, TRAY_MB, TOGETHER_MB, CPU_PERCENT = 35, 60, 80, 0.2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="how long it is left alone")
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as home, session(Path(home), week_seconds=3600) as running:
        agent = psutil.Process(running.agent.pid)
        time.sleep(5)  # the start is not idleness
        tray = next(child for child in agent.children() if "ui.app" in child.cmdline())
        before = _cpu(agent), _cpu(tray)
        time.sleep(seconds)
        used = [_cpu(process) - was for process, was in zip((agent, tray), before, strict=True)]
        _print(agent, tray, [100 * each / seconds for each in used])


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _print(agent: psutil.Process, tray: psutil.Process, cpu: list[float]) -> None:
    unique = [process.memory_full_info().uss / 1e6 for process in (agent, tray)]
    print(f"agent, resident     {agent.memory_info().rss / 1e6:6.1f} MB   (limit {AGENT_MB})")
    print(f"tray, resident      {tray.memory_info().rss / 1e6:6.1f} MB   (limit {TRAY_MB})")
    print(f"together, unique    {sum(unique):6.1f} MB   (limit {TOGETHER_MB})")
    print(f"idle, agent + tray  {cpu[0]:.2f} + {cpu[1]:.2f} % of a core   (limit {CPU_PERCENT})")


if __name__ == "__main__":
    main()
