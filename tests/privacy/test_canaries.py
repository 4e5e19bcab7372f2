"""No byte of what a person copies, pastes, drops, types or uploads is in anything that is kept.

Canaries go through every channel of a real agent that reports to a real central. Then everything is
searched: each file of agent and central, the logs, what was printed, and all that went over the
wire. `PLIMSOLL_CANARIES` says how many; `make test-full` takes 10,000.
"""

from __future__ import annotations

import json
import os
import re
import socket
import struct
import subprocess
import sys
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import PIPE
from typing import Any

import psutil
import pytest

from agent.door_client import DoorClient, DoorRefused
from agent.trial.company import company
from tests.privacy.recording import Wire
from tests.privacy.search import Search, make_canaries

MANY = int(os.environ.get("PLIMSOLL_CANARIES", "150"))
CANARIES = make_canaries(MANY, seed=4711)
SEARCH = Search(CANARIES)
PUBLIC = {"host": "chatgpt.com"}
#: Whose machine it is, as its environment says it.
PERSON = {
    **{"USER": "qvorrander", "LOGNAME": "qvorrander"},
    **{"HOSTNAME": "pier-qx7781", "EMAIL": "q@vorr.example"},
}


@dataclass
class Machine:
    """A workstation and its company, and all that they printed."""

    home: Path
    company: Path
    temporary: Path
    door: DoorClient
    process: subprocess.Popen[bytes]
    environment: dict[str, str]
    wires: list[Wire] = field(default_factory=list)
    printed: bytes = b""

    def artefacts(self) -> dict[str, bool]:
        """Where a canary stands, by the name of what was searched."""
        found = {"wire": SEARCH.finds(b"".join(bytes(wire.carried) for wire in self.wires))}
        found["printed"] = SEARCH.finds(self.printed)
        for name in ("home", "company", "temporary"):
            found[name] = bool(SEARCH.in_files(getattr(self, name)))
        return found


def through_wires(line: str, stack: ExitStack) -> tuple[str, list[Wire]]:
    """The same enrolment, with a recording wire in front of each of its addresses."""
    prefix, _point, text = line.strip().partition(".")
    decoded = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
    ports = sorted(set(re.findall(r"127\.0\.0\.1:(\d+)", decoded)))
    wires = {port: stack.enter_context(Wire(int(port))) for port in ports}
    for port, wire in wires.items():
        decoded = decoded.replace(f"127.0.0.1:{port}", f"127.0.0.1:{wire.port}")
    again = urlsafe_b64encode(decoded.encode()).decode().rstrip("=")
    return f"{prefix}.{again}", list(wires.values())


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    root = tmp_path_factory.mktemp("canaries")
    home, office, temporary = (root / name for name in ("home", "company", "temporary"))
    for folder in (home, office, temporary):
        folder.mkdir()
    environment = {
        **{name: os.environ[name] for name in ("PATH",)},
        **PERSON,
        "HOME": str(home),
        "TMPDIR": str(temporary),
        "DBUS_SESSION_BUS_ADDRESS": "disabled:",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    with ExitStack() as stack:
        there = stack.enter_context(
            company(office, week_seconds=6, environment=environment, logs=office)
        )
        line, wires = through_wires(there.enrolment, stack)
        values = root / "values.json"
        values.write_text(json.dumps({"enrolment": line}))
        program = [sys.executable, "-m", "agent.run", "--home", str(home), "--no-tray"]
        with (root / "printed").open("wb") as printed:
            process = subprocess.Popen(
                [*program, "--install-values", str(values)],
                env=environment,
                cwd=temporary,
                stdout=printed,
                stderr=printed,
                preexec_fn=_let_dump,
            )
        door = DoorClient(home / "door")
        yield Machine(home, office, temporary, door, process, environment, wires)
        door.close()
        if process.poll() is None:
            process.terminate()
            process.wait(20)


def _let_dump() -> None:
    """As on a machine where somebody wants core dumps."""
    import resource

    _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))


