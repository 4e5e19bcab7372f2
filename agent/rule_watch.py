"""Notices when a rule file changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from agent.rulebook import RulebookKeeper

#: Reading a file is no change; reloading would otherwise call itself for ever.
_CHANGES = frozenset({"created", "modified", "moved", "deleted", "closed"})


def watch(keeper: RulebookKeeper, changed: Callable[[], None]) -> Callable[[], None]:
    """Reload when a rule file changes, then call `changed`; the returned function ends that.

    `changed` runs on the watch's own thread, also where the new files are broken. Folders that do
    not exist are not watched.
    """
    observer = Observer()
    observer.daemon = True
    for folder in keeper.folders:
        if folder.is_dir():
            observer.schedule(_Reload(keeper, changed), str(folder), recursive=True)
    observer.start()

    def stop() -> None:
        observer.stop()
        observer.join(timeout=5)

    return stop


class _Reload(FileSystemEventHandler):
    def __init__(self, keeper: RulebookKeeper, changed: Callable[[], None]) -> None:
        self._keeper = keeper
        self._changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        paths = (Path(str(event.src_path)), Path(str(event.dest_path)))
        if event.event_type in _CHANGES and any(path.suffix == ".toml" for path in paths):
            self._keeper.reload()
            self._changed()
