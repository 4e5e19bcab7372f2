"""A small real window that takes the focus when it is told to: one line on its input each time.

python window.py TITLE
"""

from __future__ import annotations

import sys

from Xlib import X
from Xlib.display import Display
from Xlib.protocol.event import ClientMessage


def main(title: str) -> None:
    display = Display()
    screen = display.screen()
    window = screen.root.create_window(10, 10, 200, 100, 0, screen.root_depth)
    window.set_wm_name(title)
    window.map()
    display.sync()
    print("shown", flush=True)
    for _line in sys.stdin:
        # How a pager asks for it (EWMH 1.5): source 2 is obeyed without doubt.
        activate = display.intern_atom("_NET_ACTIVE_WINDOW")
        ask = ClientMessage(window=window, client_type=activate, data=(32, [2, 0, 0, 0, 0]))
        mask = X.SubstructureRedirectMask | X.SubstructureNotifyMask
        screen.root.send_event(ask, event_mask=mask)
        display.sync()


if __name__ == "__main__":
    main(sys.argv[1])
