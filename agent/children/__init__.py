"""The agent's child processes: the tray and the uplink."""
