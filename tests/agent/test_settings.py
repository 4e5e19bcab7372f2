from __future__ import annotations

import dataclasses
import json
import tomllib
from pathlib import Path

import pytest

from agent.native import paths
from agent.settings import CHOSEN, DECLARED, DEFAULT, MANAGED, Settings, load_settings, save_choice


@pytest.fixture
def managed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "managed"
    folder.mkdir()
    monkeypatch.setattr(paths, "managed_policy_folder", lambda: folder)
    monkeypatch.setattr(paths, "install_values_file", lambda: tmp_path / "install.json")
    return folder


def test_the_list_of_settings_and_the_class_name_the_same() -> None:
    declared = {s["key"] for s in tomllib.loads(DECLARED.read_text("utf-8"))["setting"]}

    fields = {field.name for field in dataclasses.fields(Settings)}

    assert fields - declared == {"sources", "problems"}
    assert declared - fields == set()


def test_policy_beats_install_values_and_both_say_where_they_came_from(
    tmp_path: Path, managed: Path
) -> None:
    (tmp_path / "install.json").write_text(json.dumps({"group": 3, "quiet_minutes": 5}))
    (managed / "a.json").write_text(json.dumps({"group": 7}))

    settings = load_settings(tmp_path)

    assert (settings.group, settings.quiet_minutes) == (7, 5)
    assert settings.sources["group"] == MANAGED
    assert settings.sources["whom_to_ask"] == DEFAULT


def test_a_choice_is_kept_and_read_again(tmp_path: Path, managed: Path) -> None:
    save_choice(tmp_path, "enrolment", 'plimsoll1."quoted" ü')

    settings = load_settings(tmp_path)

    assert settings.enrolment == 'plimsoll1."quoted" ü'
    assert settings.sources["enrolment"] == CHOSEN
    assert (tmp_path / "settings.toml").stat().st_mode & 0o777 == 0o600


def test_a_choice_leaves_the_rest_of_the_file_as_the_person_wrote_it(
    tmp_path: Path, managed: Path
) -> None:
    own = '# mine\nwhom_to_ask = "Ada 😀"\n"a key" = 2020-01-01\n\n[later]\nenrolled = "x"\n'
    (tmp_path / "settings.toml").write_text('enrolment = "old"\n' + own, "utf-8")

    save_choice(tmp_path, "enrolment", "new 😀")

    written = (tmp_path / "settings.toml").read_text("utf-8")
    assert written == 'enrolment = "new 😀"\n' + own


@pytest.mark.parametrize("broken", ["group = 3\nthis is = = broken\n", "a = 1\na = 2\n"])
def test_a_choice_never_overwrites_a_file_that_cannot_be_read(
    broken: str, tmp_path: Path, managed: Path
) -> None:
    (tmp_path / "settings.toml").write_text(broken, "utf-8")

    with pytest.raises(ValueError, match=r"settings\.toml cannot be read"):
        save_choice(tmp_path, "enrolment", "new")

    assert (tmp_path / "settings.toml").read_text("utf-8") == broken
    assert not (tmp_path / "settings.new").exists()


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ('{"colour": 1}', "there is no setting “colour”."),
        ('{"group": "seven"}', "“group” must be a number."),
        ('{"group": true}', "“group” must be a number."),
        ("{", "cannot be read"),
        ("[]", "holds no table"),
    ],
)
def test_what_cannot_be_used_is_reported_and_has_no_effect(
    tmp_path: Path, managed: Path, written: str, complaint: str
) -> None:
    (managed / "a.json").write_text(written)

    settings = load_settings(tmp_path)

    assert settings.group == 0
    assert len(settings.problems) == 1
    assert complaint in settings.problems[0]
    assert "a.json" in settings.problems[0]


def test_a_person_cannot_choose_for_the_company(tmp_path: Path, managed: Path) -> None:
    (tmp_path / "settings.toml").write_text("group = 4\n")

    settings = load_settings(tmp_path)

    assert settings.group == 0
    assert "set by the company only" in settings.problems[0]


def test_the_enrolment_string_is_in_no_repr() -> None:
    assert "hush" not in repr(Settings(enrolment="hush"))
