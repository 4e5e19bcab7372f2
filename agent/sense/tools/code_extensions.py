"""Extensions of VS Code and of the editors made from it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from agent.catalogue import Catalogue
from agent.catalogue.likely import likely_name
from agent.events import Channel
from agent.sense.tools.find import Finding
from agent.sense.tools.jsonc import read_jsonc
from agent.sense.tools.listing import names_in, text_of
from agent.sense.tools.proposal import Proposal
from agent.sense.tools.seen import Seen

#: Each has a folder `extensions`. The editors' servers have the extensions of remote work.
_EDITORS = (
    *(".vscode", ".vscode-insiders", ".vscode-oss", ".vscode-server", ".vscode-server-insiders"),
    *(".vscodium-server", ".cursor", ".cursor-server", ".windsurf", ".windsurf-server"),
    *(".windsurf-next", ".antigravity", ".antigravity-server", ".kiro", ".kiro-server"),
    *(".trae", ".trae-cn", ".trae-server", ".positron", ".void-editor", ".pearai"),
    ".var/app/com.visualstudio.code/data/vscode",
    ".var/app/com.vscodium.codium/data/codium",
)


class CodeExtensionPlace:
    """Knows an extension by the name of its folder: `publisher.name-1.2.3`."""

    name = "code-extensions"

    def __init__(self, catalogue: Catalogue, home: Path) -> None:
        self._catalogue = catalogue
        self._folders = tuple(home / editor / "extensions" for editor in _EDITORS)

    def watched(self) -> tuple[Path, ...]:
        return self._folders

    def look(self) -> Iterator[Finding]:
        for folder in self._folders:
            # Removed, and swept away when the editor next starts.
            gone = read_jsonc(text_of(folder / ".obsolete"))
            ids = {_id(name) for name in names_in(folder) if name not in gone}
            for extension in sorted(ids - {""}):
                yield from self._judge(extension, folder.parent.name)

    def _judge(self, extension: str, editor: str) -> Iterator[Finding]:
        tool = self._catalogue.by_extension("vscode", extension)
        sign = f"{extension} ({editor.lstrip('.')})"
        if tool is not None:
            yield Seen(tool, "extension", sign, Channel.IDE)
        elif reason := likely_name(extension.partition(".")[2]):
            yield Proposal(extension, "extension", sign, reason)


def _id(folder: str) -> str:
    """`github.copilot-chat` of `github.copilot-chat-0.22.4-linux-x64`; nothing for other names."""
    parts = folder.split("-")
    for at, part in enumerate(parts):
        if at and part[:1].isdigit() and "." in part:
            extension = "-".join(parts[:at])
            return extension.casefold() if "." in extension else ""
    return ""
