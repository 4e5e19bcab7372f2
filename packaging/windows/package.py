"""Writes plimsoll.wxs, the recipe of the MSI, for a frozen folder.

python packaging/windows/package.py build/windows/plimsoll build/windows/plimsoll.wxs

Identifiers are made from names, so that the same file is the same component in every version.
"""

from __future__ import annotations

import os
import sys
import uuid
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree as ET

from agent import __version__ as this_version
from agent.setting import Setting, declared_settings

#: A later version of the same files tries an upgrade.
VERSION = os.environ.get("PLIMSOLL_VERSION", this_version)
#: Never changed: by it Windows knows that a newer package replaces an older one.
UPGRADE_CODE = uuid.UUID("4f3d1c0e-8f0b-5a43-9f3a-6f0f1c8d7a21")
NAMESPACE = "http://schemas.microsoft.com/wix/2006/wi"
KEY = r"SOFTWARE\Plimsoll"
RUN = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Run"
#: What the values of the file's own table are called where people set properties.
DOWNGRADE = "A newer version of Plimsoll is installed. Remove it first to go back to this one."


def product_code(version: str) -> str:
    """One for each version."""
    return _guid(f"product {version}")


def properties(settings: Iterable[Setting]) -> dict[str, Setting]:
    """Property to setting. A table has no property: it is set by policy."""
    return {setting.key.upper(): setting for setting in settings if setting.type != "table"}


def recipe(folder: Path) -> ET.Element:
    """The whole recipe for the files in this folder. Their paths are relative to it."""
    settings = properties(declared_settings().values())
    root = ET.Element("Wix", xmlns=NAMESPACE)
    product = _add(
        root,
        "Product",
        Id=product_code(VERSION),
        Name="Plimsoll",
        Version=VERSION,
        Language="1033",
        Manufacturer="Plimsoll",
        UpgradeCode=f"{{{str(UPGRADE_CODE).upper()}}}",
    )
    _add(
        product,
        "Package",
        InstallerVersion="500",
        InstallScope="perMachine",
        Compressed="yes",
        Description=f"Plimsoll {VERSION}",
        Manufacturer="Plimsoll",
    )
    _add(product, "MajorUpgrade", DowngradeErrorMessage=DOWNGRADE)
    _add(product, "Media", Id="1", Cabinet="plimsoll.cab", EmbedCab="yes")
    _add(product, "Icon", Id="plimsoll.ico", SourceFile="plimsoll.ico")
    _add_properties(product, settings)
    components = _add_folders(product, folder)
    components += _add_values(product, settings)
    feature = _add(product, "Feature", Id="Companion", Level="1", Title="Plimsoll")
    for component in components:
        _add(feature, "ComponentRef", Id=component)
    _add_actions(product, settings)
    return root


def _add_properties(product: ET.Element, settings: dict[str, Setting]) -> None:
    fixed = {
        # Every file of ours is replaced, whatever version an older one claims to have.
        "REINSTALLMODE": "amus",
        "REBOOT": "ReallySuppress",
        "ARPNOMODIFY": "1",
        "ARPNOREPAIR": "1",
        "ARPPRODUCTICON": "plimsoll.ico",
        # 0: the companion starts at the next sign-in.
        "START": "1",
        "MsiHiddenProperties": ";".join(n for n, setting in settings.items() if setting.secret),
    }
    for name, value in fixed.items():
        _add(product, "Property", Id=name, Value=value)
    _search(product, "EARLIERFOLDER", "InstallFolder")
    for name, setting in settings.items():
        _search(product, f"EARLIER_{name}", setting.key)


def _search(product: ET.Element, name: str, value: str) -> None:
    found = _add(product, "Property", Id=name)
    _add(
        found,
        "RegistrySearch",
        Id=f"find_{name}",
        Root="HKLM",
        Key=KEY,
        Name=value,
        Type="raw",
        Win64="yes",
    )


def _add_folders(product: ET.Element, folder: Path) -> list[str]:
    target = _add(product, "Directory", Id="TARGETDIR", Name="SourceDir")
    programs = _add(target, "Directory", Id="ProgramFiles64Folder")
    top = _add(programs, "Directory", Id="INSTALLFOLDER", Name="Plimsoll")
    menu = _add(target, "Directory", Id="ProgramMenuFolder")
    known = {Path(): top}
    components = []
    for file in sorted(folder.rglob("*")):
        below = file.relative_to(folder)
        if file.is_dir():
            parent = known[below.parent]
            known[below] = _add(parent, "Directory", Id=identifier("d", below), Name=file.name)
        else:
            component = _add_file(known[below.parent], below)
            components.append(component.attrib["Id"])
            if below == Path("plimsoll-agent.exe"):
                _add_start(component)
    del menu
    return components


