"""`python -m agent.uplink`: see `command`."""

from __future__ import annotations

from agent.uplink.command import uplink

if __name__ == "__main__":
    uplink()
