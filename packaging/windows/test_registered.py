"""The list of installed applications, in a registry that is written for it."""

from __future__ import annotations

import winreg
from collections.abc import Iterator

import pytest

from agent.native import applications

UNINSTALL = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall"
JAN = {"DisplayName": "Jan 0.6.4 (x64)", "DisplayIcon": r'"C:\Programs\Jan\Jan.exe",0'}


@pytest.fixture(params=["Jan", "Jan_is1"])
def key(request: pytest.FixtureRequest) -> Iterator[winreg.HKEYType]:
    """A key of the account's own list. What stands in it is taken back."""
    path = rf"{UNINSTALL}\{request.param}"
    with winreg.CreateKey(winreg.HKEY_CURRENT_USER, path) as made:
        yield made
    winreg.DeleteKey(winreg.HKEY_CURRENT_USER, path)


def test_an_application_is_told_by_its_name_and_its_program(key: winreg.HKEYType) -> None:
    _write(key, JAN)
    assert ("Jan", r"C:\Programs\Jan\Jan.exe") in _listed()


def test_a_part_of_another_application_is_left_out(key: winreg.HKEYType) -> None:
    _write(key, JAN | {"ParentKeyName": "Office"})
    assert "Jan" not in dict(_listed())


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ("Cursor (User)", "Cursor"),
        ("Ollama version 0.5.1", "Ollama"),
        ("LM Studio 0.3.14", "LM Studio"),
        ("ChatGPT", "ChatGPT"),
        ("GPT4All 3", "GPT4All 3"),
    ],
)
def test_a_version_is_no_part_of_a_name(key: winreg.HKEYType, shown: str, name: str) -> None:
    _write(key, {"DisplayName": shown})
    assert name in dict(_listed())


def test_an_icon_that_is_no_program_names_none(key: winreg.HKEYType) -> None:
    _write(key, JAN | {"DisplayIcon": r"C:\Programs\Jan\jan.ico"})
    assert ("Jan", "") in _listed()


def _write(key: winreg.HKEYType, values: dict[str, str]) -> None:
    for name, value in values.items():
        winreg.SetValueEx(key, name, 0, winreg.REG_SZ, value)


def _listed() -> list[tuple[str, str]]:
    return [(found.name, found.program) for _where, found in applications.registered()]