def marked(canary: str) -> str:
    return f"CONFIDENTIAL\n\nThe offer of {canary} to Nordwerft, code {canary}.\n"


def paste(machine: Machine, canary: str) -> object:
    flow = _judged(machine, {"text/plain": marked(canary)}, "browser", "paste")
    machine.door.ask("answer", flow=flow["flow"], choice="continued", reason="test-data")
    return flow


def drop_rich(machine: Machine, canary: str) -> object:
    rich = {"text/plain": marked(canary), "text/html": f"<b>CONFIDENTIAL</b><p>{canary}</p>"}
    flow = _judged(machine, rich, "browser", "drop")
    machine.door.ask("answer", flow=flow["flow"], choice="redacted")
    return flow


def submit(machine: Machine, canary: str) -> object:
    return _judged(machine, {"text/plain": marked(canary)}, "browser", "submit")


def upload(machine: Machine, canary: str) -> object:
    name = f"text/plain;file={canary}.docx"
    return _judged(machine, {name: marked(canary)}, "browser", "upload")


def desktop(machine: Machine, canary: str) -> object:
    machine.door.ask("copied", content={"text/plain": marked(canary)})
    machine.door.ask("tab", host="chatgpt.com", browser="chromium")
    machine.door.ask("tab", host=None, browser="chromium")
    return _judged(machine, {"text/plain": marked(canary)}, "desktop", "copy")


def hook(machine: Machine, canary: str) -> object:
    content = {"text/plain": f"SECRET\n\n{canary} and AKIA{canary[:16].upper()}\n"}
    flow = _judged(machine, content, "cli", "submit")
    machine.door.ask("answer", flow=flow["flow"], choice="cancelled")
    return flow


def letter(machine: Machine, canary: str) -> object:
    """A letter that is looked at and not written, and one that cannot be."""
    fields = {"subject": canary, "name": canary, "text": marked(canary)}
    said = [machine.door.ask("letter-check", **fields)]
    said.append(machine.door.ask("letter-check", **{**fields, "text": canary}))
    for wrong in ({"kind": canary}, {"kind": "question", "text": marked(canary) * 500}):
        try:
            machine.door.ask("letter-write", **{**fields, **wrong})
        except DoorRefused as refused:
            said.append({"refused": str(refused)})
    return said


def malformed(machine: Machine, canary: str) -> object:
    """What cannot be answered, with the canary wherever it could be repeated from."""
    said = [canary]
    for question in (
        {"ask": canary},
        {"ask": "judge", "content": {canary: 7}},
        {"ask": "judge", "content": {"text/plain": marked(canary)}, "destination": {"x": canary}},
        {"ask": "judge", "content": {"text/plain": marked(canary)}, "channel": canary},
        {"ask": "answer", "flow": canary, "choice": canary},
        {"ask": "tab", "host": [canary]},
    ):
        try:
            machine.door.ask(str(question.pop("ask")), **question)
        except DoorRefused as refused:
            said.append(str(refused))
    return said


def browser_host(machine: Machine, canary: str) -> object:
    """Over native messaging, as a browser asks."""
    question = {
        "id": 1, "ask": "judge", "content": {"text/plain": marked(canary)},
        "destination": PUBLIC, "channel": "browser", "moment": "paste",
    }  # fmt: skip
    body = json.dumps(question).encode()
    broken = f'{{"id": 2, "ask": "{canary}'.encode()
    frames = [struct.pack("=I", len(one)) + one for one in (body, broken)]
    program = [sys.executable, "-m", "agent.host", "--home", str(machine.home)]
    with subprocess.Popen(
        program, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=machine.environment
    ) as host:
        assert host.stdin and host.stdout and host.stderr
        host.stdin.write(frames[0])
        host.stdin.flush()
        (size,) = struct.unpack("=I", host.stdout.read(4))
        answer = host.stdout.read(size)
        host.stdin.write(frames[1])
        host.stdin.close()
        machine.printed += host.stderr.read()
    return answer.decode()


