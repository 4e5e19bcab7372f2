"""Says that something changed at a path, also where the path does not exist yet.

What is absent is awaited in the nearest folder above it. Only names count: files that are
opened or read, and changes deeper down, wake nobody.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

_CHANGES: list[type[FileSystemEvent]] = [
    *(DirCreatedEvent, DirDeletedEvent, DirMovedEvent),
    *(FileClosedEvent, FileCreatedEvent, FileDeletedEvent, FileMovedEvent),
]


class FolderWatch:
    """Watches paths for several askers. `changed` gets the asker's name, on the watch's thread."""

    def __init__(self, changed: Callable[[str], None]) -> None:
        self._changed = changed
        self._observer = Observer()
        self._observer.daemon = True
        self._lock = threading.Lock()
        self._watches: dict[Path, ObservedWatch] = {}
        #: Which askers want to know of a path, and of each step on the way to one that is absent.
        self._wanted: dict[Path, set[str]] = {}

    def start(self) -> None:
        self._observer.start()

    def stop(self) -> None:
        """May be called twice, and before `start`."""
        self._observer.stop()
        if self._observer.is_alive():
            self._observer.join(timeout=5)

    def watch(self, paths: Mapping[str, Iterable[Path]]) -> bool:
        """From now on these, by asker. False where the system lets us watch no more folders."""
        wanted: dict[Path, set[str]] = {}
        folders: set[Path] = set()
        for asker, asked in paths.items():
            for path in asked:
                folder, step = _nearest(path)
                folders.add(folder)
                wanted.setdefault(step, set()).add(asker)
        with self._lock:
            self._wanted = wanted
            return self._settle(folders)

    def _settle(self, folders: set[Path]) -> bool:
        for gone in self._watches.keys() - folders:
            self._observer.unschedule(self._watches.pop(gone))
        handler = _Handler(self._tell)
        complete = True
        for folder in folders - self._watches.keys():
            try:
                self._watches[folder] = self._observer.schedule(
                    handler, str(folder), event_filter=_CHANGES
                )
            except OSError:
                complete = False
        return complete

    def _tell(self, path: Path) -> None:
        with self._lock:
            # The path itself, or something directly in a folder that is wanted.
            askers = self._wanted.get(path, set()) | self._wanted.get(path.parent, set())
        for asker in sorted(askers):
            self._changed(asker)


class _Handler(FileSystemEventHandler):
    def __init__(self, tell: Callable[[Path], None]) -> None:
        self._tell = tell

    def on_any_event(self, event: FileSystemEvent) -> None:
        for path in (event.src_path, event.dest_path):
            if path:
                self._tell(Path(str(path)))


def _nearest(path: Path) -> tuple[Path, Path]:
    """The folder to watch, and the path in it whose change matters.

    A folder that exists is watched itself; a file, or what is absent, from the folder above.
    """
    if path.is_dir():
        return path, path
    while not path.parent.is_dir():
        path = path.parent
    return path.parent, path
