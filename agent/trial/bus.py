"""A session bus with a key ring, where nobody has logged in to a desktop.

The key ring is a real one (gnome-keyring). It keeps its file in the state folder, and as there is
nobody to type a password it has none: the folder's permissions are what protects it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from jeepney import MatchRule, message_bus
from jeepney.io.blocking import open_dbus_connection

from agent.trial.announced import announced
from agent.trial.child import TrialError, child
from agent.words import gettext as _

BUS = ("dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=PIPE")
#: The name under which a key ring is found (freedesktop.org, Secret Service API 0.2).
SECRETS = "org.freedesktop.secrets"
#: Seconds the key ring may take to come up.
PATIENCE = 15.0


@contextmanager
def open_bus(
    environment: Mapping[str, str], folder: Path, *, private: bool, logs: Path
) -> Iterator[Mapping[str, str]]:
    """The environment of a session with a bus and a key ring.

    The desktop's own, unless there is none or `private` asks for another. `folder` is where a
    private key ring keeps its file. Raises TrialError.
    """
    if not private and environment.get("DBUS_SESSION_BUS_ADDRESS"):
        yield environment
        return
    with announced(BUS, environment=environment, log=logs / "bus.log") as address:
        inside = {**environment, "DBUS_SESSION_BUS_ADDRESS": address}
        with _key_ring(inside, folder, logs / "keyring.log"):
            yield inside


@contextmanager
def _key_ring(environment: Mapping[str, str], folder: Path, log: Path) -> Iterator[None]:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    program = ("gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets")
    inside = {**environment, "XDG_DATA_HOME": str(folder)}
    control = f"--control-directory={folder}"
    # The password of its file is an empty line. Without a line it would ask in a window.
    with child((*program, control), environment=inside, log=log, typed="\n"):
        _wait_for(SECRETS, environment["DBUS_SESSION_BUS_ADDRESS"])
        yield


def _wait_for(name: str, address: str) -> None:
    changed = MatchRule(
        type="signal",
        interface=message_bus.interface,
        member="NameOwnerChanged",
        path="/org/freedesktop/DBus",
    )
    changed.add_arg_condition(0, name)
    with open_dbus_connection(bus=address) as connection, connection.filter(changed) as signals:
        connection.send_and_get_reply(message_bus.AddMatch(changed), timeout=PATIENCE)
        if connection.send_and_get_reply(message_bus.NameHasOwner(name), timeout=PATIENCE).body[0]:
            return
        try:
            connection.recv_until_filtered(signals, timeout=PATIENCE)
        except TimeoutError:
            raise TrialError(_("The key ring did not start.")) from None
