"""plimsoll-tray: what the person sees."""

import sys

from ui.app import main

if sys.argv[1:] != ["--self-test"]:
    sys.exit(main())
