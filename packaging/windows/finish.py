"""Completes an MSI by what wixl cannot say, and refuses one whose tables are not as meant.

finish.py MSI FOLDER, the folder as it was packed. Needs msitools, pefile and olefile.
"""

from __future__ import annotations

import hashlib
import os
import struct
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import olefile
import package
import pefile

from agent.setting import declared_settings

#: Seconds from 1601, where FILETIME begins, to 1970.
EPOCH = 11_644_473_600
_SUMMARY = "\x05SummaryInformation"
#: Properties of the summary: when it was created, when it was saved.
_TIMES = (12, 13)


def main() -> None:
    """Complete it, then check it."""
    msi, folder = Path(sys.argv[1]), Path(sys.argv[2])
    _complete(msi, folder)
    _check(msi)


def _complete(msi: Path, folder: Path) -> None:
    names = [*package.properties(declared_settings().values()), "START", "INSTALLFOLDER"]
    secure = dict(_rows(msi, "Property"))["SecureCustomProperties"]
    # All in one call: each writes the whole package anew.
    queries = (
        f"UPDATE `Property` SET `Value` = '{';'.join([secure, *names])}' "
        "WHERE `Property` = 'SecureCustomProperties'",
        *(
            f"UPDATE `File` SET `Version` = '{version}', `Language` = '{language}' "
            f"WHERE `File` = '{file}'"
            for file, version, language in _versions(folder)
        ),
        # Windows groups what a program shows under the shortcut that names it.
        "CREATE TABLE `MsiShortcutProperty` (`MsiShortcutProperty` CHAR(72) NOT NULL, "
        "`Shortcut_` CHAR(72) NOT NULL, `PropertyKey` CHAR(0) NOT NULL LOCALIZABLE, "
        "`PropVariantValue` CHAR(0) NOT NULL LOCALIZABLE PRIMARY KEY `MsiShortcutProperty`)",
        "INSERT INTO `MsiShortcutProperty` (`MsiShortcutProperty`, `Shortcut_`, `PropertyKey`, "
        "`PropVariantValue`) VALUES ('application', 'start_menu', 'System.AppUserModel.ID', "
        "'plimsoll.companion')",
    )
    subprocess.run(["msibuild", msi, "-q", *queries], check=True)
    code = uuid.uuid5(package.UPGRADE_CODE, _digest(folder))
    told = ["Plimsoll", "Plimsoll", "x64;1033", f"{{{str(code).upper()}}}"]
    subprocess.run(["msibuild", msi, "-s", *told], check=True)
    _set_times(msi)


def _versions(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Each program and library that says which version it is."""
    for file in sorted(folder.rglob("*")):
        if file.suffix.lower() not in (".exe", ".dll", ".pyd"):
            continue
        image = pefile.PE(str(file), fast_load=True)
        image.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_RESOURCE"]])
        for fixed in getattr(image, "VS_FIXEDFILEINFO", [])[:1]:
            high, low = fixed.FileVersionMS, fixed.FileVersionLS
            parts = (high >> 16, high & 0xFFFF, low >> 16, low & 0xFFFF)
            version = ".".join(map(str, parts))
            yield package.identifier("f", file.relative_to(folder)), version, "1033"


def _set_times(msi: Path) -> None:
    """Both times of the summary are the commit's, so that the same commit makes the same bytes."""
    moment = struct.pack("<Q", (int(os.environ["SOURCE_DATE_EPOCH"]) + EPOCH) * 10_000_000)
    with olefile.OleFileIO(str(msi), write_mode=True) as ole:
        summary = bytearray(ole.openstream(_SUMMARY).read())
        (section,) = struct.unpack_from("<I", summary, 44)
        (count,) = struct.unpack_from("<I", summary, section + 4)
        for index in range(count):
            kind, offset = struct.unpack_from("<II", summary, section + 8 + 8 * index)
            if kind in _TIMES:
                summary[section + offset + 4 : section + offset + 12] = moment
        ole.write_stream(_SUMMARY, bytes(summary))


def _check(msi: Path) -> None:
    """What a silent fault of the tools would break on an employee's machine."""
    properties = dict(_rows(msi, "Property"))
    order = {row[0]: int(row[2]) for row in _rows(msi, "InstallExecuteSequence")}
    actions = {row[0]: int(row[1]) for row in _rows(msi, "CustomAction")}
    upgrades = _rows(msi, "Upgrade")
    wrong = [
        what
        for what, holds in {
            "per machine": properties.get("ALLUSERS") == "1",
            "version": properties.get("ProductVersion") == package.VERSION,
            "upgrade code": properties["UpgradeCode"].strip("{}").lower()
            == str(package.UPGRADE_CODE),
            "all files replaced": properties.get("REINSTALLMODE") == "amus",
            "no restart": properties.get("REBOOT") == "ReallySuppress",
            "secret hidden": "ENROLMENT" in properties.get("MsiHiddenProperties", ""),
            "older and newer are found": len(upgrades) == 2,
            "an older version is refused in words": [
                "NOT WIX_DOWNGRADE_DETECTED",
                package.DOWNGRADE,
            ]
            in _rows(msi, "LaunchCondition"),
            "a refused version ends nobody's companion": order["LaunchConditions"]
            < order["end_companions"],
            "companions end before files are looked at": order["end_companions"]
            < order["InstallValidate"],
            "the earlier folder is known by then": order["AppSearch"]
            < order["point_at_earlier"]
            < order["end_companions"],
            "the older product goes after that": order["RemoveExistingProducts"]
            > order["InstallValidate"],
            "ended at once, faults ignored": actions["end_companions"] & 0xFC0 == 0x40,
            "browsers forget it while its files are there": order["InstallInitialize"]
            < order["forget_host"]
            < order["RemoveFiles"],
            "browsers hear of it when its files are there": order["InstallFiles"]
            < order["register_host"]
            < order["InstallFinalize"],
            "started when its values are written": order["WriteRegistryValues"]
            < order["start_companions"],
            "started as the system, not waited for": actions["start_companions"] & 0xCC0 == 0xCC0,
            "every program has a version": all(
                row[4] for row in _rows(msi, "File") if row[2].lower().endswith(".exe")
            ),
        }.items()
        if not holds
    ]
    if wrong:
        sys.exit(f"{msi}: not as meant: {', '.join(wrong)}")


def _rows(msi: Path, table: str) -> list[list[str]]:
    shown = subprocess.run(["msiinfo", "export", msi, table], check=True, capture_output=True)
    lines = shown.stdout.decode().replace("\r", "").splitlines()[3:]
    return [line.split("\t") for line in lines if line]


def _digest(folder: Path) -> str:
    total = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            total.update(file.relative_to(folder).as_posix().encode() + b"\0")
            total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


if __name__ == "__main__":
    main()
