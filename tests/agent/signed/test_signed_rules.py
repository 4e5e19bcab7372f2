"""Which release a device uses, and how it steps back from one that fails."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest

from agent.events import PLAIN, Content
from agent.rule_file import RuleError
from agent.rulebook import RULES, RulebookKeeper, load_rulebook
from agent.service.trial_judge import TrialJudge
from agent.signed.place import SignedPlace
from agent.signed.release import RINGS
from agent.signed.signed_rules import SignedRules
from tests.agent.uplink.signing_company import MARK

DAY = date(2026, 11, 25)
TRIAL = MARK.replace("9001", "9002").replace("acme blue", "acme red")
TRIAL = TRIAL.replace("acme.blue", "acme.red")


def text(words: str) -> Content:
    return Content({PLAIN: words})


@dataclass
class Device:
    """A state folder, a day, a clock, and the sets that the uplink laid down."""

    home: Path
    today: date = DAY
    now: float = 0.0
    versions: int = 0
    releases: dict[int, tuple[date, dict[str, str]]] = field(default_factory=dict)

    @property
    def place(self) -> SignedPlace:
        return SignedPlace.of(self.home, "root")

    def gets(self, number: int, files: dict[str, str], first: date = DAY) -> None:
        """A set with this release beside the one before it."""
        self.releases[number] = (first, files)
        self.versions += 1
        folder = self.place.sets / f"{self.versions}.1"
        (folder / "decisions").mkdir(parents=True)
        lines = []
        for n, (day, content) in sorted(self.releases.items())[-2:]:
            days = [day + timedelta(days=more) for more in (0, 2, 7)]
            told = "".join(f"{r} = {d}\n" for r, d in zip(RINGS, days, strict=True))
            lines.append(f"[[release]]\nnumber = {n}\n{told}")
            for name, text in content.items():
                (folder / "rules" / str(n) / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / "rules" / str(n) / name).write_text(text)
        (folder / "releases.toml").write_text("".join(lines))
        digests = {str(n): f"digest of {n}" for n in self.releases}
        facts = {"releases": digests, "signers": ["operator", "council"], "threshold": 2}
        (folder / "signed.json").write_text(json.dumps(facts))
        self.place.set_current(folder.name)

    def decides(self, text: str) -> None:
        current = self.place.current
        assert current is not None
        (current / "decisions" / "decisions.toml").write_text(text)

    def starts(self, draw: int = 50, ring: str = "all") -> SignedRules:
        signed = SignedRules(self.place, draw, lambda: self.today, lambda: self.now, ring)
        signed.begin()
        return signed


@pytest.fixture
def device(tmp_path: Path) -> Device:
    return Device(tmp_path)


def release_of(signed: SignedRules) -> str | None:
    return signed.layer.rules.name if signed.layer.rules else None


def marks(keeper: RulebookKeeper) -> set[str]:
    return {rule.id for rule in keeper.current.rules}


def test_without_signed_rules_ours_are_used(device: Device) -> None:
    assert release_of(device.starts()) is None
    nowhere = SignedRules(None, 5, lambda: DAY, lambda: 0.0)
    nowhere.begin()
    assert (nowhere.changed(), nowhere.due(0), nowhere.words(0)) == (False, False, None)


@pytest.mark.parametrize(
    ("number", "days", "release"),
    [(0, 0, "2"), (1, 0, "1"), (1, 1, "1"), (1, 2, "2"), (10, 6, "1"), (10, 7, "2"), (99, 7, "2")],
)
def test_a_release_comes_ring_by_ring(device: Device, number: int, days: int, release: str) -> None:
    device.gets(1, {"markers/acme.toml": MARK}, DAY - timedelta(days=30))
    device.gets(2, {"markers/acme.toml": MARK})
    device.today = DAY + timedelta(days=days)

    assert release_of(device.starts(number, ring="")) == release


def test_the_ring_is_drawn_once_and_stays(device: Device) -> None:
    device.gets(1, {"markers/acme.toml": MARK})
    first = device.starts(0, ring="")
    first.end()

    assert release_of(device.starts(99, ring="")) == "1"


def test_a_signed_file_replaces_ours_of_the_same_name_and_another_adds(device: Device) -> None:
    files = {"markers/acme.toml": MARK, "markers/tlp.toml": TRIAL}
    device.gets(1, files, DAY - timedelta(days=8))

    keeper = RulebookKeeper(RULES, None, device.starts())

    assert {"acme.blue", "acme.red"} <= marks(keeper)
    assert not any(name.startswith("tlp.") for name in marks(keeper))
    assert any(name.startswith("us.") for name in marks(keeper))


def test_a_new_set_is_noticed_and_a_new_day_too(device: Device) -> None:
    signed = device.starts()
    assert not signed.changed()
    device.gets(1, {"markers/acme.toml": MARK}, DAY + timedelta(days=1))
    assert signed.changed()
    signed.choose()
    assert (release_of(signed), signed.changed()) == (None, False)

    device.today = DAY + timedelta(days=8)

    assert signed.changed()
    signed.choose()
    assert release_of(signed) == "1"


def test_a_release_that_cannot_be_read_gives_way_to_the_last_good_one(device: Device) -> None:
    device.gets(1, {"markers/acme.toml": MARK}, DAY - timedelta(days=30))
    signed = device.starts()
    keeper = RulebookKeeper(RULES, None, signed)
    device.now += 60
    signed.tick()
    device.gets(2, {"markers/acme.toml": "[[rule]]\nid = 7\n"}, DAY - timedelta(days=8))

    signed.choose()
    assert keeper.reload()

    assert release_of(signed) == "1"
    assert "acme.blue" in marks(keeper)
    assert signed.take_rolled_back() == 1
    words = signed.words(0)
    assert words and "Release 1" in words.words and "acme.toml" in " ".join(words.alerts)


def test_two_failed_starts_roll_a_release_back(device: Device) -> None:
    device.gets(1, {"markers/acme.toml": MARK}, DAY - timedelta(days=30))
    signed = device.starts()
    device.now += 60
    signed.tick()
    device.gets(2, {"markers/acme.toml": TRIAL}, DAY - timedelta(days=8))

    # Each of these agents dies without a word.
    assert [release_of(device.starts()) for _start in range(2)] == ["2", "2"]
    third = device.starts()

    assert (release_of(third), third.take_rolled_back()) == ("1", 1)
    assert release_of(device.starts()) == "1"
    device.gets(3, {"markers/acme.toml": MARK}, DAY - timedelta(days=8))
    assert release_of(device.starts()) == "3"


def test_an_agent_that_is_asked_to_end_is_no_failed_start(device: Device) -> None:
    device.gets(1, {"markers/acme.toml": MARK}, DAY - timedelta(days=8))

    for _start in range(5):
        signed = device.starts()
        assert release_of(signed) == "1"
        signed.end()


def test_a_release_that_ran_for_a_minute_is_good_whatever_comes(device: Device) -> None:
    device.gets(1, {"markers/acme.toml": MARK}, DAY - timedelta(days=8))
    signed = device.starts()
    device.now += 59
    signed.tick()
    assert json.loads(device.place.standing_file.read_text())["good"] == ""
    device.now += 1
    signed.tick()

    assert json.loads(device.place.standing_file.read_text())["good"] == "1:digest of 1"
    assert [release_of(device.starts()) for _start in range(5)] == ["1"] * 5


def test_a_withdrawn_release_goes(device: Device) -> None:
    device.gets(1, {"markers/acme.toml": MARK}, DAY - timedelta(days=8))
    signed = device.starts()
    device.now += 60
    signed.tick()
    device.releases.clear()
    device.gets(2, {"markers/acme.toml": TRIAL}, DAY + timedelta(days=30))

    assert release_of(device.starts()) is None


def test_broken_decisions_are_left_out_and_named(device: Device) -> None:
    device.gets(1, {"markers/acme.toml": MARK}, DAY - timedelta(days=8))
    device.decides("[[decision]]\nsong = 7\n")
    signed = device.starts()

    keeper = RulebookKeeper(RULES, None, signed)

    assert (release_of(signed), signed.layer.decisions, keeper.problem) == ("1", None, "")
    words = signed.words(0)
    assert words and "song" in " ".join(words.alerts)


def test_decisions_switch_a_rule_off_until_a_day(device: Device) -> None:
    device.gets(1, {"markers/acme.toml": MARK}, DAY - timedelta(days=8))
    device.decides("[[off]]\nrule = 9001\nuntil = 2999-01-01\n[[off]]\nrule = 77777\n")

    keeper = RulebookKeeper(RULES, None, device.starts())

    assert "acme.blue" not in marks(keeper)
    assert keeper.current.off == ("acme.blue",)


@pytest.mark.parametrize(
    "more",
    [
        "[[rule]]\nnumber = 9100\n",
        "[part]\nx = 'y'\n",
        "[[off]]\nrule = 9001\nwords = ['x']\n",
        "[[decision]]\ntool = 1\nclass = 'approved'\nhosts = ['x']\n",
        "[[tool]]\nid = 'x'\n",
        "[[metric]]\nnumber = 1\n",
        "[table.internal]\npublic = 'allow'\n",
    ],
)
def test_decisions_can_add_nothing(device: Device, more: str) -> None:
    device.gets(1, {"markers/acme.toml": MARK}, DAY - timedelta(days=8))
    before = RulebookKeeper(RULES, None, device.starts()).current
    device.decides(more)

    after = RulebookKeeper(RULES, None, device.starts()).current

    assert (after.rules, after.sensitive, after.policy.rows) == (
        before.rules,
        before.sensitive,
        before.policy.rows,
    )


def test_rules_on_trial_are_listed_and_judge_nothing(device: Device) -> None:
    until = date.today() + timedelta(days=20)
    trial = {"trial/trial.toml": f"until = {until}\n", "trial/markers/red.toml": TRIAL}
    device.gets(1, {"markers/acme.toml": MARK, **trial}, DAY - timedelta(days=8))

    book = RulebookKeeper(RULES, None, device.starts()).current

    assert [rule.id for rule in book.trial.rules] == ["acme.red"]
    assert "acme.red" not in {rule.id for rule in book.rules}
    met, silent = TrialJudge(book), TrialJudge(load_rulebook(RULES))
    assert met.met(text("TOP: ACME RED\n\nThe keel is laid.")) == {9002}
    assert met.met(text("CONFIDENTIAL")) == frozenset()
    assert silent.met(text("ACME RED")) == frozenset()


@pytest.mark.parametrize(("days", "rules"), [(-1, 0), (0, 1), (30, 1)])
def test_a_trial_ends_by_itself(device: Device, days: int, rules: int) -> None:
    until = date.today() + timedelta(days=days)
    trial = {"trial/trial.toml": f"until = {until}\n", "trial/markers/red.toml": TRIAL}
    device.gets(1, trial, DAY - timedelta(days=8))

    assert len(RulebookKeeper(RULES, None, device.starts()).current.trial.rules) == rules


def test_a_trial_without_an_end_in_sight_is_refused(device: Device) -> None:
    until = date.today() + timedelta(days=31)
    trial = {"trial/trial.toml": f"until = {until}\n", "trial/markers/red.toml": TRIAL}
    device.gets(1, {"markers/acme.toml": MARK, **trial}, DAY - timedelta(days=8))
    signed = device.starts()

    keeper = RulebookKeeper(RULES, None, signed)

    assert (release_of(signed), "acme.blue" in marks(keeper)) == (None, False)


def test_it_looks_again_when_it_planned_to_and_after_a_clock_was_put_back(device: Device) -> None:
    signed = device.starts()
    assert signed.due(1_000_000)
    device.place.folder.mkdir(parents=True)
    device.place.check_file.write_text(json.dumps({"state": "current", "next": 1_003_600}))

    assert not signed.due(1_000_000)
    assert signed.due(1_003_600)
    assert signed.due(0)


def test_what_somebody_should_look_at_is_said(device: Device) -> None:
    device.gets(1, {"markers/acme.toml": MARK}, DAY - timedelta(days=8))
    current = device.place.current
    assert current is not None
    facts = json.loads((current / "signed.json").read_text())
    now = 2_000_000_000.0
    facts |= {"threshold": 1, "signers": ["operator"], "ends": now + 86_400}
    (current / "signed.json").write_text(json.dumps(facts))
    refused = {"state": "refused", "reason": "ExpiredMetadataError", "confirmed": now - 15 * 86_400}
    device.place.check_file.write_text(json.dumps(refused))

    words = device.starts().words(now)

    assert words is not None
    assert words.words == "Release 1, signed by operator."
    assert words.alerts == (
        "One person alone can change the rules here.",
        "What central offered was refused: it has expired, or this machine's clock is wrong."
        " The last good rules stay.",
        "Not confirmed since 2033-05-03.",
        "The signature ends on 2033-05-19.",
    )


def test_how_new_the_rules_are_is_told_while_somebody_knows(device: Device) -> None:
    device.gets(1, {"markers/acme.toml": MARK}, DAY - timedelta(days=20))
    device.gets(2, {"markers/acme.toml": TRIAL}, DAY - timedelta(days=10))
    signed = device.starts()
    unknown = {"agent": "unknown", "rules": "unknown", "policy": "unknown"}
    assert signed.versions(9_000_000.0) == unknown
    device.place.check_file.write_text(json.dumps({"confirmed": 1000.0}))
    assert signed.versions(1001.0) == {**unknown, "rules": "current", "policy": "current"}
    assert signed.versions(1000.0 + 9 * 86_400)["rules"] == "unknown"
    release = signed.layer.rules
    assert release is not None
    assert signed.failed(RuleError(release / "markers" / "acme.toml", "", "broken"))
    assert release_of(signed) == "1"
    assert signed.versions(1001.0) == {**unknown, "rules": "one before", "policy": "current"}
