"""plimsoll-tray: what the person sees."""

import sys

from agent.logs import fault_in_log
from ui.app import main

if sys.argv[1:] != ["--self-test"]:
    with fault_in_log():
        sys.exit(main())