def _add_file(parent: ET.Element, below: Path) -> ET.Element:
    component = _component(parent, identifier("c", below), f"file {below.as_posix()}")
    _add(component, "File", Id=identifier("f", below), Source=below.as_posix(), KeyPath="yes")
    return component


def _add_start(component: ET.Element) -> None:
    """In the start menu, and at every account's sign-in."""
    _add(
        component,
        "Shortcut",
        Id="start_menu",
        Directory="ProgramMenuFolder",
        Name="Plimsoll",
        Advertise="no",
        Target="[INSTALLFOLDER]plimsoll-agent.exe",
        Icon="plimsoll.ico",
    )
    _value(component, RUN, "Plimsoll", '"[INSTALLFOLDER]plimsoll-agent.exe"')


def _add_values(product: ET.Element, settings: dict[str, Setting]) -> list[str]:
    """What was given at installation, and what detection rules look for."""
    place = _add(product, "DirectoryRef", Id="INSTALLFOLDER")
    component = _component(place, "install_values", "install values")
    key = _add(component, "RegistryKey", Root="HKLM", Key=KEY)
    _add(key, "RegistryValue", Name="Version", Type="string", Value=VERSION, KeyPath="yes")
    _add(key, "RegistryValue", Name="InstallFolder", Type="string", Value="[INSTALLFOLDER]")
    for name, setting in settings.items():
        _add(key, "RegistryValue", Name=setting.key, Type="string", Value=f"[{name}]")
    return ["install_values"]


def _add_actions(product: ET.Element, settings: dict[str, Setting]) -> None:
    """Earlier values are kept; companions are ended before Windows looks which files are in use."""
    sequence = _add(product, "InstallExecuteSequence")
    for name in settings:
        action = f"keep_{name}"
        _add(product, "CustomAction", Id=action, Property=name, Value=f"[EARLIER_{name}]")
        told = f'NOT {name} AND EARLIER_{name} AND NOT (REMOVE="ALL")'
        _add(sequence, "Custom", Action=action, After="AppSearch").text = told
    _add(
        product,
        "CustomAction",
        Id="point_at_earlier",
        Property="EARLIERPROGRAM",
        Value="[EARLIERFOLDER]plimsoll.exe",
    )
    _add(
        product,
        "CustomAction",
        Id="end_companions",
        Property="EARLIERPROGRAM",
        ExeCommand="--home . stop --everyone",
        Return="ignore",
        Execute="immediate",
    )
    _add(
        product,
        "CustomAction",
        Id="start_companions",
        FileKey=identifier("f", Path("plimsoll.exe")),
        ExeCommand="--home . start --everyone",
        Return="asyncNoWait",
        Execute="deferred",
        Impersonate="no",
    )
    for name, words in (("register_host", "install"), ("forget_host", "remove")):
        _add(
            product,
            "CustomAction",
            Id=name,
            FileKey=identifier("f", Path("plimsoll.exe")),
            ExeCommand=f"--home . browsers {words} --machine",
            Return="ignore",
            Execute="deferred",
            Impersonate="no",
        )
    going = 'REMOVE="ALL" AND NOT UPGRADINGPRODUCTCODE'
    for action, place, told in (
        ("register_host", {"After": "InstallFiles"}, 'NOT (REMOVE="ALL")'),
        # “Before” RemoveFiles would leave wixl a choice, and it makes another one each time.
        ("forget_host", {"After": "RemoveShortcuts"}, going),
        ("point_at_earlier", {"After": "AppSearch"}, "EARLIERFOLDER"),
        ("end_companions", {"After": "LaunchConditions"}, "EARLIERFOLDER"),
        ("start_companions", {"After": "PublishProduct"}, 'START = "1" AND NOT (REMOVE="ALL")'),
    ):
        _add(sequence, "Custom", Action=action, **place).text = told


def _component(parent: ET.Element, name: str, of: str) -> ET.Element:
    return _add(parent, "Component", Id=name, Guid=_guid(of), Win64="yes")


def _value(component: ET.Element, key: str, name: str, value: str) -> None:
    _add(
        component,
        "RegistryValue",
        Root="HKLM",
        Key=key,
        Name=name,
        Type="string",
        Value=value,
    )


def _add(parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, tag, attributes)


def identifier(kind: str, below: Path) -> str:
    return f"{kind}_{uuid.uuid5(UPGRADE_CODE, below.as_posix()).hex}"


def _guid(of: str) -> str:
    return f"{{{str(uuid.uuid5(UPGRADE_CODE, of)).upper()}}}"


def main() -> None:
    """From the folder in the first argument into the file in the second."""
    root = recipe(Path(sys.argv[1]))
    ET.indent(root)
    Path(sys.argv[2]).write_bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


if __name__ == "__main__":
    main()
