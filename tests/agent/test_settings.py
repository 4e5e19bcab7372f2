from __future__ import annotations

import dataclasses
import json
from functools import partial
from pathlib import Path

import pytest

from agent.choices import save_choice
from agent.native import policy
from agent.setting import declared_settings
from agent.settings import CHOSEN, DEFAULT, MANAGED, RECOMMENDED, Settings, load_settings


@pytest.fixture
def managed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for source in ("managed", "recommended", "installed"):
        monkeypatch.setattr(policy, source, partial(getattr(policy, source), tmp_path))
    for kind in ("managed", "recommended"):
        (tmp_path / "policies" / kind).mkdir(parents=True)
    return tmp_path / "policies" / "managed"


def test_the_list_of_settings_and_the_class_name_the_same() -> None:
    fields = {field.name: field.default for field in dataclasses.fields(Settings)}
    declared = declared_settings()

    assert fields.keys() - declared.keys() == {"sources", "problems"}
    assert declared.keys() - fields.keys() == set()
    assert all(s.default == fields[key] for key, s in declared.items() if s.type != "table")


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
        ('{"group": -1}', "“group” must be from 0 to 65535."),
        ('{"approved_tool_url": "ftp://a"}', "must begin with https:// or http://."),
        ('{"tool_classes": {"openai-chatgpt": "friendly"}}', "“openai-chatgpt” must be one of"),
        ('{"tool_classes": {"openai-chatgpt": 1}}', "must hold texts only"),
    ],
)
def test_what_cannot_be_used_is_reported_and_has_no_effect(
    tmp_path: Path, managed: Path, written: str, complaint: str
) -> None:
    (managed / "a.json").write_text(written)

    settings = load_settings(tmp_path)

    assert settings == dataclasses.replace(
        Settings(), sources=settings.sources, problems=settings.problems
    )
    assert len(settings.problems) == 1
    assert complaint in settings.problems[0]
    assert "a.json" in settings.problems[0]


def test_a_policy_that_cannot_be_used_falls_to_the_strict_value_and_stays_locked(
    tmp_path: Path, managed: Path
) -> None:
    (tmp_path / "install.json").write_text(json.dumps({"quiet_minutes": 30}))
    (managed / "a.json").write_text(json.dumps({"quiet_minutes": "long"}))

    settings = load_settings(tmp_path)

    assert settings.quiet_minutes == 0
    assert settings.sources["quiet_minutes"] == MANAGED
    assert "“quiet_minutes” must be a number." in settings.problems[0]


def test_what_is_recommended_holds_until_somebody_sets_it(tmp_path: Path, managed: Path) -> None:
    proposed = {"enrolment": "theirs", "whom_to_ask": "Ada"}
    (tmp_path / "policies" / "recommended" / "a.json").write_text(json.dumps(proposed))
    (tmp_path / "settings.toml").write_text('enrolment = "mine"\n')

    settings = load_settings(tmp_path)

    assert (settings.enrolment, settings.whom_to_ask) == ("mine", "Ada")
    assert settings.sources["enrolment"] == CHOSEN
    assert settings.sources["whom_to_ask"] == RECOMMENDED


def test_a_later_file_overrules_an_earlier_one(tmp_path: Path, managed: Path) -> None:
    (managed / "10.json").write_text(json.dumps({"group": 1, "whom_to_ask": "Ada"}))
    (managed / "20.json").write_text(json.dumps({"group": 2}))

    settings = load_settings(tmp_path)

    assert (settings.group, settings.whom_to_ask) == (2, "Ada")


def test_a_person_cannot_choose_for_the_company(tmp_path: Path, managed: Path) -> None:
    (tmp_path / "settings.toml").write_text("group = 4\n")

    settings = load_settings(tmp_path)

    assert settings.group == 0
    assert "set by the company only" in settings.problems[0]


def test_the_enrolment_string_is_in_no_repr() -> None:
    assert "hush" not in repr(Settings(enrolment="hush"))
