"""Python reads this before anything else: every socket that a program uses is written down.

One line each into the folder that `PLIMSOLL_SOCKETS` names: the program, what it did, where to.
"""

import os
import sys

_EVENTS = ("socket.bind", "socket.connect", "socket.sendto")


def _write_down(event: str, details: tuple[object, ...]) -> None:
    if event in _EVENTS:
        family, address = details[0].family.name, details[1]  # type: ignore[attr-defined]
        program = " ".join(sys.orig_argv[1:4])
        line = f"{program}\t{event.partition('.')[2]}\t{family}\t{address}\n"
        with open(os.path.join(os.environ["PLIMSOLL_SOCKETS"], str(os.getpid())), "a") as file:
            file.write(line)


sys.addaudithook(_write_down)
