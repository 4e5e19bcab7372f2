"""Says what a frozen folder is made of: a bill of materials (CycloneDX) and every licence text.

describe.py FROZEN SITE-PACKAGES SBOM

Looks into the frozen programs themselves, so that only what is shipped is listed. The licences go
into the folder `licences` beside the programs.
"""

from __future__ import annotations

import shutil
import sys
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import Distribution, distributions
from os import environ
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL
from PyInstaller.archive.readers import CArchiveReader, ZlibArchiveReader
from system_parts import SystemPart, system_parts

from agent import __version__

HERE = Path(__file__).parent
#: What the wheels of PySide6 and shiboken6 do not carry.
OURS = ("Qt.txt", "LGPL-3.0.txt", "GPL-3.0.txt")
_LICENCE_NAMES = ("licen", "copying", "notice", "authors")


def main() -> None:
    """Write both."""
    frozen, site, sbom = map(Path, sys.argv[1:4])
    shipped = sorted(parts(frozen, site), key=lambda part: str(part.name).lower())
    carried = system_parts(frozen, site)
    write_licences(frozen / "licences", shipped, carried)
    sbom.write_text(bill(shipped, carried), "utf-8")
    sys.stdout.write(f"{sbom}: {len(shipped) + len(carried)} parts\n")


def parts(frozen: Path, site: Path) -> list[Distribution]:
    """The packages of which a module or a library is in the frozen folder."""
    there = set(_modules(frozen)) | {path.name.partition(".")[0] for path in _internal(frozen)}
    return [
        found
        for found in distributions(path=[str(site)])
        if any(_top(str(file)) in there for file in found.files or () if _is_code(str(file)))
    ]


def write_licences(folder: Path, shipped: list[Distribution], carried: list[SystemPart]) -> None:
    """One folder for each package; Plimsoll's own text and Qt's beside them."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shutil.copy(HERE.parent.parent / "LICENSE", folder / "Plimsoll.txt")
    for name in OURS:
        shutil.copy(HERE / "licences" / name, folder / name)
    for part in shipped:
        texts = [f for f in part.files or () if _is_licence(str(f))]
        for text in texts:
            target = folder / str(part.name) / text.name
            target.parent.mkdir(exist_ok=True)
            shutil.copy(Path(str(text.locate())), target)
    for system in carried:
        (folder / system.name).mkdir(exist_ok=True)
        shutil.copy(system.licence, folder / system.name)


def bill(shipped: list[Distribution], carried: list[SystemPart]) -> str:
    """CycloneDX 1.6 in JSON. The same parts make the same text."""
    bom = Bom(
        components=[*map(_package, shipped), *map(_system_part, carried)],
        serial_number=uuid.uuid5(uuid.NAMESPACE_URL, f"plimsoll:{__version__}"),
    )
    bom.metadata.component = Component(
        name="plimsoll", version=__version__, type=ComponentType.APPLICATION, bom_ref="plimsoll"
    )
    bom.register_dependency(bom.metadata.component, bom.components)
    bom.metadata.timestamp = datetime.fromtimestamp(int(environ["SOURCE_DATE_EPOCH"]), UTC)
    return make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(indent=2)


def _package(part: Distribution) -> Component:
    text = _licence(part)
    return Component(
        name=str(part.name),
        version=part.version,
        type=ComponentType.LIBRARY,
        purl=PackageURL("pypi", name=str(part.name).lower(), version=part.version),
        bom_ref=f"{part.name}@{part.version}",
        licenses=[LicenseFactory().make_from_string(text)] if text else [],
    )


def _system_part(part: SystemPart) -> Component:
    """Its terms are many; they stand in its file among the licences."""
    return Component(
        name=part.name,
        version=part.version,
        type=ComponentType.LIBRARY,
        purl=part.address,
        bom_ref=str(part.address),
    )


def _modules(frozen: Path) -> Iterator[str]:
    """Names of top modules in the archives of the programs, and in those that programs share."""
    archives = [ZlibArchiveReader(str(file), 0) for file in _shared(frozen)]
    for program in frozen.iterdir():
        if program.is_file() and program.stem.startswith("plimsoll"):
            archives.append(CArchiveReader(str(program)).open_embedded_archive("PYZ.pyz"))
    for archive in archives:
        yield from (name.partition(".")[0] for name in archive.toc)


def _shared(frozen: Path) -> list[Path]:
    return list((frozen / "_internal" / "modules").glob("*.pyz"))


def _internal(frozen: Path) -> list[Path]:
    return list((frozen / "_internal").iterdir())


def _top(file: str) -> str:
    return file.replace("\\", "/").partition("/")[0].partition(".")[0]


def _is_code(file: str) -> bool:
    return file.endswith((".py", ".so", ".pyd", ".dll")) and not file.startswith("..")


def _is_licence(file: str) -> bool:
    name = file.replace("\\", "/").rpartition("/")[2].lower()
    return ".dist-info" in file and any(word in name for word in _LICENCE_NAMES)


def _licence(part: Distribution) -> str:
    told = part.metadata.get("License-Expression") or part.metadata.get("License") or ""
    if not told or len(told) >= 80:
        named = part.metadata.get_all("Classifier") or []
        told = next((c.rpartition(" :: ")[2] for c in named if c.startswith("License :: ")), "")
    return told


if __name__ == "__main__":
    main()
