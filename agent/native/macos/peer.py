"""Whose processes are ours, by their number."""

from __future__ import annotations

import os

import psutil


def process_is_us(pid: int) -> bool:
    """Whether a process runs under our own account. False where it has ended."""
    try:
        return bool(psutil.Process(pid).uids().effective == os.geteuid())
    except psutil.Error:
        return False