def command_line(machine: Machine, canary: str) -> object:
    done = subprocess.run(
        [sys.executable, "-m", "agent.cli", "--home", str(machine.home), "scan", "--explain", "-"],
        input=marked(canary).encode(), env=machine.environment, capture_output=True, timeout=60,
        check=False,
    )  # fmt: skip
    machine.printed += done.stderr
    # What it prints, it prints for the person who asked.
    return done.stdout.decode() + canary


def _judged(machine: Machine, content: dict[str, str], channel: str, moment: str) -> Any:
    return machine.door.ask(
        "judge", content=content, destination=PUBLIC, channel=channel, moment=moment
    )


Channel = Callable[[Machine, str], object]
QUICK: tuple[Channel, ...] = (
    *(paste, drop_rich, submit, upload, desktop, hook, letter, malformed),
)
#: Each of these starts a process.
SLOW: tuple[Channel, ...] = (browser_host, command_line)
EACH_SLOW = 3


def test_canaries_through_every_channel_are_kept_nowhere(
    machine: Machine, until: Callable[[Callable[[], object]], None]
) -> None:
    until(lambda: (machine.home / "door").exists())
    carried = {channel.__name__: 0 for channel in (*QUICK, *SLOW)}
    for number, canary in enumerate(CANARIES):
        slow = number < EACH_SLOW * len(SLOW)
        channel = SLOW[number % len(SLOW)] if slow else QUICK[number % len(QUICK)]
        answer = channel(machine, canary)
        # The positive control: the agent did see this canary, its answer shows the person's text.
        carried[channel.__name__] += SEARCH.finds(json.dumps(answer).encode())
    assert all(carried.values()), carried
    # Messages about these weeks leave, receipts come back.
    until(lambda: sum(len(wire.carried) for wire in machine.wires) > 20_000)
    machine.door.ask("stop")
    machine.process.wait(20)
    machine.printed += (machine.home.parent / "printed").read_bytes()

    assert machine.artefacts() == {
        "wire": False, "printed": False, "home": False, "company": False, "temporary": False,
    }  # fmt: skip
    print(f"canaries: {len(CANARIES)} through {len(carried)} channels, found 0; {carried}")


def test_nothing_at_central_or_on_the_way_says_whose_machine_it_is(machine: Machine) -> None:
    carried = b"".join(bytes(wire.carried) for wire in machine.wires)
    search = Search([*dict.fromkeys(PERSON.values()), str(machine.home), *_identity()])
    assert carried and not search.finds(carried)
    assert search.in_files(machine.company) == []
    planted = machine.company / "planted-name"
    planted.write_text(f"x {PERSON['USER']} x", "utf-8")
    assert search.in_files(machine.company) == [planted]
    planted.unlink()


def _identity() -> Iterator[str]:
    """What this machine is known by: its hardware addresses, its id, a name of its own."""
    for places in psutil.net_if_addrs().values():
        for place in places:
            if place.family == psutil.AF_LINK and place.address.strip("0:"):
                yield place.address
    machine_id = Path("/etc/machine-id")
    if machine_id.is_file() and len(known := machine_id.read_text("ascii").strip()) == 32:
        yield known
    if len(name := socket.gethostname()) >= 12:  # a shorter one may be a word
        yield name


def test_each_place_that_is_searched_would_show_a_canary(machine: Machine) -> None:
    canary = CANARIES[0]
    for folder in (machine.home, machine.company, machine.temporary):
        (folder / "planted").write_text(f"x {canary} x", "utf-16")
    machine.wires[0].carried += canary.encode()[::-1]
    machine.printed += canary.encode()

    assert machine.artefacts() == {
        "wire": True, "printed": True, "home": True, "company": True, "temporary": True,
    }  # fmt: skip
